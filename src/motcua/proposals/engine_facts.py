"""What the facts of a record say beside its words: parts that are there or missing, forms, fees, channels."""

from __future__ import annotations

import re

from motcua.catalog.record import ChannelRecord, ProcedureRecord
from motcua.proposals.engine_phrases import matcher
from motcua.proposals.engine_text import plain, regular
from motcua.proposals.engine_values import ProposedAnswer, Quote

_FORM = matcher(
    ["theo mẫu", "mẫu số", "biểu mẫu", "mẫu đơn", "tờ khai", "phiếu đăng ký", "đơn (đề nghị|đăng ký|xin|yêu cầu)"]
)
_NUMBERED = re.compile(r"theo mẫu|mẫu (?:số )?[\w.]*\d|theo phụ lục [ivx\d]+|biểu mẫu")
_BLANK_FEE = re.compile(r"^[\s\W]*(?:phí|lệ phí|đồng|vnđ|miễn phí|không|không có|không thu|không quy định|0|[\s\W])*$")
_NO_FEE = re.compile(
    r"không (?:thu|phải nộp|có|quy định(?: thu)?) (?:phí|lệ phí|khoản)|^[\s\W]*(?:không|không có|không thu)[\s\W]*$"
)
_AMOUNT = re.compile(r"[1-9][\d.,]*\s*(?:đồng|vnđ|vnd|usd|đ\b|%)|thông tư|nghị quyết|biểu (?:mức|phí)|theo quy định")

SILENT = 0.3
"""Confidence of an answer that nothing contradicts."""


def announced(record: ProcedureRecord) -> ProposedAnswer:
    """C1: whether every statutory part that every procedure has is there (Decree 63/2010 Art. 8)."""
    missing = missing_parts(record)
    if record.partial:
        return ProposedAnswer(
            "unknown", "silence", 0.1, (), "fact.list_only", "Chỉ biết từ danh mục, chưa có nội dung."
        )
    if missing:
        why = f"Hồ sơ thủ tục chưa có: {', '.join(missing)}."
        return ProposedAnswer(False, "inferred", 0.7, (), "fact.missing_parts", why)
    evidence = (Quote("decision_no", record.decision_no),) if record.decision_no else ()
    return ProposedAnswer(True, "inferred", 0.8, evidence, "fact.all_parts", "Đủ các bộ phận cấu thành bắt buộc.")


def missing_parts(record: ProcedureRecord) -> list[str]:
    """Statutory parts without which a procedure is not complete, and that this record does not have."""
    there = {
        "trình tự thực hiện": record.steps,
        "cách thức thực hiện": record.channels,
        "thành phần hồ sơ": record.components,
        "thời hạn giải quyết": any(channel.time or channel.note for channel in record.channels),
        "đối tượng thực hiện": record.subjects,
        "cơ quan thực hiện": record.agency or record.authority,
        "kết quả thực hiện": record.results,
    }
    return [name for name, found in there.items() if not found]


def _forms(record: ProcedureRecord) -> tuple[list[Quote], list[Quote]]:
    """Components with a form's file, and components that speak of a form without one."""
    held, spoken = [], []
    for place, one in enumerate(record.components):
        if one.form:
            held.append(Quote(f"components[{place}].form", one.form, one.case or ""))
        elif _FORM is not None and _FORM.found_in(plain(one.name)):
            spoken.append(Quote(f"components[{place}].name", one.name.strip()[:320], one.case or ""))
    return held, spoken


def forms(record: ProcedureRecord) -> tuple[ProposedAnswer, ProposedAnswer, ProposedAnswer]:
    """C2, C3a, C3b: forms to be loaded, forms filled in online, signatures.

    A paper that speaks of a form whose file the record lacks leaves C2 unknown; no form at all makes it not applicable.
    """
    held, spoken = _forms(record)
    if record.partial or not record.components:
        unsaid = ProposedAnswer(
            "unknown", "silence", 0.1, (), "fact.no_components", "Không có thành phần hồ sơ để đọc."
        )
        return unsaid, unsaid, unsaid
    if not held and not spoken:
        none = ProposedAnswer(None, "inferred", 0.6, (), "fact.no_form", "Không thành phần nào là mẫu đơn, tờ khai.")
        return none, none, ProposedAnswer(None, "inferred", 0.4, (), "fact.no_form", "Không có mẫu đơn phải ký.")
    loaded = _loaded(held, spoken)
    why = "Không có nội dung nào cho thấy mẫu đơn không điền được trực tuyến."
    filled = ProposedAnswer(True, "silence", SILENT, (), "fact.silence", why)
    signed = ProposedAnswer(True, "silence", SILENT, (), "fact.silence", "Không có nội dung nào cấm ký số, xác thực.")
    return loaded, filled, signed


def _loaded(held: list[Quote], spoken: list[Quote]) -> ProposedAnswer:
    """C2: a form that a paper names by its number and that nowhere comes as a file cannot be loaded."""
    named = [quote for quote in spoken if _NUMBERED.search(regular(quote.quote))]
    if named:
        why = "Có thành phần theo mẫu quy định nhưng hồ sơ thủ tục không kèm tệp mẫu."
        return ProposedAnswer(False, "inferred", 0.6, tuple(named[:3]), "fact.form_unseen", why)
    if held:
        return ProposedAnswer(True, "text", 0.8, tuple(held[:3]), "fact.form_files", "Có tệp mẫu đơn đính kèm.")
    why = "Có nhắc đến đơn, tờ khai nhưng hồ sơ thủ tục không kèm tệp mẫu."
    return ProposedAnswer("unknown", "inferred", 0.4, tuple(spoken[:3]), "fact.form_unseen", why)


def fee(record: ProcedureRecord) -> ProposedAnswer:
    """C5: not applicable where no channel asks for money. "Miễn phí" alone only means that a number is zero."""
    written = [(place, channel) for place, channel in enumerate(record.channels) if (channel.fee or "").strip()]
    asked = [(place, channel) for place, channel in written if _asks_money(channel)]
    if asked:
        evidence = tuple(_fee_quote(place, channel) for place, channel in asked[:2])
        why = "Có phí, lệ phí; không có nội dung nào buộc nộp ngoài phương thức trực tuyến."
        return ProposedAnswer(True, "silence", SILENT, evidence, "fact.fee", why)
    said = [(place, channel) for place, channel in written if _NO_FEE.search(regular(channel.fee or ""))]
    if said:
        evidence = tuple(_fee_quote(place, channel) for place, channel in said[:2])
        return ProposedAnswer(None, "text", 0.9, evidence, "fact.no_fee", "Hồ sơ thủ tục ghi không thu phí, lệ phí.")
    if record.partial or not record.channels:
        return ProposedAnswer("unknown", "silence", 0.1, (), "fact.no_channels", "Không có cách thức thực hiện để đọc.")
    evidence = tuple(_fee_quote(place, channel) for place, channel in written[:1])
    return ProposedAnswer(None, "inferred", 0.6, evidence, "fact.fee_blank", "Không cách thức nào ghi mức phí, lệ phí.")


def _asks_money(channel: ChannelRecord) -> bool:
    text = regular(channel.fee or "")
    return bool(_AMOUNT.search(text)) or (not _BLANK_FEE.match(text) and not _NO_FEE.search(text))


def _fee_quote(place: int, channel: ChannelRecord) -> Quote:
    return Quote(f"channels[{place}].fee", (channel.fee or "").strip()[:320], channel.case or "")


def sendable(record: ProcedureRecord, silent: ProposedAnswer) -> ProposedAnswer:
    """C4: a record that names channels but no online one leaves open whether the dossier can be sent so."""
    if not record.channels or any(channel.channel == "online" for channel in record.channels):
        return silent
    why = "Hồ sơ thủ tục chưa nêu cách nộp trực tuyến; chưa rõ do quy định hay do chưa cung cấp."
    return ProposedAnswer("unknown", "inferred", 0.5, (), "fact.no_online_channel", why)

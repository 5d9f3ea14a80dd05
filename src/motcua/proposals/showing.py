"""What pages of the room show: answers with passages cut at the words that count, papers, the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalog.record import ProcedureRecord
from motcua.law.effort import QUADRANTS, Quadrant
from motcua.proposals.engine_values import Proposal, ProposedAnswer, Quote
from motcua.proposals.rules_files import shipped_databases
from motcua.proposals.selectors import Placed

CRITERIA_WORDS: dict[str, str | Promise] = {
    "C1": _("Thông tin thủ tục được công khai đầy đủ"),
    "C2": _("Mẫu đơn, tờ khai tải về được"),
    "C3a": _("Mẫu đơn, tờ khai điền và gửi trực tuyến"),
    "C3b": _("Ký số, hoặc xác thực thay chữ ký"),
    "C4": _("Hồ sơ gửi được trực tuyến toàn bộ"),
    "C5": _("Phí, lệ phí nộp được trực tuyến"),
    "C6a": _("Xử lý hồ sơ bằng phương thức điện tử"),
    "C6b": _("Không phải nộp, xuất trình bản giấy để kiểm tra"),
    "C6c": _("Không phải có mặt"),
    "C6d": _("Không phải kiểm tra, xác minh tại hiện trường"),
    "C7": _("Kết quả có bản điện tử"),
    "C8": _("Kết quả trả trực tuyến hoặc qua bưu chính công ích"),
}
PART_WORDS: dict[str, str | Promise] = {
    "name": _("Tên thủ tục"),
    "sequence": _("Trình tự thực hiện"),
    "manner": _("Cách thức thực hiện"),
    "dossier": _("Thành phần, số lượng hồ sơ"),
    "time": _("Thời hạn giải quyết"),
    "subject": _("Đối tượng thực hiện"),
    "authority": _("Cơ quan giải quyết"),
    "result": _("Kết quả thực hiện"),
    "form": _("Mẫu đơn, tờ khai"),
    "fee": _("Phí, lệ phí"),
    "condition": _("Yêu cầu, điều kiện"),
}
BASIS_WORDS: dict[str, str | Promise] = {
    "text": _("hồ sơ thủ tục nêu rõ"),
    "inferred": _("suy ra từ hồ sơ thủ tục"),
    "silence": _("hồ sơ thủ tục không nói gì trái"),
}
PAPER_WORDS: dict[str, str | Promise] = {
    "replace_by_data": _("thay bằng dữ liệu"),
    "paper_only": _("phải có bản giấy"),
    "form": _("mẫu đơn, tờ khai"),
    "note": _("ghi chú"),
    "fits": _("gửi được trực tuyến"),
}
_LOOKS = {True: ("success", _("đáp ứng")), False: ("danger", _("không đáp ứng")), None: ("neutral", _("không áp dụng"))}
_FIELDS = {
    "steps": _("Trình tự thực hiện"),
    "conditions": _("Yêu cầu, điều kiện"),
    "description": _("Mô tả"),
    "channels": _("Cách thức thực hiện"),
    "components": _("Thành phần hồ sơ"),
    "results": _("Kết quả"),
    "decision_no": _("Quyết định công bố"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote cut in three: before, the words that count, after; where it stands and of which case it speaks."""

    where: str | Promise
    before: str
    hit: str
    after: str
    case: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A criterion with its proposed answer in words."""

    key: str
    words: str | Promise
    look: str
    said: str | Promise
    basis: str | Promise
    percent: int
    answer: ProposedAnswer
    passages: tuple[Passage, ...]


def answers_shown(proposal: Proposal) -> list[Shown]:
    """Criteria in order, with passages to be marked."""
    return [_shown(key, answer) for key, answer in proposal.criteria.items()]


def _shown(key: str, answer: ProposedAnswer) -> Shown:
    known = isinstance(answer.answer, bool) or answer.answer is None
    look, said = _LOOKS[answer.answer] if known else ("warning", _("chưa rõ"))  # type: ignore[index]
    passages = tuple(_passage(quote) for quote in answer.evidence)
    basis = BASIS_WORDS[answer.basis]
    return Shown(key, CRITERIA_WORDS[key], look, said, basis, round(answer.confidence * 100), answer, passages)


def _passage(quote: Quote) -> Passage:
    where = _FIELDS.get(quote.field.split("[")[0], quote.field)
    before, hit, after = quote.quote.partition(quote.hit) if quote.hit else (quote.quote, "", "")
    return Passage(where, before, hit, after, quote.case)


def papers_shown(record: ProcedureRecord, proposal: Proposal) -> list[tuple[int, str, str, str | Promise, str]]:
    """Papers by place: name, kind, kind in words, name of the database."""
    names = {one.key: one.name for one in shipped_databases()}
    return [
        (
            place,
            record.components[place - 1].name,
            kind,
            PAPER_WORDS[kind],
            names.get(proposal.databases.get(place, ""), ""),
        )
        for place, kind in proposal.components.items()
    ]


def quadrant_words() -> dict[Quadrant, str]:
    """The four fields of the picture in words of the reader's language."""
    return {quadrant: gettext(words) for quadrant, words in QUADRANTS.items()}


def drawing(rows: Sequence[Placed]) -> list[dict[str, Any]]:
    """The four fields of the picture, how many stand in each and the first of them by volume."""
    order = (Quadrant.DO_FIRST, Quadrant.PLAN, Quadrant.FILL_IN, Quadrant.LATER)
    return [
        {
            "name": quadrant_words()[quadrant],
            "number": sum(one.place.value == quadrant for one in rows),
            "first": [one.row.procedure.code for one in rows if one.place.value == quadrant][:4],
        }
        for quadrant in order
    ]

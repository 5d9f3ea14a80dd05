"""Why a procedure's page says what it says: time, fee and papers with the rows, decisions and rules behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.models import Channel, Component, ProcedureVersion, ProvincialLayer
from motcua.catalog.quality.money import parse_fee, refers_elsewhere
from motcua.catalog.quality.registry import KINDS
from motcua.law.book import RulesOfDay
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.limit import WHY_UNKNOWN, Kind, Limit, Unit, limit_of, parse_limit
from motcua.law.words import N_
from motcua.web.formats import vn_money

_SHORT, _LISTED = 70, 8
_RULES_OF = {
    Unit.WORKING_DAY: ("clock.first_day", "calendar.working_week"),
    Unit.DAY: ("clock.first_day", "clock.day_off"),
    Unit.WEEK: ("clock.first_day", "clock.day_off"),
    Unit.MONTH: ("clock.months", "clock.day_off"),
    Unit.YEAR: ("clock.months", "clock.day_off"),
    Unit.HOUR: ("clock.hour_unit",),
    Unit.WORKING_HOUR: ("clock.hour_unit",),
}
_SAYS = N_("Nộp {ways}: ghi “{text}”.")
_SAYS_NOTHING = N_("Nộp {ways}: nguồn để trống.")
_UNREAD = N_("Nộp {ways}: ghi “{text}”. {why}.")
_MORE_ROWS = N_("Còn {count} mức khác, xem bảng Cách thực hiện.")
_NO_ROWS = N_("Nguồn không ghi cách nộp, thời hạn và phí của thủ tục này.")
_VERSION = N_("Lấy từ bản công bố áp dụng từ {day}.")
_SHORTENED = N_("Tỉnh rút ngắn thời hạn còn {limit}, áp dụng từ {day}.")
_OWN_FEE = N_("Hội đồng nhân dân tỉnh quy định: {fee}. Áp dụng từ {day}.")
_RULE = N_("{label}: {value}.")
_PAPER = N_("Bản công bố liệt kê giấy này ở dòng {place} của thành phần hồ sơ, số lượng: {quantity}.")
_PAPER_PLAIN = N_("Bản công bố liệt kê giấy này ở dòng {place} của thành phần hồ sơ.")
_FORM = N_("Lập theo mẫu {form}.")
_DATABASE = N_("Thông tin của giấy này có trong {database}.")
_NO_ARTICLE = N_("Nguồn không ghi điều khoản riêng cho giấy này; căn cứ chung ở mục Căn cứ pháp lý.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer, a note beside it and its reasons.

    `known` is false where the source leaves the value open; `province` says that the province's layer gave it;
    `ministry` is then what the ministry's content says.
    """

    value: str
    why: Explained[str]
    note: str = ""
    known: bool = True
    province: bool = False
    ministry: str = ""


def decision_of(version: ProcedureVersion) -> tuple[Citation, ...]:
    """The decision that published the version, as the source of what it says; nothing where none is named."""
    if not version.decision_no:
        return ()
    return (Citation("catalog.decision", _("Quyết định {number}").format(number=version.decision_no), confidence="B"),)


def explain_time(version: ProcedureVersion, layer: ProvincialLayer | None, rules: RulesOfDay) -> Answer:
    """How long the procedure takes and why; unknown where the source's text cannot be read whole."""
    channels = list(version.channels.all())
    read = [(channel, parse_limit(channel.time_text)) for channel in channels]
    value, note, known = _time_value([limit for _channel, limit in read])
    reasons = _row_reasons(version, [(c, c.time_text, _unread(limit)) for c, limit in read])
    asked = [limit for _channel, limit in read if limit.known]
    if layer is not None and layer.limit_value is not None:
        limit = limit_of(str(layer.limit_value), Unit(layer.limit_unit))
        reasons.append(_of_province(_SHORTENED, {"limit": limit}, layer.effective_from, layer.limit_instrument))
        reasons += _counting([limit], rules)
        words = limit.said(_)
        note = _("Tỉnh rút ngắn; bộ, ngành quy định: {value}").format(value=value)
        return Answer(words, Explained(words, tuple(reasons)), note, True, True, value)
    reasons += _counting(asked, rules)
    return Answer(value, Explained(value, tuple(reasons)), note, known)


def explain_fee(version: ProcedureVersion, layer: ProvincialLayer | None) -> Answer:
    """How much the procedure costs and why; unknown where amount and words of the source disagree."""
    channels = list(version.channels.all())
    value, note, known = _fee_value(channels)
    reasons = _row_reasons(version, [(c, c.fee_text, _fee_doubt(c)) for c in channels])
    if layer is not None and layer.fee_text:
        words = layer.fee_text if len(layer.fee_text) <= _SHORT else _("Theo nghị quyết của tỉnh")
        reasons.append(_of_province(_OWN_FEE, {"fee": layer.fee_text}, layer.effective_from, layer.fee_instrument))
        note = _("Tỉnh quy định; bộ, ngành ghi: {value}").format(value=value)
        return Answer(words, Explained(words, tuple(reasons)), note, True, True, value)
    return Answer(value, Explained(value, tuple(reasons)), note, known)


def explain_paper(component: Component, place: int, version: ProcedureVersion) -> Explained[str]:
    """Why a paper is asked for: its row in the published list, its form, where its data may be found."""
    says = _PAPER if component.quantity else _PAPER_PLAIN
    facts = {"place": place, "quantity": component.quantity}
    reasons = [Reason(says, facts, decision_of(version))]
    if form_of(component):
        reasons.append(Reason(_FORM, {"form": component.form}))
    if component.from_database and component.database:
        reasons.append(Reason(_DATABASE, {"database": component.database}))
    reasons.append(Reason(_NO_ARTICLE))
    return Explained(component.name, tuple(reasons))


def form_of(component: Component) -> str:
    """The file name of the form; blank where the source only says that it stands inside the paper's name."""
    return "" if component.form.startswith("(") else component.form


def time_words(channel_text: str) -> str:
    """A time limit in a few words for a list, blank where the text cannot be read whole."""
    limit = parse_limit(channel_text)
    return limit.said(_) if limit.known else ""


def _time_value(limits: Sequence[Limit]) -> tuple[str, str, bool]:
    known = list({limit.said(str): limit for limit in limits if limit.known}.values())
    unread = [limit for limit in limits if not limit.known]
    if not known:
        return _unread_value(unread)
    note = _("có cách nộp chưa rõ thời hạn") if unread else ""
    if len(known) == 1:
        words = known[0].said(_)
        return words[:1].upper() + words[1:], note, not unread
    note = note or _("tùy cách nộp, trường hợp")
    return _several(known), note, not unread


def _unread_value(unread: Sequence[Limit]) -> tuple[str, str, bool]:
    """What is said where no row gives a time that can be counted; words stay words, never a number."""
    texts = list(dict.fromkeys(limit.raw for limit in unread if limit.why in ("free_text", "alternatives")))
    if texts:
        return _("Theo từng trường hợp"), _("nguồn ghi: “{text}”").format(text=cut(texts[0], 120)), False
    if unread and all(limit.why == "not_set" for limit in unread):
        return _("Chưa rõ"), _("nguồn ghi “Không quy định”"), False
    return _("Chưa rõ"), _("nguồn không ghi đủ để biết"), False


def _several(known: Sequence[Limit]) -> str:
    single = [limit.parts[0] for limit in known if len(limit.parts) == 1]
    if len(single) == len(known) and len({part.unit for part in single}) == 1:
        ordered = sorted(single, key=lambda part: part.amount)
        least, most = ordered[0].said(_), ordered[-1].said(_)
        return _("{least} đến {most}").format(least=least.split(" ")[0], most=most)
    if len(known) == 2:
        return _("{one} hoặc {other}").format(one=known[0].said(_), other=known[1].said(_))
    return _("Tùy trường hợp")


def _fee_value(channels: Sequence[Channel]) -> tuple[str, str, bool]:
    amounts = sorted({channel.fee_amount for channel in channels if channel.fee_amount is not None})
    unread = [channel.fee_text for channel in channels if channel.fee_amount is None]
    written = list(dict.fromkeys(text for text in unread if text))
    if not amounts:
        if any(refers_elsewhere(text) for text in written):
            return _("Theo văn bản riêng"), _("nguồn ghi: “{text}”").format(text=cut(written[0], 120)), False
        return _("Chưa rõ"), _("nguồn không ghi đủ để biết"), False
    note = _("có cách nộp chưa rõ mức phí") if unread else ""
    if len(amounts) == 1:
        return _money(amounts[0]), note, not unread
    note = note or _("tùy cách nộp, trường hợp")
    least, most = _money(amounts[0]), _money(amounts[-1])
    if amounts[0] == 0:
        return _("{least} hoặc đến {most}").format(least=least, most=most), note, not unread
    return _("{least} đến {most}").format(least=least, most=most), note, not unread


def _money(amount: int) -> str:
    return vn_money(amount) if amount else _("Miễn phí")


def _unread(limit: Limit) -> str:
    return "" if limit.known else WHY_UNKNOWN[limit.why]


def _fee_doubt(channel: Channel) -> str:
    if channel.fee_amount is not None:
        return ""
    why = parse_fee(channel.fee_text).why
    return str(KINDS[why].title) if why in KINDS else ""


def _row_reasons(version: ProcedureVersion, rows: Iterable[tuple[Channel, str, str]]) -> list[Reason]:
    """What each distinct row says, as written, with the decision that published it; doubts are warnings."""
    ways: dict[tuple[str, str], list[str]] = {}
    for channel, text, doubt in rows:
        ways.setdefault((text, doubt), []).append(str(channel.get_kind_display()))
    reasons = []
    for (text, doubt), kinds in list(ways.items())[:_LISTED]:
        facts: dict[str, Any] = {"ways": list(dict.fromkeys(kinds)), "text": cut(text, 300), "why": doubt}
        says = _UNREAD if text and doubt else _SAYS if text else _SAYS_NOTHING
        reasons.append(Reason(says, facts, decision_of(version), warning=bool(doubt) or not text))
    if len(ways) > _LISTED:
        reasons.append(Reason(_MORE_ROWS, {"count": len(ways) - _LISTED}))
    if not ways:
        reasons.append(Reason(_NO_ROWS, {}, decision_of(version), warning=True))
    if version.effective_from:
        reasons.append(Reason(_VERSION, {"day": version.effective_from}))
    return reasons


def _of_province(says: str, facts: dict[str, Any], start: date, instrument: str) -> Reason:
    source = Citation("catalog.layer", instrument, confidence="B", layer="local")
    return Reason(says, {**facts, "day": start}, (source,))


def _counting(limits: Iterable[Limit], rules: RulesOfDay) -> list[Reason]:
    """How the law counts the units used: one reason for each rule in force."""
    keys: dict[str, None] = {}
    for limit in limits:
        if limit.kind is Kind.SAME_DAY:
            keys.setdefault("clock.same_day_cutoff")
        for part in limit.parts:
            keys.update(dict.fromkeys(_RULES_OF.get(part.unit, ())))
    rows = [rules.row(key) for key in keys if rules.has(key)]
    return [Reason(_RULE, {"label": row.label, "value": row.shown}, (row.citation,)) for row in rows if row.shown]


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters, ended by an ellipsis where something was left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

"""Whether the days of a plan hold together: what is refused, what is only said aloud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.review.content import CampaignContent
from motcua.review.models import Campaign
from motcua.rulebook.selectors import rules_on, work_calendar
from motcua.web.faults import UserError
from motcua.web.formats import vn_date

DAYS = ("opens_on", "unit_result_due", "check_due", "consolidation_due")
_SHORT = 15  # days between two steps under which a plan is called tight; advice, not law


@dataclass(frozen=True, slots=True)
class Warned:
    """Something odd about a plan's days that does not stop it."""

    field: str
    text: str


def refuse_bad_days(content: CampaignContent, today: date, kept: Iterable[date] = ()) -> None:
    """Refuse days out of order and a deadline in the past; `kept` are past days that the plan already had.

    Raises `UserError` naming the field.
    """
    days = [getattr(content, name) for name in DAYS]
    for name, before, day in zip(DAYS[1:], days, days[1:], strict=False):
        if day < before:
            raise UserError(
                "days-out-of-order",
                _("Hạn {day} không thể trước bước trước đó ({before}).").format(
                    day=vn_date(day), before=vn_date(before)
                ),
                field=name,
                hint=_("Thứ tự: bắt đầu, đơn vị gửi kết quả, kiểm soát chất lượng, tổng hợp."),
            )
    known = set(kept)
    for name, day in zip(DAYS[1:], days[1:], strict=True):
        if day < today and day not in known:
            raise UserError(
                "due-in-past",
                _("Hạn {day} đã qua.").format(day=vn_date(day)),
                field=name,
                hint=_("Chọn ngày từ hôm nay trở đi."),
            )


def refuse_bad_unit_day(due: date | None, opens_on: date, check_due: date, today: date) -> None:
    """Refuse a unit's own day that is over or lies outside the campaign. Raises `UserError`."""
    if due is None:
        return
    if due < today:
        raise UserError("due-in-past", _("Hạn {day} đã qua.").format(day=vn_date(due)), field="result_due")
    if not opens_on <= due <= check_due:
        raise UserError(
            "unit-day-outside",
            _("Hạn riêng của đơn vị phải từ {first} đến {last}.").format(
                first=vn_date(opens_on), last=vn_date(check_due)
            ),
            field="result_due",
        )


def days_off(campaign: Campaign) -> set[date]:
    """Those of a plan's days that are no working days; none where the rules know no calendar of work."""
    days = {getattr(campaign, name) for name in DAYS}
    found = set()
    for day in days:
        rules = rules_on(day)
        if rules.has("calendar.working_week") and not work_calendar(rules).lawful(day):
            found.add(day)
    return found


def odd_days(content: CampaignContent, today: date, days_off: Iterable[date] = ()) -> list[Warned]:
    """What is odd but lawful: begun before today, very short steps, a deadline on a day off."""
    found = []
    if content.opens_on < today:
        found.append(Warned("opens_on", _("Ngày bắt đầu {day} đã qua.").format(day=vn_date(content.opens_on))))
    off = set(days_off)
    for name in DAYS[1:]:
        day = getattr(content, name)
        if day in off:
            found.append(Warned(name, _("Hạn {day} rơi vào ngày nghỉ.").format(day=vn_date(day))))
    span = (content.unit_result_due - content.opens_on).days
    if span < _SHORT:
        found.append(Warned("unit_result_due", _("Đơn vị chỉ có {n} ngày để rà soát.").format(n=span)))
    return found

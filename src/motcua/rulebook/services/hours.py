"""Opening hours of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.law.book import UnknownRuleError
from motcua.organisation.models import Unit
from motcua.rulebook.lawbook import week_of
from motcua.rulebook.models import UnitHours
from motcua.rulebook.selectors import law
from motcua.rulebook.services.touch import touch_rulebook
from motcua.web.faults import UserError


@service(permission="rulebook.edit")
def set_unit_hours(
    *, actor: Actor, unit: Unit, week: Mapping[str, Sequence[str]], instrument: str, effective_from: date
) -> UnitHours:
    """Give a unit its own hours from a day on; those before end the day before.

    `week` maps weekdays "1" (Monday) to "7" to intervals such as "07:30-11:30". Raises `UserError` where the hours
    cannot be read, no decision is named, or later hours already stand.
    """
    try:
        now = law()
        now.work_calendar(now.rules_on(effective_from), week_of(week))
    except ValueError as error:
        raise UserError(
            "bad-hours",
            _("Giờ làm việc chưa đúng: mỗi buổi ghi như 07:30-11:30, theo thứ tự, không chồng nhau."),
            field="week",
        ) from error
    except UnknownRuleError as error:
        raise UserError("no-rules", _("Chưa có quy định nào được ghi cho ngày này."), field="effective_from") from error
    if not instrument.strip():
        raise UserError("no-source", _("Cần ghi văn bản quy định giờ làm việc."), field="instrument")
    if UnitHours.objects.filter(unit=unit, effective_from__gt=effective_from).exists():
        raise UserError("later-hours", _("Đã có giờ làm việc áp dụng từ ngày muộn hơn."), field="effective_from")
    earlier = UnitHours.objects.filter(unit=unit, effective_from__lt=effective_from, effective_to__isnull=True)
    earlier.update(effective_to=effective_from - timedelta(days=1))
    plain = {day: list(intervals) for day, intervals in week.items() if intervals}
    row, _created = UnitHours.objects.update_or_create(
        unit=unit,
        effective_from=effective_from,
        defaults={"week": plain, "instrument": instrument.strip(), "effective_to": None},
    )
    record(
        Event(
            verb="rulebook.hours.set",
            object_type="organisation.unit",
            object_id=unit.public_id,
            facts={"from": effective_from.isoformat()},
            unit_id=unit.pk,
        )
    )
    touch_rulebook()
    return row

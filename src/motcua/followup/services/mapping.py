"""Which department advises on a field: guessed for fields not seen yet, confirmed or changed by a person."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.catalog.models import Field
from motcua.followup.guess import guesses
from motcua.followup.models import FieldDepartment, MappingState
from motcua.organisation.models import Unit, UnitPeriod
from motcua.web.faults import UserError


@service(permission="publication.check")
def guess_fields(*, actor: Actor, fields: Collection[int] | None = None, again: bool = False) -> int:
    """Guess the department of fields that have none yet; with `again` also anew where the guess was not confirmed.

    `fields` are keys of fields (None: all of the catalogue). What a person confirmed is never touched. Returns how
    many rows were written.
    """
    wanted = Field.objects.filter(pk__in=fields) if fields is not None else Field.objects.all()
    held = dict(FieldDepartment.objects.filter(field__in=wanted).values_list("field", "state"))
    ids = [pk for pk in wanted.values_list("pk", flat=True) if pk not in held]
    redo = [pk for pk, state in held.items() if again and state == MappingState.GUESS]
    found = guesses([*ids, *redo], timezone.localdate())
    FieldDepartment.objects.bulk_create(
        [FieldDepartment(field_id=pk, unit=found[pk].unit, ground=found[pk].ground) for pk in ids],
        ignore_conflicts=True,
    )
    for pk in redo:
        FieldDepartment.objects.filter(field=pk, state=MappingState.GUESS).update(
            unit=found[pk].unit, ground=found[pk].ground, version=F("version") + 1
        )
    if found:
        record(Event("followup.fields.guessed", "followup.fields", facts={"fields": len(found)}))
    return len(found)


@service(permission="publication.check")
def set_department(*, actor: Actor, row: FieldDepartment, unit: Unit, version: int, ground: str = "") -> int:
    """Confirm or change the department of a field; open work of the field that nobody had gets its owner.

    Returns how many procedures moved to the department's tasks. Raises `Stale` where another changed the row
    meanwhile, `UserError` where the unit does not exist today.
    """
    from motcua.followup.services.tasks import give_unassigned

    if not UnitPeriod.objects.on(timezone.localdate()).filter(unit=unit).exists():
        raise UserError(
            "unit-not-in-force",
            _("Đơn vị này hôm nay không còn."),
            field="unit",
            hint=_("Chọn đơn vị đã tiếp nhận nhiệm vụ của đơn vị cũ."),
        )
    stale = _("Dòng này vừa được người khác sửa. Tải lại trang để xem.")
    words = ground.strip()[:500] or _("Người phụ trách xác nhận")
    take_row(row, version, stale, unit=unit, state=MappingState.CONFIRMED, ground=words)
    record(Event("followup.field.set", "followup.field", str(row.field_id), facts={"unit": unit.pk}, unit_id=unit.pk))
    return give_unassigned(actor=actor, field=row.field, unit=unit)

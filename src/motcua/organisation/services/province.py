"""The choice of the province that this installation serves."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.organisation import naming
from motcua.organisation.models import ProvinceSetting, Unit
from motcua.organisation.seed import read_units_after
from motcua.organisation.services.territory import Loaded, find_province, load_departments, load_territory
from motcua.web.faults import UserError


@service(permission="organisation.manage")
def choose_province(*, actor: Actor, unit: Unit) -> ProvinceSetting:
    """Make `unit` the province of this installation. Raises `UserError` where it is no province of today."""
    now = unit.on(timezone.localdate())
    if now is None or now.parent is not None or now.code_list not in {row.code_list for row in read_units_after()}:
        raise UserError("not-a-province", _("Đơn vị này hiện không phải tỉnh, thành phố."), field="province")
    setting, created = ProvinceSetting.objects.get_or_create(id=ProvinceSetting.ONLY, defaults={"unit": unit})
    if not created and setting.unit_id != unit.pk:
        ProvinceSetting.objects.filter(pk=setting.pk).update(unit=unit, version=F("version") + 1)
        setting.refresh_from_db()
    elif not created:
        return setting
    facts = {"code": now.code}
    record(Event("organisation.province.chosen", "organisation.unit", unit.public_id, facts=facts, unit_id=unit.pk))
    naming.forget()
    return setting


@service(permission="organisation.manage")
def set_up_province(*, actor: Actor, province: str, everything: bool = False) -> tuple[Loaded, Loaded]:
    """Load a province with its departments and make it this installation's: the one command.

    `province` is a code or a name of today. Raises `UserError` for an unknown one.
    """
    row = find_province(province)
    territory = load_territory(actor=actor, province=row.code, everything=everything)
    departments = load_departments(actor=actor, province=row.code)
    choose_province(actor=actor, unit=Unit.objects.get(origin="/".join(row.identity)))
    return territory, departments

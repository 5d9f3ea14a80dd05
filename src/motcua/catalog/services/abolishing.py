"""The end of a procedure: its version in force is abolished on a day, the code stays taken for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.catalog.models import Finding, FindingState, Procedure, ProcedureVersion, VersionState
from motcua.catalog.services.storing import make_current, touch_catalog


@service(permission="catalog.publish")
def abolish_procedures(*, actor: Actor, days: Mapping[int, date]) -> list[Procedure]:
    """End procedures (id → first day without them); those with nothing in force, or a later version, stay as they are.

    Citizens see from then on that the procedure is abolished; findings on it are obsolete. Returns those ended.
    """
    rows = Procedure.objects.select_for_update(of=("self",)).filter(pk__in=list(days), current__isnull=False)
    ended: list[ProcedureVersion] = []
    for procedure in rows.select_related("current").order_by("pk"):
        version, day = procedure.current, days[procedure.pk]
        if version is None or (version.effective_from and version.effective_from > day):
            continue
        version.state, version.effective_to, version.procedure = VersionState.ABOLISHED, day, procedure
        ended.append(version)
    if not ended:
        return []
    ProcedureVersion.objects.bulk_update(ended, ["state", "effective_to"])
    make_current(ended)
    procedures = [version.procedure for version in ended]
    Finding.objects.filter(procedure__in=procedures, state=FindingState.OPEN).update(state=FindingState.OBSOLETE)
    for version in ended:
        ending = version.procedure
        facts: dict[str, Plain] = {"code": ending.code, "number": version.number}
        log(Event("catalog.version.abolished", "catalog.procedure", ending.public_id, facts=facts))
    touch_catalog()
    return procedures

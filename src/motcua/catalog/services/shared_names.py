"""Names that several procedures in force share: found again after every import, true as long as it is true."""

from __future__ import annotations

from django.utils import timezone

from motcua.catalog.models import Finding, FindingState, ProcedureVersion, VersionState
from motcua.catalog.quality.batch import SHARED, SharedNames
from motcua.catalog.quality.registry import Defect
from motcua.catalog.services.inserting import insert_rows
from motcua.catalog.services.preparing import defect_digest
from motcua.catalog.services.storing import FINDING, finding_rows

_DECIDED = (FindingState.SETTLED, FindingState.DISMISSED)


def refresh_shared_names() -> None:
    """Bring the findings "name_shared" in line with the names in force; call inside a service's transaction.

    What is no longer true becomes obsolete, what is true again is open again, a decision stays as long as the same
    codes share the same name. A fixed number of statements; doing it twice changes nothing.
    """
    wanted = _wanted()
    known = {
        (row.procedure_version_id, row.digest): row
        for row in Finding.objects.filter(kind=SHARED.code).only("procedure_version_id", "digest", "state")
    }
    gone = [row.pk for place, row in known.items() if place not in wanted and row.state == FindingState.OPEN]
    back = [known[place].pk for place in wanted if place in known and known[place].state == FindingState.OBSOLETE]
    Finding.objects.filter(pk__in=gone).update(state=FindingState.OBSOLETE)
    Finding.objects.filter(pk__in=back).update(state=FindingState.OPEN)
    missing = {place: defect for place, defect in wanted.items() if place not in known}
    versions = ProcedureVersion.objects.only("procedure_id", "state").in_bulk({version for version, _d in missing})
    procedures = [version.procedure_id for version in versions.values()]
    decided = {
        (row.procedure_id, row.digest): row
        for row in Finding.objects.filter(kind=SHARED.code, procedure__in=procedures, state__in=_DECIDED).order_by("id")
    }
    moment = timezone.now()
    rows = [
        row
        for (version_id, _digest), defect in missing.items()
        for row in finding_rows([defect], versions[version_id], decided, moment)
    ]
    insert_rows(Finding, FINDING, rows)


def _wanted() -> dict[tuple[int, str], Defect]:
    """By version in force and digest, the defects that are true now."""
    names, versions = SharedNames(), {}
    in_force = ProcedureVersion.objects.filter(current_of__isnull=False, state=VersionState.PUBLISHED)
    for version_id, code, name in in_force.order_by("procedure__code").values_list("pk", "procedure__code", "name"):
        names.add(code, name)
        versions[code] = version_id
    return {
        (versions[code], defect_digest(defect.kind, defect.path, defect.evidence)): defect
        for code, defect in names.defects()
    }

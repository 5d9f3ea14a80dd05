"""What the province has said beside papers stands for the same paper of a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.catalog.models import Component, ProcedureVersion


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a paper's data can come from a database, from which, and on what ground; `None`: nobody has said."""

    from_database: bool | None
    database: str = ""
    ground: str = ""


Marks = Mapping[tuple[int, str], Mark]


def marks_of(procedure_ids: Sequence[int]) -> Marks:
    """What the province has said so far, by procedure and name of the paper: one statement."""
    rows = Component.objects.filter(
        procedure_version__current_of__in=procedure_ids, from_database__isnull=False
    ).values_list("procedure_version__procedure_id", "name", "from_database", "database", "database_ground")
    return {(procedure, name): Mark(yes, database, ground) for procedure, name, yes, database, ground in rows}


def carry_marks(versions: Sequence[ProcedureVersion], marks: Marks) -> None:
    """Let what was said of a paper stand for the same paper of a new version; no statement where nothing was said."""
    if not marks:
        return
    marked = {procedure for procedure, _name in marks}
    found = Component.objects.filter(
        procedure_version__in=[version.pk for version in versions if version.procedure_id in marked],
        name__in={name for _procedure, name in marks},
    ).select_related("procedure_version")
    changed = []
    for component in found:
        mark = marks.get((component.procedure_version.procedure_id, component.name))
        if mark is not None:
            component.from_database, component.database = mark.from_database, mark.database
            component.database_ground = mark.ground
            changed.append(component)
    Component.objects.bulk_update(changed, ["from_database", "database", "database_ground"])

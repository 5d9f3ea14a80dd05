"""What the province has done about the procedures of a ministry's decision, read from the other rooms.

The room of posting stands beside this one and may not be imported: it tells which desks show a procedure through
`register_desks`, which the faces call for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from motcua.followup.models import InternalProcessNote, MinistryLine, MinistryLineKind
from motcua.publication.models import ANNOUNCED_ONCE, AnnouncedLine, LineKind, Place, Publication


@dataclass(frozen=True, slots=True)
class Desks:
    """How many desks show a procedure as it now stands, of how many that must; `last_on`: when the last one did."""

    done: int
    due: int
    last_on: date | None = None


DeskSource = Callable[[Collection[int], date], Mapping[int, Desks]]
_desks: list[DeskSource] = []


def register_desks(source: DeskSource) -> None:
    """Let the room that knows the boards say, for keys of procedures on a day, which desks are up to date."""
    _desks[:] = [source]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is done for one line; None is work still open."""

    listed_on: date | None = None
    listed_by: str = ""
    shortened: bool = False
    uploaded_on: date | None = None
    processed_on: date | None = None
    desks: Desks | None = None

    @property
    def posted_on(self) -> date | None:
        """The day on which the last desk put it right; None while one lacks or none is known to have to."""
        return self.desks.last_on if self.desks and self.desks.due and self.desks.done >= self.desks.due else None


def facts_of(lines: Sequence[MinistryLine], today: date) -> dict[int, Facts]:
    """What is done for each line by key; five statements at most, however many lines. Lines need their announcement."""
    listed = _listed(lines)
    uploaded = _uploaded([line.pk for line in listed.values()])
    notes = _notes([line.procedure_id for line in lines if line.procedure_id])
    desks = _boards([line.procedure_id for line in lines if line.procedure_id], today)
    found = {}
    for line in lines:
        by = listed.get(line.pk)
        since = (by.decision.signed_on if by else None) or line.announcement.since
        found[line.pk] = Facts(
            listed_on=by.decision.signed_on if by else None,
            listed_by=by.decision.public_id if by else "",
            shortened=bool(by and by.decision.shortened),
            uploaded_on=uploaded.get(by.pk) if by else None,
            processed_on=next((day for day in notes.get(line.procedure_id or 0, ()) if day >= since), None),
            desks=desks.get(line.procedure_id or 0) if by else None,
        )
    return found


def needs_process(line: MinistryLine) -> bool:
    """Whether an internal process must be approved: not for a procedure that is gone."""
    return line.kind != MinistryLineKind.ABOLISHED


def _listed(lines: Sequence[MinistryLine]) -> dict[int, AnnouncedLine]:
    """The first line of a signed provincial decision that follows each ministry's line."""
    rows = (
        AnnouncedLine.objects.filter(
            code__in={line.code for line in lines}, decision__state__in=ANNOUNCED_ONCE, outrun_by=None
        )
        .select_related("decision")
        .order_by("decision__signed_on", "pk")
    )
    by_code: dict[str, list[AnnouncedLine]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    found = {}
    for line in lines:
        followed = next((row for row in by_code.get(line.code, ()) if _follows(row, line)), None)
        if followed is not None:
            found[line.pk] = followed
    return found


def _follows(row: AnnouncedLine, line: MinistryLine) -> bool:
    """Whether a provincial line answers a ministry's: the same version, or signed since; abolished where it must be."""
    if (line.kind == MinistryLineKind.ABOLISHED) != (row.kind == LineKind.ABOLISHED):
        return False
    if line.procedure_version_id and row.procedure_version_id == line.procedure_version_id:
        return True
    signed = row.decision.signed_on
    return signed is not None and signed >= line.announcement.since


def _uploaded(line_ids: Collection[int]) -> dict[int, date]:
    """The day of the last upload of each provincial line to the national database."""
    rows = Publication.objects.filter(line__in=line_ids, place=Place.NATIONAL).filter(Q(withdrawn_at__isnull=True))
    return {line: timezone.localtime(at).date() for line, at in rows.values_list("line", "published_at")}


def _notes(procedure_ids: Collection[int]) -> dict[int, list[date]]:
    """The days on which internal processes of procedures were approved, oldest first."""
    found: dict[int, list[date]] = {}
    rows = InternalProcessNote.objects.filter(procedure__in=procedure_ids).order_by("approved_on")
    for procedure, day in rows.values_list("procedure", "approved_on"):
        found.setdefault(procedure, []).append(day)
    return found


def _boards(procedure_ids: Collection[int], today: date) -> Mapping[int, Desks]:
    return _desks[0](procedure_ids, today) if _desks and procedure_ids else {}

"""Where a campaign stands: per unit, what is late, what was returned; and its results against the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields import BooleanField, CharField, DateField
from django.db.models.functions import Coalesce

from motcua.access.actors import Actor
from motcua.organisation.selectors import today_names
from motcua.review.models import WITH_AUTHOR, Campaign, CampaignLine, CampaignUnit, LineState, UnitRole
from motcua.review.selectors import Progress, parts_of, progress_by_unit, progress_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a campaign: its part, how its lines stand, how many days it is late (0: in time)."""

    part: CampaignUnit
    name: str
    due: date
    reminded: int
    progress: Progress
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign at a glance; `loose` are lines without a lead."""

    whole: Progress
    leads: tuple[UnitRow, ...]
    helpers: tuple[UnitRow, ...]
    loose: int

    @property
    def late(self) -> tuple[UnitRow, ...]:
        """Units past their day that still owe lines, the latest first."""
        return tuple(sorted((row for row in self.leads if row.late), key=lambda row: -row.late))


def standing(actor: Actor, campaign: Campaign, today: date) -> Standing:
    """Read it in a fixed number of statements."""
    parts = list(parts_of(actor, campaign))
    counted = progress_by_unit(campaign)
    names = today_names({part.unit_id for part in parts})
    rows = [_row(part, names, counted, today, campaign.running) for part in parts]
    return Standing(
        progress_of(campaign),
        tuple(row for row in rows if row.part.role == UnitRole.LEAD),
        tuple(row for row in rows if row.part.role != UnitRole.LEAD),
        counted.get(None, Progress()).total,
    )


def _row(
    part: CampaignUnit, names: Mapping[int, str], counted: Mapping[int | None, Progress], today: date, running: bool
) -> UnitRow:
    progress = counted.get(part.unit_id, Progress())
    due: date = part.due  # type: ignore[attr-defined]
    owes = progress.open + progress.assessed + progress.returned
    late = (today - due).days if running and owes and due < today else 0
    return UnitRow(part, names.get(part.unit_id, "–"), due, part.reminded, progress, late)  # type: ignore[attr-defined]


def owed_rows(actor: Actor, campaign: Campaign, today: date) -> QuerySet[CampaignLine]:
    """Lines that are late: still with their authors past the day of their unit, by unit and code."""
    own = CampaignUnit.objects.filter(campaign=OuterRef("campaign"), unit=OuterRef("unit")).values("result_due")[:1]
    rows = CampaignLine.objects.visible_to(actor).filter(campaign=campaign, state__in=WITH_AUTHOR)
    dated = rows.annotate(due=Coalesce(Subquery(own), Value(campaign.unit_result_due), output_field=DateField()))
    return (
        dated.filter(due__lt=today)
        .select_related("procedure", "procedure_version", "unit")
        .order_by("unit_id", "procedure__code")
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """How many procedures went from one verdict to another between two campaigns; None: not reviewed there."""

    kept: int
    better: int
    worse: int
    new: int


def compared(actor: Actor, campaign: Campaign, before: Campaign) -> QuerySet[CampaignLine]:
    """Lines of a campaign, each with `old_level` ("" where it was not reviewed), `old_suitable`, `was_there`."""
    old = before.lines.filter(procedure=OuterRef("procedure")).exclude(state=LineState.CLOSED)
    rows = CampaignLine.objects.visible_to(actor).filter(campaign=campaign).exclude(state=LineState.CLOSED)
    return (
        rows.annotate(
            old_level=Coalesce(Subquery(old.values("level")[:1]), Value(""), output_field=CharField()),
            old_suitable=Subquery(old.values("suitable")[:1], output_field=BooleanField(null=True)),
            was_there=Exists(old),
        )
        .select_related("procedure", "procedure_version", "field")
        .order_by("procedure__code")
    )


def shifts(rows: QuerySet[CampaignLine]) -> Shift:
    """The sums of a comparison (one statement)."""
    both = Q(was_there=True, suitable__isnull=False, old_suitable__isnull=False)
    found = rows.order_by().aggregate(
        kept=Count("pk", filter=both & (Q(suitable=True, old_suitable=True) | Q(suitable=False, old_suitable=False))),
        better=Count("pk", filter=both & Q(suitable=True, old_suitable=False)),
        worse=Count("pk", filter=both & Q(suitable=False, old_suitable=True)),
        new=Count("pk", filter=Q(was_there=False)),
    )
    return Shift(**found)

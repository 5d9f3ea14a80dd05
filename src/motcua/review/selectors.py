"""Every read of campaigns. Rooms above start here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.publication.owners import unit_in_charge
from motcua.review.models import (
    RUNNING,
    WITH_AUTHOR,
    Campaign,
    CampaignLine,
    CampaignState,
    CampaignUnit,
    ExclusionList,
    LineState,
    Meeting,
    QualityCheck,
    Remark,
    RemarkKind,
    UnitRole,
    UnitState,
)
from motcua.web.words import storable

LEFT = (LineState.OPEN, LineState.RETURNED)
"""States of lines that are still to be assessed."""
AT_WORK = (UnitState.ASSIGNED, UnitState.WORKING, UnitState.RETURNED)
"""States of parts that wait for the approval of the head."""


def campaign_rows(actor: Actor, *, state: str = "", kind: str = "", text: str = "") -> QuerySet[Campaign]:
    """Campaigns, newest first, each with `line_count` and `done_count`; filters that are empty do not filter."""
    rows = Campaign.objects.visible_to(actor)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(Q(title__icontains=text) | Q(plan_number__icontains=text)) if text else rows
    live = ~Q(lines__state=LineState.CLOSED)
    done = Q(lines__state__in=(LineState.CONFIRMED, LineState.DECIDED))
    return rows.annotate(line_count=Count("lines", filter=live), done_count=Count("lines", filter=done)).order_by(
        "-year", "-id"
    )


def campaign_by_id(actor: Actor, public_id: str) -> Campaign | None:
    """The campaign with the public id, None where the actor sees none."""
    rows = Campaign.objects.visible_to(actor).select_related("copied_from", "follows", "decision")
    return rows.filter(public_id=storable(public_id)).first()


def part_by_id(actor: Actor, public_id: str) -> CampaignUnit | None:
    """A unit's part by public id."""
    rows = CampaignUnit.objects.visible_to(actor).select_related("campaign", "unit", "handed_to")
    return rows.filter(public_id=storable(public_id)).first()


def line_rows(
    actor: Actor,
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    loose: bool = False,
    state: str = "",
    field: str = "",
    text: str = "",
) -> QuerySet[CampaignLine]:
    """Lines of a campaign by code, with procedure, version, field and people at hand; `loose`: without a lead."""
    rows = CampaignLine.objects.visible_to(actor).filter(campaign=campaign)
    rows = rows.filter(unit=unit) if unit is not None else rows
    rows = rows.filter(unit=None) if loose else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(field__name=field) if field else rows
    if text:
        rows = rows.filter(Q(procedure__code=text.strip()) | Q(procedure_version__name__icontains=text.strip()))
    return rows.select_related(
        "campaign", "procedure", "procedure_version", "field", "assignee", "assessed_by"
    ).order_by("procedure__code")


def line_by_id(actor: Actor, public_id: str) -> CampaignLine | None:
    """One line with its campaign, procedure and version."""
    rows = CampaignLine.objects.visible_to(actor).select_related(
        "campaign", "procedure", "procedure_version", "field", "unit", "assignee"
    )
    return rows.filter(public_id=storable(public_id)).first()


@dataclass(frozen=True, slots=True)
class Progress:
    """How the lines of a campaign, or of one unit in it, stand; closed ones are counted apart."""

    total: int = 0
    open: int = 0
    assessed: int = 0
    submitted: int = 0
    returned: int = 0
    confirmed: int = 0
    closed: int = 0
    suitable: int = 0

    @property
    def done(self) -> int:
        """Lines that need no more work of the unit."""
        return self.submitted + self.confirmed


def _counts() -> dict[str, Count]:
    confirmed = Q(state__in=(LineState.CONFIRMED, LineState.DECIDED))
    named = {state: Q(state=state) for state in ("open", "assessed", "submitted", "returned", "closed")}
    counted = {name: Count("pk", filter=condition) for name, condition in named.items()}
    return {
        **counted,
        "total": Count("pk", filter=~Q(state="closed")),
        "confirmed": Count("pk", filter=confirmed),
        "suitable": Count("pk", filter=Q(suitable=True) & ~Q(state="closed")),
    }


def progress_of(campaign: Campaign) -> Progress:
    """How the whole campaign stands (one statement)."""
    return Progress(**CampaignLine.objects.filter(campaign=campaign).aggregate(**_counts()))


def progress_by_unit(campaign: Campaign) -> dict[int | None, Progress]:
    """By lead unit (None: without one): how its lines stand (one statement)."""
    names = list(_counts())
    rows = CampaignLine.objects.filter(campaign=campaign).order_by().values("unit").annotate(**_counts())
    found: dict[int | None, Progress] = {}
    for unit, *figures in rows.values_list("unit", *names):
        found[unit] = Progress(**dict(zip(names, figures, strict=True)))
    return found


def parts_of(actor: Actor, campaign: Campaign) -> QuerySet[CampaignUnit]:
    """Units of a campaign with `due` (their own day, else the campaign's) and `reminded` (how often)."""
    rows = CampaignUnit.objects.visible_to(actor).filter(campaign=campaign).select_related("unit", "handed_to")
    return rows.annotate(
        due=Coalesce("result_due", "campaign__unit_result_due"), reminded=Count("reminders", distinct=True)
    ).order_by("role", "id")


def late_parts(actor: Actor, today: date, campaign: Campaign | None = None) -> QuerySet[CampaignUnit]:
    """Lead units of running campaigns past their day that still owe lines."""
    owed = CampaignLine.objects.filter(campaign=OuterRef("campaign"), unit=OuterRef("unit"), state__in=(*WITH_AUTHOR,))
    rows = CampaignUnit.objects.visible_to(actor).filter(campaign__state__in=RUNNING, role=UnitRole.LEAD)
    rows = rows.filter(campaign=campaign) if campaign is not None else rows
    due = Coalesce("result_due", "campaign__unit_result_due")
    return rows.filter(Exists(owed)).annotate(due=due).filter(due__lt=today).select_related("campaign", "unit")


def units_of(actor: Actor, permission: str = "review.assess") -> frozenset[int]:
    """The units whose review the actor does: own ones, and those merged into them."""
    own = actor.units_for(permission) | actor.units_for("review.approve")
    if not own:
        return frozenset()
    ended = (
        CampaignUnit.objects.filter(campaign__state__in=RUNNING)
        .exclude(unit__in=own)
        .exclude(state=UnitState.HANDED_OVER)
    )
    today = timezone.localdate()
    left = Unit.objects.filter(pk__in=ended.values("unit"), became__successor__in=own).distinct()
    inherited = {unit.pk for unit in left if (heir := unit_in_charge(unit, today).value) and heir.pk in own}
    return frozenset(own | inherited)


def my_parts(actor: Actor) -> QuerySet[CampaignUnit]:
    """Parts of running campaigns in the actor's units."""
    rows = CampaignUnit.objects.visible_to(actor).filter(campaign__state__in=RUNNING, unit__in=units_of(actor))
    return rows.exclude(state=UnitState.HANDED_OVER).select_related("campaign", "unit").order_by("-campaign_id", "id")


def waiting_lines(actor: Actor) -> QuerySet[CampaignLine]:
    """Lines of running campaigns that the actor's units have still to assess."""
    rows = CampaignLine.objects.visible_to(actor).filter(campaign__state__in=RUNNING, unit__in=units_of(actor))
    return rows.filter(state__in=LEFT)


def parts_to_pass_on(actor: Actor) -> QuerySet[CampaignUnit]:
    """Parts with nothing left to assess that the actor passes on: approves as the head, or sends once approved."""
    lines = CampaignLine.objects.filter(campaign=OuterRef("campaign"), unit=OuterRef("unit"))
    done = my_parts(actor).filter(Exists(lines.filter(state=LineState.ASSESSED)), ~Exists(lines.filter(state__in=LEFT)))
    heads = Q(unit__in=actor.units_for("review.approve"), state__in=AT_WORK)
    return done.filter(heads | Q(state=UnitState.APPROVED))


def returned_rows(actor: Actor, campaign: Campaign) -> QuerySet[Remark]:
    """What was returned and why, newest first; answered ones stay in the list."""
    rows = Remark.objects.visible_to(actor).filter(line__campaign=campaign, kind=RemarkKind.RETURN)
    return rows.select_related("line__procedure", "line__procedure_version", "author").order_by("-said_at", "-id")


def remarks_of(lines: Collection[CampaignLine]) -> dict[int, list[Remark]]:
    """By line id: all remarks, oldest first (one statement)."""
    found: dict[int, list[Remark]] = {}
    for row in Remark.objects.filter(line__in=lines).select_related("author").order_by("said_at", "id"):
        found.setdefault(row.line_id, []).append(row)
    return found


def checks_of(part: CampaignUnit) -> QuerySet[QualityCheck]:
    """Quality checks of a part, newest first."""
    return part.checks.select_related("drawn_by").order_by("-id")


def meetings_of(campaign: Campaign) -> QuerySet[Meeting]:
    """Meetings of a campaign, newest first, with what they concluded."""
    return campaign.meetings.select_related("file", "written_by").prefetch_related("lines__line__procedure")


def exclusion_lists(actor: Actor) -> QuerySet[ExclusionList]:
    """Lists of exclusion, newest first, each with `line_count` and `unknown_count`."""
    return ExclusionList.objects.visible_to(actor).annotate(
        line_count=Count("lines"), unknown_count=Count("lines", filter=Q(lines__procedure=None))
    )


def exclusion_by_id(actor: Actor, public_id: str) -> ExclusionList | None:
    """A list of exclusion by public id."""
    return exclusion_lists(actor).filter(public_id=storable(public_id)).first()


def previous_of(actor: Actor, campaign: Campaign) -> Campaign | None:
    """The campaign that this one is compared with: the one it was copied from, else the last decided of its kind."""
    if campaign.copied_from_id is not None:
        return campaign.copied_from
    rows = Campaign.objects.visible_to(actor).filter(kind=campaign.kind, state=CampaignState.DECIDED)
    return rows.exclude(pk=campaign.pk).filter(pk__lt=campaign.pk).order_by("-pk").first()

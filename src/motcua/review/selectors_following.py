"""Reads of what is followed after the results: provisions to amend, what a second stage has settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Field
from motcua.review.models import Campaign, CampaignLine, LineState, Pursuit
from motcua.review.models.following import PursuitQuerySet

_CLEAN = str.maketrans("", "", "\x00")


def pursuit_rows(
    actor: Actor, campaign: Campaign, today: date, *, state: str = "", remedy: str = "", text: str = ""
) -> QuerySet[Pursuit]:
    """Provisions that are followed, the nearest day first, each with `concerned` (procedures).

    `state` is "waiting", "late" or "ended"; empty filters do not filter.
    """
    rows: PursuitQuerySet = Pursuit.objects.visible_to(actor).filter(campaign=campaign)
    waiting = Pursuit.objects.filter(campaign=campaign).waiting()
    if state == "waiting":
        rows = rows.filter(pk__in=waiting.values("pk"))
    elif state == "late":
        rows = rows.filter(pk__in=waiting.filter(due_on__lt=today).values("pk"))
    elif state == "ended":
        rows = rows.exclude(pk__in=waiting.values("pk"))
    rows = rows.filter(remedy=remedy) if remedy else rows
    rows = rows.filter(Q(document__icontains=text) | Q(owner__icontains=text)) if text else rows
    counted = rows.annotate(concerned=Count("lines", distinct=True)).select_related("campaign")
    return counted.order_by("due_on", "document", "pk")


def pursuit_by_id(actor: Actor, public_id: str) -> Pursuit | None:
    """A provision that is followed, by public id."""
    rows = Pursuit.objects.visible_to(actor).select_related("campaign")
    return rows.filter(public_id=public_id.translate(_CLEAN)).first()


@dataclass(frozen=True, slots=True)
class Settled:
    """How the procedures of a decided campaign stand: fitting, answered or amended, still waiting."""

    fits: int = 0
    settled: int = 0
    waiting: int = 0


def settled_of(campaign: Campaign) -> Settled:
    """Count them (one statement); a procedure waits while one of its provisions does, or none is followed for it."""
    waiting = Pursuit.objects.filter(campaign=campaign, lines=OuterRef("pk")).waiting()
    followed = Pursuit.objects.filter(campaign=campaign, lines=OuterRef("pk"))
    rows = CampaignLine.objects.filter(campaign=campaign, state=LineState.DECIDED)
    rows = rows.annotate(waits=Exists(waiting), followed=Exists(followed))
    done = Q(suitable=False, waits=False, followed=True)
    found = rows.aggregate(
        fits=Count("pk", filter=Q(suitable=True)),
        settled=Count("pk", filter=done),
        waiting=Count("pk", filter=Q(suitable=False) & ~done),
    )
    return Settled(**found)


def fields_to_decide(campaign: Campaign) -> list[tuple[str, str]]:
    """Fields whose results wait for the Chair's decision: id ("-": without a field) and name."""
    rows = campaign.lines.filter(state=LineState.CONFIRMED).order_by().values_list("field", "field__name").distinct()
    return sorted(((str(pk or "-"), name or "–") for pk, name in rows), key=lambda row: row[1])


def field_chosen(campaign: Campaign, chosen: str) -> Field | None:
    """The field of a choice of `fields_to_decide`; None for procedures without one."""
    return Field.objects.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None

"""Reads of what is followed after the results: provisions to amend, what a second stage has settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Field
from motcua.papers.models import Paper, PaperState
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignLine,
    FieldDecision,
    FieldPaper,
    LineState,
    Pursuit,
    Remedy,
)
from motcua.review.models.following import PursuitQuerySet
from motcua.web.words import storable

_GONE = (PaperState.SUBMITTED, PaperState.SIGNED, PaperState.SENT)


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
    return rows.filter(public_id=storable(public_id)).first()


@dataclass(frozen=True, slots=True)
class Settled:
    """How the procedures of a decided campaign stand: fitting, answered or amended, still waiting."""

    fits: int = 0
    settled: int = 0
    waiting: int = 0


def settled_of(campaign: Campaign) -> Settled:
    """Count them (one statement); a procedure waits while one of its provisions does, or none is followed for it.

    Where rules are simplified, what is kept as it is has nothing to wait for; everything else is to change.
    """
    simplifies = campaign.kind in (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL)
    fits = Q(level="keep") if simplifies else Q(suitable=True)
    changes = ~Q(level="keep") if simplifies else Q(suitable=False)
    waiting = Pursuit.objects.filter(campaign=campaign, lines=OuterRef("pk")).waiting()
    followed = Pursuit.objects.filter(campaign=campaign, lines=OuterRef("pk"))
    rows = CampaignLine.objects.filter(campaign=campaign, state=LineState.DECIDED)
    rows = rows.annotate(waits=Exists(waiting), followed=Exists(followed))
    done = changes & Q(waits=False, followed=True)
    found = rows.aggregate(
        fits=Count("pk", filter=fits),
        settled=Count("pk", filter=done),
        waiting=Count("pk", filter=changes & ~done),
    )
    return Settled(**found)


def fields_to_decide(campaign: Campaign) -> list[tuple[str, str]]:
    """Fields whose results wait for the Chair's decision: id ("-": without a field) and name."""
    rows = campaign.lines.filter(state=LineState.CONFIRMED).order_by().values_list("field", "field__name").distinct()
    return sorted(((str(pk or "-"), name or "–") for pk, name in rows), key=lambda row: row[1])


def field_chosen(campaign: Campaign, chosen: str) -> Field | None:
    """The field of a choice of `fields_to_decide`; None for procedures without one."""
    return Field.objects.filter(pk=int(chosen)).first() if chosen.isascii() and chosen.isdigit() else None


def at_signature(papers: Collection[str]) -> bool:
    """Whether one of these documents (public ids, "" is none) is at signature or signed."""
    asked = [one for one in papers if one]
    return bool(asked) and Paper.objects.filter(public_id__in=asked, state__in=_GONE).exists()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a campaign that is decided by field: what waits, the document, what was decided.

    `key` is that of `fields_to_decide`; `trouble` is why a number that came back could not be recorded.
    """

    key: str
    name: str
    waiting: int = 0
    paper: Paper | None = None
    trouble: str = ""
    decision: FieldDecision | None = None

    @property
    def drafted(self) -> bool:
        """At signature or signed: the decision is not drafted again."""
        return self.paper is not None and self.paper.state in _GONE


def field_rows(actor: Actor, campaign: Campaign) -> list[FieldRow]:
    """The fields of a campaign with their decisions, by name, those without a field first (four statements)."""
    live = campaign.lines.filter(state__in=(LineState.CONFIRMED, LineState.DECIDED)).order_by()
    waits = Count("pk", filter=Q(state=LineState.CONFIRMED))
    counted = live.values_list("field", "field__name").annotate(waits=waits)
    papers = {row.field_id: row for row in FieldPaper.objects.filter(campaign=campaign)}
    ids = [row.paper for row in papers.values() if row.paper]
    seen = {row.public_id: row for row in Paper.objects.visible_to(actor).defer("data").filter(public_id__in=ids)}
    decided = {row.field_id: row for row in campaign.field_decisions.all()}
    rows = []
    for pk, name, waiting in counted:
        kept = papers.get(pk)
        paper, trouble = (seen.get(kept.paper), kept.trouble) if kept else (None, "")
        rows.append(FieldRow(str(pk or "-"), name or "–", waiting, paper, trouble, decided.get(pk)))
    return sorted(rows, key=lambda row: row.name)


@dataclass(frozen=True, slots=True)
class LateOwn:
    """How many of the province's own documents are late, and the oldest: its name, its day, its campaign's id."""

    number: int
    document: str
    due_on: date
    campaign: str


def late_own_documents(actor: Actor, today: date) -> LateOwn | None:
    """The province's own documents that decided results want amended and whose day is over; None where none is.

    A document counts once, however many of its provisions wait. One statement.
    """
    rows = Pursuit.objects.visible_to(actor).waiting().filter(remedy=Remedy.OWN_DOCUMENT, due_on__lt=today)
    found = list(rows.order_by("due_on", "pk").values_list("document", "due_on", "campaign__public_id"))
    if not found:
        return None
    return LateOwn(len({document for document, _due, _campaign in found}), *found[0])

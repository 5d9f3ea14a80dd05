"""Every read of the room. Rooms above start here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, ListAnnex, Place, Publication
from motcua.publication.models.decisions import IN_FORCE


def decision_rows(
    actor: Actor,
    *,
    state: str = "",
    unit: Unit | None = None,
    text: str = "",
    signed_from: date | None = None,
    signed_to: date | None = None,
) -> QuerySet[AnnouncementDecision]:
    """Decisions, newest first, each with `line_count`; filters that are empty do not filter.

    `text` is a part of the number or title, or a procedure's code.
    """
    rows = AnnouncementDecision.objects.visible_to(actor).select_related("advising_unit", "issuing_unit")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(advising_unit=unit) if unit is not None else rows
    rows = rows.filter(signed_on__gte=signed_from) if signed_from else rows
    rows = rows.filter(signed_on__lte=signed_to) if signed_to else rows
    if text:
        coded = AnnouncedLine.objects.filter(code=text.strip()).values("decision")
        rows = rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(pk__in=coded))
    return rows.annotate(line_count=Count("lines")).order_by("-id")


def decision_by_id(actor: Actor, public_id: str) -> AnnouncementDecision | None:
    """The decision with the public id or, for signed ones, the number; None where the actor sees none."""
    rows = AnnouncementDecision.objects.visible_to(actor).select_related("advising_unit", "issuing_unit", "ended_by")
    return rows.filter(Q(public_id=public_id) | (Q(number=public_id) & ~Q(number=""))).order_by("-signed_on").first()


def lines_of(decision: AnnouncementDecision, actor: Actor) -> QuerySet[AnnouncedLine]:
    """The lines of a decision in order, each with `national_at`: when it was last put into the national database."""
    last = Max(
        "publications__published_at",
        filter=Q(publications__place=Place.NATIONAL, publications__withdrawn_at=None),
    )
    rows = AnnouncedLine.objects.visible_to(actor).filter(decision=decision).annotate(national_at=last)
    return rows.select_related("procedure", "procedure_version", "outrun_by__decision").order_by("ordinal")


def announcements_of(codes: Collection[str]) -> dict[str, AnnouncedLine]:
    """By code: the line that holds now, of the decision in force that was signed last (one statement)."""
    rows = AnnouncedLine.objects.filter(code__in=codes, decision__state__in=IN_FORCE, outrun_by=None)
    ordered = rows.select_related("decision").order_by("decision__signed_on", "decision_id")
    return {line.code: line for line in ordered}


def publications_of(lines: Collection[AnnouncedLine], place: Place) -> dict[int, Publication]:
    """By line id: the last act of making it public in a place, withdrawn ones left out (one statement)."""
    rows = Publication.objects.filter(line__in=lines, place=place, withdrawn_at=None)
    return {row.line_id: row for row in rows.order_by("published_at", "id")}


def annex_rows(actor: Actor) -> QuerySet[ListAnnex]:
    """Lists made as annexes, newest first."""
    return ListAnnex.objects.visible_to(actor).select_related("docx", "xlsx", "created_by")


def acts_of(lines: Collection[AnnouncedLine]) -> dict[int, list[Publication]]:
    """By line id: every act of making it public, oldest first, withdrawn ones left out (one statement)."""
    found: dict[int, list[Publication]] = {}
    for row in Publication.objects.filter(line__in=lines, withdrawn_at=None).order_by("published_at", "id"):
        found.setdefault(row.line_id, []).append(row)
    return found

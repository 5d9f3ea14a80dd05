"""Reads of the register: services on a day, one procedure's history, what is to be mended. Other rooms start here.

Shares against targets are in `motcua.online.measuring`, the roadmap's figures in `motcua.online.timeline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Field, Procedure, TierLine
from motcua.law.explained import Explained
from motcua.online.judging import ServiceSaid, judged
from motcua.online.models import (
    DocumentFile,
    DocumentSet,
    OnlineService,
    RoadmapEntry,
    ServiceQuerySet,
    Suspension,
    Target,
    UsageFact,
    covering,
)
from motcua.online.models.services import suspended_on
from motcua.online.regime import PARTIAL, words_on
from motcua.web.words import storable, tidy

STATES = ("open", "waiting", "suspended", "reassess", "bare", "abolished")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of a list of services; what is empty does not filter. `state` is one of `STATES`."""

    text: str = ""
    field: Field | None = None
    tier: str = ""
    level: str = ""
    state: str = ""


def services_on(day: date, wanted: Wanted | None = None) -> ServiceQuerySet:
    """The services of the register on a day with procedure, name and field at hand, by code."""
    rows = OnlineService.objects.on(day)
    if wanted is not None:
        rows = _narrowed(rows, wanted, day)
    return rows.select_related("procedure__current__field").order_by("procedure__code")


def public_services(day: date, wanted: Wanted | None = None) -> ServiceQuerySet:
    """The services that people may know of on a day: of procedures in force that are not internal."""
    return services_on(day, wanted).filter(procedure__internal=False, procedure__current__isnull=False)


def service_on(procedure: Procedure, day: date) -> OnlineService | None:
    """What the register says of a procedure on a day; None where it says nothing (one statement)."""
    return OnlineService.objects.on(day).filter(procedure=procedure).first()


def said_on(procedure: Procedure, day: date) -> Explained[ServiceSaid | None]:
    """The service of a procedure on a day with its reasons: level, what is open, suspension (two statements)."""
    row = service_on(procedure, day)
    if row is None:
        return judged(procedure.code, day, None, None)
    stop = Suspension.objects.filter(covering(day), procedure=procedure).first()
    return judged(procedure.code, day, row, stop)


def history_of(procedure: Procedure, actor: Actor) -> list[OnlineService]:
    """Every row of a procedure, the newest first, withdrawn ones too."""
    rows = OnlineService.objects.visible_to(actor).filter(procedure=procedure).select_related("procedure")
    return list(rows.order_by("-effective_from", "-id"))


def suspensions_of(procedure: Procedure, actor: Actor) -> list[Suspension]:
    """Every suspension of a procedure's service, the newest first."""
    rows = Suspension.objects.visible_to(actor).filter(procedure=procedure)
    return list(rows.order_by("-effective_from", "-id"))


def service_by_id(public_id: str, actor: Actor) -> OnlineService | None:
    """The row of a public id, where the actor may see it."""
    rows = OnlineService.objects.visible_to(actor).select_related("procedure__current")
    return rows.filter(public_id=storable(public_id)).first()


def suspended_among(rows: list[OnlineService], day: date) -> dict[int, Suspension]:
    """The suspensions of the procedures of services on a day, by procedure (one statement)."""
    keys = [row.procedure_id for row in rows]
    return {stop.procedure_id: stop for stop in Suspension.objects.filter(covering(day), procedure__in=keys)}


def roadmap_rows(
    actor: Actor,
    *,
    year: int | None = None,
    field: Field | None = None,
    tier: str = "",
    unit_ids: list[int] | None = None,
) -> QuerySet[RoadmapEntry]:
    """Entries of the roadmap with procedure, name and field at hand, the earliest first."""
    rows = RoadmapEntry.objects.visible_to(actor).standing()
    if year is not None:
        rows = rows.filter(year=year)
    if field is not None:
        rows = rows.filter(procedure__current__field=field)
    if tier:
        rows = rows.filter(Exists(_tiers(tier, "procedure__current")))
    if unit_ids is not None:
        rows = rows.filter(unit__in=unit_ids)
    return rows.select_related("procedure__current__field", "unit").order_by("year", "quarter", "procedure__code")


def entry_by_id(public_id: str, actor: Actor) -> RoadmapEntry | None:
    """The entry of a public id, where the actor may see it."""
    rows = RoadmapEntry.objects.visible_to(actor).select_related("procedure__current", "unit")
    return rows.filter(public_id=storable(public_id)).first()


def own_targets(actor: Actor) -> QuerySet[Target]:
    """The province's own targets in use."""
    return Target.objects.visible_to(actor).filter(ended_at__isnull=True).select_related("field")


def usage_rows(actor: Actor, year: int | None = None, text: str = "") -> QuerySet[UsageFact]:
    """Facts about use that hold, the newest year first."""
    rows = UsageFact.objects.visible_to(actor).standing()
    if year is not None:
        rows = rows.filter(year=year)
    if text:
        rows = rows.filter(procedure__code__startswith=tidy(text))
    return rows.select_related("procedure__current", "unit")


def _tiers(tier: str, version: str) -> QuerySet[TierLine]:
    return TierLine.objects.filter(procedure_version=OuterRef(version), tier=storable(tier))


def _narrowed(rows: ServiceQuerySet, wanted: Wanted, day: date) -> ServiceQuerySet:
    text = tidy(wanted.text)
    if text:
        rows = rows.filter(Q(procedure__code=text) | Q(procedure__current__name__icontains=text))
    if wanted.field is not None:
        rows = rows.filter(procedure__current__field=wanted.field)
    if wanted.tier:
        rows = rows.filter(Exists(_tiers(wanted.tier, "procedure__current")))
    if wanted.level:
        rows = rows.filter(level=storable(wanted.level))
    return rows.filter(_state(wanted.state, day)) if wanted.state in STATES else rows


def _state(state: str, day: date) -> Q:
    """The condition of one of `STATES` on a day."""
    if state == "suspended":
        return suspended_on(day)
    if state == "abolished":
        return Q(procedure__current__isnull=True)
    if state == "reassess":
        regime = words_on(day).regime
        return ~Q(level__in=regime.keys) if regime else Q()
    if state == "bare":
        return Q(level=PARTIAL, reasons=[]) if words_on(day).needs_reason else Q(pk__in=[])
    launched = Q(launched_on__lte=day)
    return launched & ~suspended_on(day) if state == "open" else Q(launched_on__isnull=True) | Q(launched_on__gt=day)


def with_tiers(rows: ServiceQuerySet) -> ServiceQuerySet:
    """Services with the tiers of their procedures at hand (one statement more)."""
    return rows.prefetch_related(Prefetch("procedure__current__tiers"))


def document_sets(actor: Actor) -> QuerySet[DocumentSet]:
    """Lists that were asked for as documents, the latest first, with their files at hand."""
    files = Prefetch("files", DocumentFile.objects.order_by("kind", "id"))
    return DocumentSet.objects.visible_to(actor).prefetch_related(files).order_by("-id")


def document_by_id(actor: Actor, public_id: str) -> DocumentFile | None:
    """One made document, by public id."""
    rows = DocumentFile.objects.filter(document_set__in=DocumentSet.objects.visible_to(actor)).select_related("file")
    return rows.filter(public_id=storable(public_id)).first()

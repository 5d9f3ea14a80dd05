"""Every read of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.access.actors import Actor
from motcua.catalog.models import (
    CatalogState,
    Channel,
    Component,
    Field,
    Finding,
    FindingState,
    ImportBatch,
    ImportItem,
    Origin,
    Procedure,
    ProcedureVersion,
    ProvincialLayer,
    TierLine,
    VersionState,
)
from motcua.catalog.models.procedures import IN_FORCE_ONCE


def with_parts(versions: QuerySet[ProcedureVersion]) -> QuerySet[ProcedureVersion]:
    """Versions with all their parts: a fixed number of statements however many rows there are."""
    return versions.select_related("procedure", "field").prefetch_related(
        "cases",
        Prefetch("components", Component.objects.select_related("case").order_by("ordinal")),
        Prefetch("channels", Channel.objects.select_related("case").order_by("ordinal")),
        "results",
        "legal_basis",
        "subjects",
        "tiers",
        "agencies",
    )


def procedure_by_code(code: str, actor: Actor) -> Procedure | None:
    """The procedure with the code, if the actor may see it."""
    rows = Procedure.objects.visible_to(actor)
    return rows.filter(code=code).first() if "\x00" not in code else None  # no database keeps that


def version_on(procedure: Procedure, day: date | None = None) -> ProcedureVersion | None:
    """The version in force on a day (today's where none is given), with its parts."""
    versions = procedure.versions.filter(state__in=IN_FORCE_ONCE)
    if day is None:
        versions = versions.filter(current_of=procedure)
    else:
        open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
        versions = versions.filter(open_end, effective_from__lte=day).order_by("-effective_from", "-number")
    return with_parts(versions).first()


def version_for(procedure: Procedure, day: date | None = None) -> ProcedureVersion | None:
    """The version in force on the day; without a day the present one, else the last there was (now abolished)."""
    version = version_on(procedure, day)
    if version is None and day is None:
        return with_parts(public_versions(procedure)).first()
    return version


def public_versions(procedure: Procedure) -> QuerySet[ProcedureVersion]:
    """The versions that were ever in force, newest first."""
    return procedure.versions.filter(state__in=IN_FORCE_ONCE).order_by("-effective_from", "-number")


def layer_on(procedure: Procedure, day: date) -> ProvincialLayer | None:
    """The province's layer over the procedure on a day."""
    open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    return procedure.layers.filter(open_end, effective_from__lte=day).first()


def revision() -> int:
    """The number that grows with every change of the catalogue; readers in memory compare it."""
    return CatalogState.objects.filter(id=1).values_list("revision", flat=True).first() or 0


def versions_to_compare(
    procedure: Procedure, actor: Actor, old: str | None = None, new: str | None = None
) -> tuple[ProcedureVersion | None, ProcedureVersion | None]:
    """The two versions asked for by public id, else the one in force and the one before it, with their parts."""
    versions = with_parts(procedure.versions.visible_to(actor)).order_by("effective_from", "number")
    by_id = {version.public_id: version for version in versions}
    ordered = list(by_id.values())
    newest = by_id.get(new) if new else (ordered[-1] if ordered else None)
    if old:
        return by_id.get(old), newest
    before = ordered[: ordered.index(newest)] if newest in ordered else []
    return (before[-1] if before else None), newest


def catalogue_rows(
    actor: Actor,
    *,
    codes: list[str] | None = None,
    field: Field | None = None,
    tier: str = "",
    origin: str = "",
    internal: bool | None = None,
    with_findings: bool = False,
) -> QuerySet[Procedure]:
    """Procedures for the control list, with the number of open findings; filters that are empty do not filter.

    `codes` keeps only these (what a search found).
    """
    rows = Procedure.objects.visible_to(actor).filter(current__isnull=False)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    if field is not None:
        rows = rows.filter(current__field=field)
    if tier:
        rows = rows.filter(Exists(TierLine.objects.filter(procedure_version=OuterRef("current"), tier=tier)))
    if origin:
        rows = rows.filter(origin=origin)
    if internal is not None:
        rows = rows.filter(internal=internal)
    if with_findings:
        rows = rows.filter(Exists(Finding.objects.filter(procedure=OuterRef("pk"), state=FindingState.OPEN)))
    counted = (
        Finding.objects.filter(procedure=OuterRef("pk"), state=FindingState.OPEN)
        .order_by()
        .values("procedure")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return rows.select_related("current__field").annotate(open_findings=Coalesce(Subquery(counted), 0)).order_by("code")


def own_rows(actor: Actor) -> QuerySet[Procedure]:
    """Procedures that the province makes by its own documents, with the number and name of an open draft."""
    drafts = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state=VersionState.DRAFT)
    rows = Procedure.objects.visible_to(actor).filter(origin=Origin.PROVINCE).select_related("current__field")
    named = rows.annotate(draft_number=Subquery(drafts.values("number")), draft_name=Subquery(drafts.values("name")))
    return named.filter(Q(current__isnull=False) | Q(draft_number__isnull=False)).order_by("code")


def fields_in_use() -> QuerySet[Field]:
    """Fields that a version in force belongs to."""
    return Field.objects.filter(Exists(ProcedureVersion.objects.filter(field=OuterRef("pk"), state="published")))


def finding_rows(
    actor: Actor, *, state: str = FindingState.OPEN, kind: str = "", severity: str = "", code: str = ""
) -> QuerySet[Finding]:
    """The worklist of findings, oldest first."""
    rows = Finding.objects.visible_to(actor).select_related("procedure", "procedure_version", "settled_by")
    given = {"state": state, "kind": kind, "severity": severity, "procedure__code": code}
    return rows.filter(**{name: value for name, value in given.items() if value}).order_by("id")


def finding_totals(actor: Actor) -> list[dict[str, Any]]:
    """Open findings counted by kind, most first: one statement over the worklist's own index."""
    rows = (
        Finding.objects.visible_to(actor)
        .filter(state=FindingState.OPEN)
        .order_by()
        .values("kind", "severity")
        .annotate(number=Count("pk"))
        .order_by("-number", "kind")
    )
    return [dict(row) for row in rows]


def import_rows(actor: Actor) -> QuerySet[ImportBatch]:
    """Imports, newest first."""
    return ImportBatch.objects.visible_to(actor).select_related("created_by", "file")


def item_rows(batch: ImportBatch, actor: Actor, outcome: str = "") -> QuerySet[ImportItem]:
    """Rows of an import of one outcome, in the order of the source; the packed record is left out."""
    rows = ImportItem.objects.visible_to(actor).filter(batch=batch).defer("record").order_by("ordinal")
    return rows.filter(outcome=outcome) if outcome else rows

"""Reads out of an applied import which decisions of ministries its new versions carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from motcua.catalog.models import ImportBatch, Origin, ProcedureVersion, TierLine
from motcua.followup.models import MinistryLineKind
from motcua.followup.numbers import number_key, tidy_number
from motcua.rulebook.selectors import rules_on

UNNAMED = "Chưa rõ cơ quan ban hành"
_latest = F("effective_from").desc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Found:
    """A new version and the ministry's decision behind it."""

    version: ProcedureVersion
    decision_no: str
    ministry: str
    kind: str


def is_first_load(batch: ImportBatch) -> bool:
    """Whether the import filled an empty catalogue: what was in force before the house knew it opens no work."""
    first = ProcedureVersion.objects.filter(import_item__batch=batch).order_by("pk").values("pk")[:1]
    return not ProcedureVersion.objects.filter(pk__lt=Subquery(first)).exists()


def found_in(batch: ImportBatch, day: date) -> dict[tuple[str, str], list[Found]]:
    """The new versions of an import that rest on a decision which the version before did not have, by decision.

    Left out are procedures of the province itself, those that only ministries handle, and versions older than one that
    the catalogue held: they are history. The key is the number in one spelling and the ministry.
    """
    before = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), number__lt=OuterRef("number"))
    rows = (
        ProcedureVersion.objects.filter(import_item__batch=batch, procedure__origin=Origin.CENTRAL)
        .filter(_local(day))
        .exclude(Exists(before.filter(effective_from__gt=OuterRef("effective_from"))))
        .annotate(earlier=Subquery(before.order_by(_latest, "-number").values("decision_no")[:1]))
        .select_related("procedure")
        .order_by("procedure__code", "-number")
    )
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    seen: set[int] = set()
    for version in rows:
        if version.procedure_id in seen:
            continue  # of several versions in one import only the last is news
        seen.add(version.procedure_id)
        key = number_key(version.decision_no)
        earlier = getattr(version, "earlier", None)
        if earlier is not None and number_key(earlier) == key:
            continue
        kind = MinistryLineKind.NEW if earlier is None else MinistryLineKind.AMENDED
        ministry = version.issuer or UNNAMED
        number = tidy_number(version.decision_no)[:200]
        groups[key, ministry].append(Found(version, number, ministry, kind))
    return groups


def _local(day: date) -> Q:
    """Procedures that some level of local government handles, or whose levels nobody stated."""
    tiers: Iterable[str] = rules_on(day).row("unit.tiers").value
    lines = TierLine.objects.filter(procedure_version=OuterRef("pk"))
    return Q(Exists(lines.filter(tier__in=list(tiers)))) | ~Q(Exists(lines))


def applied_on(batch: ImportBatch) -> date:
    """The day on which the house learnt what an import holds."""
    return timezone.localtime(batch.finished_at).date() if batch.finished_at else timezone.localdate()

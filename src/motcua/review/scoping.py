"""Which procedures a plan takes: by rule, by hand, minus lists of exclusion (rules-review-and-scoring 4.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.catalog.models import Procedure, ProcedureVersion, TierLine, VersionState
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.publication.models import AnnouncedLine
from motcua.publication.models.decisions import IN_FORCE
from motcua.review.content import ScopeRule
from motcua.review.models import Campaign, CampaignKind, ExclusionLine, LineState

LOCAL_TIERS = ("province", "district", "commune")  # what only ministries handle is not the province's to review
_COMING = (VersionState.DRAFT, VersionState.CHECKED, VersionState.ANNOUNCED)


@dataclass(frozen=True, slots=True)
class Planned:
    """A procedure that a plan takes: the version to pin, its field, the tiers left under review."""

    procedure_id: int
    version_id: int | None
    field_id: int | None
    tiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a plan takes and why it leaves out what it leaves out (counts of procedures)."""

    planned: tuple[Planned, ...]
    by_rule: int
    by_hand: int
    left_out_by_hand: int
    excluded: int
    excluded_in_part: int
    unknown_codes: tuple[str, ...]


def scope_of(campaign: Campaign) -> Scope:
    """The procedures of a plan as the catalogue stands now; a fixed number of statements."""
    ruled = _rows(candidates(campaign))
    choices = dict(campaign.choices.values_list("procedure", "wanted"))
    wanted = {pk for pk, given in choices.items() if given}
    added = _rows(Procedure.objects.filter(pk__in=wanted - ruled.keys()))
    chosen = {pk: row for pk, row in {**ruled, **added}.items() if choices.get(pk, True)}
    tiers = _tiers({version for version, _field in chosen.values() if version})
    excluded = _excluded(campaign)
    planned, out, part = [], 0, 0
    for pk, (version, field) in sorted(chosen.items()):
        mine = tiers.get(version or 0, ())
        left = _left(mine, excluded.get(pk, ()))
        if left is None and pk not in wanted:
            out += 1
            continue
        part += left is not None and len(left) < len(mine)
        planned.append(Planned(pk, version, field, tuple(left if left is not None else mine)))
    unknown = ExclusionLine.objects.filter(list__campaigns=campaign, procedure=None).order_by("list_id", "ordinal")
    return Scope(
        tuple(planned),
        by_rule=len(ruled),
        by_hand=len(wanted),
        left_out_by_hand=sum(pk in ruled and not given for pk, given in choices.items()),
        excluded=out,
        excluded_in_part=part,
        unknown_codes=tuple(code or name[:80] for code, name in unknown.values_list("code", "name")),
    )


def candidates(campaign: Campaign) -> QuerySet[Procedure]:
    """The procedures that the rule of a plan names; of a second stage: those the first found unsuitable."""
    if campaign.kind == CampaignKind.UNSUITABLE and campaign.follows_id is not None:
        first = campaign.follows
        assert first is not None
        unfit = first.lines.filter(suitable=False).exclude(state=LineState.CLOSED)
        return Procedure.objects.filter(pk__in=unfit.values("procedure"))
    rule = ScopeRule.read(campaign.scope)
    rows = Procedure.objects.filter(internal=campaign.kind == CampaignKind.INTERNAL).filter(_named_by(rule))
    if rule.origins:
        rows = rows.filter(origin__in=rule.origins)
    if rule.fields:
        rows = rows.annotate(field_name=_of_pin("field__name")).filter(field_name__in=rule.fields)
    tiers = TierLine.objects.filter(procedure_version=OuterRef("pin"))
    rows = rows.annotate(pin=_of_pin("pk"))
    if rule.tiers:
        return rows.filter(Exists(tiers.filter(tier__in=rule.tiers)))
    return rows.filter(Exists(tiers.filter(tier__in=LOCAL_TIERS)) | ~Exists(tiers))


def _named_by(rule: ScopeRule) -> Q:
    in_force = Q(current__isnull=False)
    lines = AnnouncedLine.objects.filter(procedure=OuterRef("pk"), decision__state__in=IN_FORCE)
    announced = Q(~Q(current__decision_no="") | Q(Exists(lines)))
    found = []
    if rule.announced:
        found.append(in_force & announced)
    if rule.issued_since is not None:
        earlier = ProcedureVersion.objects.filter(
            procedure=OuterRef("pk"), state__in=IN_FORCE_ONCE, effective_from__lt=rule.issued_since
        )
        found.append(in_force & Q(current__effective_from__gte=rule.issued_since) & Q(~Exists(earlier)))
    if rule.unannounced:
        found.append(in_force & ~announced)
    if rule.incomplete:
        coming = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state__in=_COMING)
        found.append(Q(current__partial=True) | (Q(current__isnull=True) & Q(Exists(coming))))
    wanted = Q(pk__in=())
    for condition in found:
        wanted |= condition
    return wanted


def _of_pin(column: str) -> Coalesce:
    """A column of the version to review: the one in force, else the last one being written."""
    coming = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state__in=_COMING).order_by("-number")
    kind = CharField() if column == "field__name" else BigIntegerField()
    return Coalesce(f"current__{column}", Subquery(coming.values(column)[:1]), output_field=kind)


def _rows(rows: QuerySet[Procedure]) -> dict[int, tuple[int | None, int | None]]:
    """By procedure: the version to pin and its field."""
    pinned = rows.annotate(pin=_of_pin("pk"), pin_field=_of_pin("field"))
    return {pk: (pin, field) for pk, pin, field in pinned.values_list("pk", "pin", "pin_field")}


def _tiers(versions: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    ids = list(versions)
    for start in range(0, len(ids), 5_000):
        rows = TierLine.objects.filter(procedure_version__in=ids[start : start + 5_000]).order_by("pk")
        for version, tier in rows.values_list("procedure_version", "tier"):
            if tier in LOCAL_TIERS:
                found[version].append(tier)
    return {version: tuple(dict.fromkeys(tiers)) for version, tiers in found.items()}


def _excluded(campaign: Campaign) -> Mapping[int, set[str]]:
    """By procedure: the tiers that lists of exclusion take away; "" is all of them."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = ExclusionLine.objects.filter(list__campaigns=campaign, procedure__isnull=False)
    for procedure, tier in rows.values_list("procedure", "tier"):
        found[procedure].add(tier)
    return found


def _left(tiers: tuple[str, ...], away: Collection[str]) -> tuple[str, ...] | None:
    """The tiers that stay under review; None where nothing stays."""
    if not away:
        return tiers
    if "" in away:
        return None
    left = tuple(tier for tier in tiers if tier not in away)
    return left or None

"""Brings tiers, kinds of unit, lists of codes and duties to what the product ships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.organisation.models import CodeList, FocalDuty, Tier, UnitKind
from motcua.organisation.seed import Tier as ShippedTier
from motcua.organisation.seed import read_code_lists, read_focal_duties, read_kinds, read_tiers

DAY = timedelta(days=1)


def until(last_day: date | None) -> date | None:
    """The exclusive end of a period whose last day is given."""
    return last_day + DAY if last_day else None


@dataclass(frozen=True, slots=True)
class Words:
    """The stored vocabulary by key."""

    tiers: dict[str, Tier]
    kinds: dict[str, UnitKind]
    code_lists: dict[str, CodeList]


def shipped_words() -> Words:
    """Store the shipped vocabulary (idempotent; the caller is a service) and return it."""
    tiers = {row.key: row for row in map(_tier, read_tiers())}
    kinds: dict[str, UnitKind] = {}
    for row in read_kinds():
        values: dict[str, object] = {
            "name": row.name,
            "group": row.group,
            "tier": tiers.get(row.tier or ""),
            "one_stop": row.one_stop,
        }
        values |= {"valid_from": row.valid_from, "valid_to": until(row.valid_to)}
        kinds[row.key] = UnitKind.objects.update_or_create(key=row.key, defaults=values)[0]
    lists: dict[str, CodeList] = {}
    for code_list in read_code_lists():
        values = {"name": code_list.name, "instrument": code_list.instrument or ""}
        values |= {"confidence": code_list.confidence or "", "valid_from": code_list.valid_from}
        values["valid_to"] = until(code_list.valid_to)
        lists[code_list.key] = CodeList.objects.update_or_create(key=code_list.key, defaults=values)[0]
    for duty in read_focal_duties():
        values = {"renewal_month": duty.renewal_month, "instrument": duty.instrument or ""}
        values |= {"confidence": duty.confidence or "", "note": duty.note or ""}
        FocalDuty.objects.get_or_create(kind=kinds[duty.kind], tier=tiers[duty.tier], defaults=values)
    return Words(tiers, kinds, lists)


def _tier(row: ShippedTier) -> Tier:
    values: dict[str, object] = {"name": row.name, "rank": row.rank, "instrument": row.instrument or ""}
    values |= {"confidence": row.confidence or "", "valid_from": row.valid_from, "valid_to": until(row.valid_to)}
    return Tier.objects.update_or_create(key=row.key, defaults=values)[0]

"""Rows of the room as plain values, alike for the API and the terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from motcua.proposals.databases import DatabaseLine
from motcua.proposals.engine_rules import Rule
from motcua.proposals.models import KeptProposal, YearlyVolume
from motcua.proposals.selectors import Placed


def rule_dict(rule: Rule) -> dict[str, Any]:
    """A rule as it is written, lists in order."""
    return {
        "key": rule.key,
        "criterion": rule.criterion,
        "answer": rule.answer,
        "doubtful": rule.doubtful,
        "basis": rule.basis,
        "confidence": rule.confidence,
        "why": rule.why,
        "remedy": rule.remedy,
        "channels": rule.channels,
        "yields": sorted(rule.yields),
        "fields": sorted(rule.fields),
        **{name: list(getattr(rule, name)) for name in ("find", "along", "unless", "near", "heading", "doubt")},
    }


def kept_dict(row: KeptProposal) -> dict[str, Any]:
    """A kept proposal as lists show it."""
    return {
        "code": row.procedure.code,
        "name": row.procedure_version.name,
        "field": row.procedure_version.field.name if row.procedure_version.field else None,
        "against": keys_of(row.against),
        "unsure": keys_of(row.unsure),
        "measures": row.measures,
        "replaceable": row.replaceable,
    }


def keys_of(text: str) -> list[str]:
    """Criteria of a kept row (",C4,C6b," → ["C4", "C6b"])."""
    return [key for key in text.split(",") if key]


def volume_dict(row: YearlyVolume) -> dict[str, Any]:
    """A volume with its source."""
    return {
        "id": row.public_id,
        "code": row.procedure.code,
        "year": row.year,
        "count": row.count,
        "tier": row.tier,
        "source": row.source,
        "recorded_by": row.recorded_label,
        "version": row.version,
    }


def placed_dict(one: Placed) -> dict[str, Any]:
    """A procedure in the picture of effort against volume, with the reasons."""
    return {
        "code": one.row.procedure.code,
        "name": one.row.procedure_version.name,
        "volume": one.volume,
        "effort": one.effort.value.to_dict(),
        "quadrant": str(one.place.value) if one.place.value else None,
        "why": one.place.to_dict(gettext)["why"],
    }


def database_dict(line: DatabaseLine, today: date) -> dict[str, Any]:
    """A database with its clock."""
    due = line.due.to_dict(gettext)
    return {
        "key": line.database.key,
        "name": line.database.name,
        "owner": line.database.owner,
        "instrument": line.database.instrument,
        "published_on": line.row.published_on if line.row else None,
        "notice": line.row.notice if line.row else None,
        "version": line.row.version if line.row else 0,
        "due": due["value"],
        "late": line.late(today),
        "why": due["why"],
    }

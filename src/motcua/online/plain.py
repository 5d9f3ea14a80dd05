"""Rows of the room as plain values, for machines and terminals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.online.models import OnlineService, RoadmapEntry, Suspension, UsageFact
from motcua.online.notice import told_early
from motcua.online.reasons import reasons_in
from motcua.online.regime import Words, words_on
from motcua.organisation.selectors import today_names


def service_dict(row: OnlineService, words: Words | None = None) -> dict[str, Any]:
    """One row of the register as it was recorded; `words` at hand where there are many."""
    said = words or words_on(row.effective_from)
    return {
        "id": row.public_id,
        "code": row.procedure.code,
        "regime": row.regime,
        "level": row.level,
        "level_name": said.level(row.regime, row.level),
        "proactive": row.proactive,
        "reasons": [{**reason.plain(), "words": reason.words()} for reason in reasons_in(row.reasons)],
        "decision_no": row.decision_no,
        "signed_on": row.signed_on,
        "signer": row.signer,
        "campaign": row.campaign,
        "integrated_on": row.integrated_on,
        "launched_on": row.launched_on,
        "effective_from": row.effective_from,
        "effective_to": row.effective_to,
        "end_reason": row.end_reason,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_because": row.withdrawn_because,
        "version": row.version,
    }


def service_dicts(rows: Iterable[OnlineService]) -> list[dict[str, Any]]:
    """Many rows of the register, the words read at once."""
    found = list(rows)
    words = words_on(found[0].effective_from) if found else None
    return [service_dict(row, words) for row in found]


def suspension_dict(stop: Suspension) -> dict[str, Any]:
    """One suspension."""
    names = ("reason", "planned", "announced_on", "repair_by", "effective_from", "effective_to")
    told = told_early(stop)
    said = {"announced_early": told.value, "announced_why": [reason.text() for reason in told.reasons]}
    return {**{name: getattr(stop, name) for name in names}, **said}


def entry_dict(row: RoadmapEntry, units: dict[int, str]) -> dict[str, Any]:
    """One entry of the roadmap."""
    version = row.procedure.current
    return {
        "id": row.public_id,
        "code": row.procedure.code,
        "name": version.name if version else "",
        "level": row.level,
        "year": row.year,
        "quarter": row.quarter,
        "unit": units.get(row.unit_id, "") if row.unit_id else "",
        "cause": row.cause,
        "cause_note": row.cause_note,
        "source": row.source,
        "campaign": row.campaign,
        "done_on": row.done_on,
        "in_force": version is not None,
        "version": row.version,
    }


def entry_dicts(rows: Iterable[RoadmapEntry]) -> list[dict[str, Any]]:
    """Many entries, the names of their units read at once."""
    found = list(rows)
    names = today_names({row.unit_id for row in found if row.unit_id})
    return [entry_dict(row, names) for row in found]


def usage_dicts(rows: Iterable[UsageFact]) -> list[dict[str, Any]]:
    """Many facts about use."""
    found = list(rows)
    names = today_names({row.unit_id for row in found if row.unit_id})
    return [
        {
            "code": row.procedure.code if row.procedure else "",
            "unit": names.get(row.unit_id, "") if row.unit_id else "",
            "year": row.year,
            "online": row.online,
            "total": row.total,
            "source": row.source,
        }
        for row in found
    ]

"""Rows of the room as plain values, alike for the API and the terminal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from motcua.processes.flow.changes import Pair
from motcua.processes.flow.checks import problems_of
from motcua.processes.flow.facts import facts_of
from motcua.processes.flow.words import times_in_words
from motcua.processes.models import Edition, Process
from motcua.processes.selectors import steps_of


def process_line(row: Process) -> dict[str, Any]:
    """A process in a list (rows of `selectors.process_rows`)."""
    return {
        "id": row.public_id,
        "kind": row.kind,
        "title": row.title,
        "code": row.procedure.code if row.procedure is not None else None,
        "number": getattr(row, "number", None),
        "state": getattr(row, "state", None),
        "changed_at": getattr(row, "changed_at", None),
    }


def edition_dict(process: Process, edition: Edition) -> dict[str, Any]:
    """A version whole: steps, procedures of a group, counts, what is to be mended."""
    steps = steps_of(edition)
    facts = facts_of(steps)
    return {
        "id": process.public_id,
        "kind": process.kind,
        "title": process.title,
        "code": process.procedure.code if process.procedure is not None else None,
        "unit": process.unit.public_id if process.unit is not None else None,
        "number": edition.number,
        "state": edition.state,
        "version": edition.version,
        "source": edition.source,
        "notes": edition.notes,
        "reason": edition.reason,
        "changed_by": edition.changed_label,
        "changed_at": edition.changed_at,
        "confirmed_by": edition.confirmed_label,
        "confirmed_at": edition.confirmed_at,
        "members": [
            {"code": row.procedure.code, "relation": row.relation, "duty": row.duty} for row in edition.members.all()
        ],
        "steps": [step.to_dict() for step in steps],
        "facts": {**facts.to_dict(), "times_words": times_in_words(facts)},
        "problems": [
            {"code": one.code, "step": one.place or None, "blocking": one.blocking, "message": one.said(gettext)}
            for one in problems_of(steps)
        ],
    }


def edition_line(row: Edition) -> dict[str, Any]:
    """A version in the history."""
    return {
        "number": row.number,
        "state": row.state,
        "source": row.source,
        "reason": row.reason,
        "changed_at": row.changed_at,
        "confirmed_by": row.confirmed_label,
        "confirmed_at": row.confirmed_at,
    }


def pair_dict(pair: Pair) -> dict[str, Any]:
    """One row of a comparison."""
    return {
        "change": pair.change,
        "fields": list(pair.fields),
        "old": pair.old.to_dict() if pair.old else None,
        "old_number": pair.old_number or None,
        "new": pair.new.to_dict() if pair.new else None,
        "new_number": pair.new_number or None,
    }

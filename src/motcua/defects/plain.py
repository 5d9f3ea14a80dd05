"""Reports and letters as plain values, for machines and terminals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from motcua.defects.ageing import silence
from motcua.defects.models import DefectLetter, DefectReport, LetterLine
from motcua.rulebook.lawbook import Law
from motcua.rulebook.selectors import law


def report_dict(row: DefectReport, on: date) -> dict[str, Any]:
    """One report; `age` is in calendar days, None once it is closed."""
    return {
        "id": row.public_id,
        "code": row.procedure.code,
        "kind": row.kind,
        "part": row.part,
        "quote": row.quote,
        "proposal": row.proposal,
        "reported_on": row.reported_on,
        "state": row.state,
        "outcome": row.outcome,
        "age": None if row.closed_on else (on - row.reported_on).days,
        "version": row.version,
    }


def letter_dict(row: DefectLetter, on: date, book: Law | None = None) -> dict[str, Any]:
    """One letter without its lines; `silence` is None unless it waits for an answer."""
    waits = silence(row, on, book)
    return {
        "id": row.public_id,
        "to": row.to_name,
        "level": row.level,
        "state": row.state,
        "number": row.number,
        "sent_on": row.sent_on,
        "forwards": row.forwards.public_id if row.forwards else None,
        "paper": row.paper,
        "silence": {"days": waits.days, "overdue": waits.overdue, "due": waits.due.to_dict()} if waits else None,
        "version": row.version,
    }


def letter_dicts(rows: Iterable[DefectLetter], on: date) -> list[dict[str, Any]]:
    """Many letters, the law read once."""
    book = law()
    return [letter_dict(row, on, book) for row in rows]


def line_dict(line: LetterLine, on: date) -> dict[str, Any]:
    """One line of a letter."""
    return {
        **report_dict(line.report, on),
        "result": line.result,
        "reason": line.reason,
        "answer_no": line.answer_no,
        "answered_on": line.answered_on,
    }

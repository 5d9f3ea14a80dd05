"""Lists and judgements as plain values, for machines and terminals."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.organisation.selectors import today_names
from motcua.receiving.models import ReceivingLine, ReceivingList
from motcua.receiving.reviews import Review


def list_dict(row: ReceivingList, names: dict[int, str] | None = None) -> dict[str, Any]:
    """One list without its lines."""
    units = names if names is not None else today_names([row.unit_id] if row.unit_id else [])
    return {
        "id": row.public_id,
        "kind": row.kind,
        "kind_name": str(row.get_kind_display()),
        "unit": units.get(row.unit_id, "") if row.unit_id else "",
        "state": row.state,
        "decision_no": row.decision_no,
        "signed_on": row.signed_on,
        "signer": row.signer,
        "effective_from": row.effective_from,
        "effective_to": row.effective_to,
        "paper": row.paper,
        "version": row.version,
    }


def list_dicts(rows: list[ReceivingList]) -> list[dict[str, Any]]:
    """Many lists, the names of their units read at once."""
    names = today_names(row.unit_id for row in rows if row.unit_id)
    return [list_dict(row, names) for row in rows]


def line_dict(line: ReceivingLine) -> dict[str, Any]:
    """One line of a list."""
    version = line.procedure.current
    return {
        "code": line.procedure.code,
        "name": version.name if version else "",
        "reason": line.reason,
        "group": line.group,
        "in_force": version is not None,
    }


def review_dict(review: Review, day: date) -> dict[str, Any]:
    """When a kind of list is to be reviewed, and why."""
    return {
        "kind": str(review.kind),
        "kind_name": str(review.kind.label),
        "list": review.last.public_id if review.last else None,
        "state": review.state_on(day),
        "due": review.due.to_dict(),
    }

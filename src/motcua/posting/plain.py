"""Rows of the room as plain values, alike for the API and the terminal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from motcua.organisation.models import UnitPeriod
from motcua.posting.deadline import Clock
from motcua.posting.models import Confirmation, Posting
from motcua.posting.selectors import DeskLine, InTime
from motcua.posting.todo import Item


def item_dict(item: Item, clock: Clock, *, why: bool = True) -> dict[str, Any]:
    """One change of a board, with its due day and (with `why`) the reasons."""
    due = clock.explained(item.facts).to_dict(gettext)
    return {
        "item": item.key,
        "act": item.act,
        "code": item.code,
        "name": item.name,
        "field": item.field,
        "version": item.number,
        "up_since": item.up_since,
        "decision": item.facts.decision,
        "due": due["value"],
        **({"why": due["why"]} if why else {}),
    }


def desk_dict(desk: UnitPeriod) -> dict[str, Any]:
    """A desk as machines name it."""
    return {"id": desk.unit.public_id, "name": desk.name, "tier": desk.tier.key}


def line_dict(line: DeskLine) -> dict[str, Any]:
    """How a desk's board stands."""
    return {
        **desk_dict(line.period),
        "state": line.state,
        "wanted": line.wanted,
        "right": line.right,
        "up": line.up,
        "replace": line.replace,
        "down": line.down,
        "seen_on": line.seen_on,
    }


def confirmation_dict(row: Confirmation) -> dict[str, Any]:
    """A confirmation with what it said."""
    return {
        "id": row.public_id,
        "desk": row.desk.public_id,
        "day": row.day,
        "put_up": row.put_up,
        "replaced": row.replaced,
        "taken_down": row.taken_down,
        "acts": row.acts,
        "photo": row.photo.public_id if row.photo else None,
        "note": row.note,
        "confirmed_by": row.confirmed_label,
        "confirmed_at": row.confirmed_at,
        "undone_at": row.undone_at,
    }


def posting_dict(row: Posting) -> dict[str, Any]:
    """What hangs: one version of a procedure and its days."""
    return {
        "code": row.procedure.code,
        "name": row.procedure_version.name,
        "version": row.procedure_version.number,
        "from": row.valid_from,
        "to": row.valid_to,
        "due": row.due_on,
        "in_time": row.in_time,
    }


def in_time_dict(found: InTime) -> dict[str, int]:
    """The two numbers of the measure."""
    return {"in_time": found.number, "of": found.of}

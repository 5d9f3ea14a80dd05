"""Writes the events of a finished service as rows of the log: the last statements before the transaction ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.audit import append_sqlite
from motcua.audit.canon import seed_of
from motcua.audit.horizon import is_postgresql
from motcua.audit.models import SCHEMA
from motcua.web.publicid import new_public_id

_PERSONAL = re.compile(r"\d{9}|\d{12}|.+@.+\..+|.{201,}", re.DOTALL)


def _refuse_personal(event: Event) -> None:
    """The log holds no personal values: a fact that looks like an address, a number of a person or prose is a fault."""
    for name, value in event.facts.items():
        if isinstance(value, str) and _PERSONAL.fullmatch(value):
            raise ValueError(f"{event.verb}: the fact {name!r} looks like a personal value; record an id or a digest.")


def write(actor: Actor, events: Sequence[Event]) -> None:
    """Append the events, in order, as done by `actor`; must run inside the transaction that did them.

    Raises `ValueError` for a fact that looks like a personal value.
    """
    for event in events:
        _refuse_personal(event)
    now, common = timezone.now(), _common(actor)
    rows: list[dict[str, Any]] = []
    for event in events:
        row = {
            **common,
            "public_id": new_public_id(),
            "occurred_at": event.occurred_at or now,
            "recorded_at": now,
            "verb": event.verb,
            "object_type": event.object_type,
            "object_id": event.object_id,
            "fields": list(event.fields),
            "facts": dict(event.facts),
            "rules": event.rules,
        }
        if event.unit_id is not None:
            row["unit_id"] = event.unit_id
        row["seed"] = seed_of(row)
        rows.append(row)
    _append(rows)


def _append(rows: list[dict[str, Any]]) -> None:
    if is_postgresql():
        from motcua.audit import append_postgresql  # its driver is loaded only where there is such a server

        append_postgresql.append(rows)
    else:
        append_sqlite.append(rows)


def _common(actor: Actor) -> dict[str, Any]:
    """What all rows of one service share."""
    return {
        "schema": SCHEMA,
        "actor_id": actor.user.pk if actor.user else None,
        "actor_label": "" if actor.user else actor.label[:200],
        "position_id": actor.position_id,
        "unit_id": next((grant.unit_id for grant in actor.grants if grant.unit_id), None),
        "via": actor.via,
        "address": actor.address[:45],
        "request_id": actor.request_id[:64],
    }

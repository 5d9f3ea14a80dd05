"""Writes the events of a finished service as rows of the log: one prelude, one insert, then the transaction ends."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.audit.canon import digest_of, next_link
from motcua.audit.horizon import is_postgresql
from motcua.audit.models import Entry
from motcua.web.publicid import new_public_id

_PERSONAL = re.compile(r"\d{9}|\d{12}|.+@.+\..+|.{201,}", re.DOTALL)

_PRELUDE_POSTGRESQL = """
SELECT nextval(pg_get_serial_sequence('audit_entry', 'id')),
       pg_current_xact_id()::text::bigint + COALESCE((SELECT max(shift) FROM audit_era), 0),
       COALESCE((SELECT max(e.sequence) FROM audit_entry e WHERE e.object_type = w.t AND e.object_id = w.i), 0),
       ''
FROM unnest(%s::text[], %s::text[]) AS w(t, i)
"""
_PRELUDE_SQLITE = """
SELECT max(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'), 0),
           COALESCE((SELECT max(id) FROM audit_entry), 0)) + 1 + w.key,
       0,
       COALESCE((SELECT max(e.sequence) FROM audit_entry e
                 WHERE e.object_type = json_extract(w.value, '$[0]')
                   AND e.object_id = json_extract(w.value, '$[1]')), 0),
       COALESCE((SELECT chain FROM audit_entry ORDER BY id DESC LIMIT 1), '')
FROM json_each(%s) AS w ORDER BY w.key
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row will stand: its id, its transaction, the last sequence of its object, the chain before it."""

    id: int
    tx: int
    last_sequence: int
    chain: str


def _places(events: Sequence[Event]) -> list[Place]:
    with connection.cursor() as cursor:
        if is_postgresql():
            types, ids = [event.object_type for event in events], [event.object_id for event in events]
            cursor.execute(_PRELUDE_POSTGRESQL, [types, ids])
        else:
            cursor.execute(_PRELUDE_SQLITE, [json.dumps([(event.object_type, event.object_id) for event in events])])
        return [Place(*row) for row in cursor.fetchall()]


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
    now = timezone.now()
    places = _places(events)
    chained = not is_postgresql()
    chain = places[0].chain
    sequences: dict[tuple[str, str], int] = {}
    rows: list[Entry] = []
    for event, place in zip(events, places, strict=True):
        key = (event.object_type, event.object_id)
        sequences[key] = sequences.get(key, place.last_sequence) + 1
        row = Entry(
            id=place.id,
            public_id=new_public_id(),
            tx=place.tx,
            occurred_at=event.occurred_at or now,
            recorded_at=now,
            actor_id=actor.user.pk if actor.user else None,
            actor_label="" if actor.user else actor.label[:200],
            position_id=actor.position_id,
            unit_id=event.unit_id if event.unit_id is not None else _unit_of(actor),
            via=actor.via,
            address=actor.address[:45],
            request_id=actor.request_id[:64],
            verb=event.verb,
            object_type=event.object_type,
            object_id=event.object_id,
            sequence=sequences[key],
            fields=list(event.fields),
            facts=dict(event.facts),
            rules=event.rules,
        )
        row.digest = digest_of(row.__dict__)
        if chained:
            row.chain = chain = next_link(chain, row.digest)
        rows.append(row)
    Entry.objects.bulk_create(rows)


def _unit_of(actor: Actor) -> int | None:
    return next((grant.unit_id for grant in actor.grants if grant.unit_id), None)

"""The one way to read the log as a stream: in commit order, nothing lost, at least once.

A follower is a named reader (notices, search, scoring). It runs in a job, handles rows in batches and is idempotent:
a job killed between handling and remembering handles the batch again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from motcua.audit.horizon import horizon
from motcua.audit.models import Entry, Follower


class Position(NamedTuple):
    """A place in the stream: everything up to and including this row has been read."""

    tx: int = 0
    entry_id: int = 0


START = Position()


def read_after(position: Position, *, limit: int = 500, verbs: Collection[str] | None = None) -> list[Entry]:
    """At most `limit` final rows after `position`, in the order of the stream; only of `verbs` where given."""
    final = horizon()
    rows = Entry.objects.filter(
        Q(tx=position.tx, id__gt=position.entry_id) | Q(tx__gt=position.tx), tx__gte=position.tx, tx__lt=final
    )
    if verbs is not None:
        rows = rows.filter(verb__in=verbs)
    return list(rows.order_by("tx", "id")[:limit])


def position_of(name: str) -> Position:
    """How far the follower has come; the start for one that has never read."""
    found = Follower.objects.filter(name=name).values_list("tx", "entry_id").first()
    return Position(*found) if found else START


def advance(name: str, before: Position, after: Position) -> bool:
    """Remember that everything up to `after` is handled; False where another process moved the follower meanwhile."""
    Follower.objects.get_or_create(name=name)
    moved = Follower.objects.filter(name=name, tx=before.tx, entry_id=before.entry_id).update(
        tx=after.tx, entry_id=after.entry_id, updated_at=timezone.now()
    )
    return bool(moved)


def follow(
    name: str,
    handle: Callable[[Sequence[Entry]], None],
    *,
    verbs: Collection[str] | None = None,
    batch: int = 500,
    batches: int = 1000,
) -> int:
    """Hand all final rows that the follower has not seen to `handle`, batch by batch; returns how many.

    A batch counts as read when `handle` returns. What it raises goes through, and the batch comes again next time.
    """
    handled = 0
    position = position_of(name)
    for _round in range(batches):
        rows = read_after(position, limit=batch, verbs=verbs)
        if not rows:
            break
        handle(rows)
        following = Position(rows[-1].tx, rows[-1].id)
        handled += len(rows)
        if not advance(name, position, following):
            break
        position = following
    return handled

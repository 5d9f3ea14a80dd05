"""PostgreSQL: chain finished rows behind the commit horizon, so that no writer ever waits for the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from motcua.audit.canon import keyed, stamp
from motcua.audit.horizon import ensure_era, horizon, is_postgresql
from motcua.audit.models import Entry, Seal

_LOCK = 0x6D6F7463  # any constant of our own: only one sealer at a time


@dataclass(slots=True)
class Span:
    """What a seal says about its rows: how many, first and last id, a hash over their digests in order."""

    rows: int = 0
    first_id: int = 0
    last_id: int = 0
    hash: str = ""


def span_of(rows: Iterable[tuple[int, str]]) -> Span:
    """Sum up (id, digest) pairs given in the order of (tx, id)."""
    span, running = Span(), hashlib.sha256()
    for identity, digest in rows:
        span.first_id = identity if not span.rows else min(span.first_id, identity)
        span.last_id = max(span.last_id, identity)
        span.rows += 1
        running.update(digest.encode())
    span.hash = running.hexdigest()
    return span


def seal_hash(before: str, seal: Seal, rows_hash: str) -> str:
    """The keyed hash of a seal: over the seal before it, everything it says and the hash over its rows."""
    numbers = (seal.from_tx, seal.to_tx, seal.rows, seal.first_id, seal.last_id)
    return keyed("seal", before, stamp(seal.sealed_at), *map(str, numbers), rows_hash)


def sealed_rows(from_tx: int, to_tx: int) -> Iterable[tuple[int, str]]:
    """(id, digest) of the rows in `[from_tx, to_tx)`, in order, a few thousand in memory at a time."""
    rows = Entry.objects.filter(tx__gte=from_tx, tx__lt=to_tx).order_by("tx", "id").values_list("id", "digest")
    return rows.iterator(chunk_size=5000)


def seal_finished() -> int:
    """Seal every finished row not sealed yet; returns how many. Does nothing on SQLite or beside another sealer."""
    if not is_postgresql():
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        ensure_era()
        last = Seal.objects.order_by("-id").first()
        from_tx, to_tx = (last.to_tx if last else 0), horizon()
        span = span_of(sealed_rows(from_tx, to_tx))
        if span.rows:
            seal = Seal(
                sealed_at=timezone.now(),
                from_tx=from_tx,
                to_tx=to_tx,
                rows=span.rows,
                first_id=span.first_id,
                last_id=span.last_id,
            )
            seal.hash = seal_hash(last.hash if last else "", seal, span.hash)
            seal.save()
        return span.rows

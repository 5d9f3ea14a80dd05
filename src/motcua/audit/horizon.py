"""The commit horizon: rows behind it are final, no transaction can add another one there.

On PostgreSQL ids are given out before transactions end, so a reader that remembers the largest id loses late commits.
Every row therefore carries its transaction's id; the horizon is the oldest transaction still running. SQLite has one
writer.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from motcua.audit.models import Entry, Era, Seal

END_OF_TIME = 2**62


def is_postgresql() -> bool:
    """Whether the log lives in PostgreSQL (rows are sealed) or in SQLite (rows are chained as they are written)."""
    return connection.vendor == "postgresql"


def shift() -> int:
    """What the running era adds to transaction ids."""
    return Era.objects.aggregate(most=Max("shift"))["most"] or 0


def horizon() -> int:
    """Rows with `tx` below this are final. Take it before reading rows, never after."""
    if not is_postgresql():
        return END_OF_TIME
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
            " + COALESCE((SELECT max(shift) FROM audit_era), 0)"
        )
        row = cursor.fetchone()
    return int(row[0])


def ensure_era() -> None:
    """Begin a new era where this cluster's transaction ids have fallen behind the rows (a restored database)."""
    if not is_postgresql():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (following,) = cursor.fetchone()
    last_row = Entry.objects.aggregate(most=Max("tx"))["most"]
    last_seal = Seal.objects.aggregate(most=Max("to_tx"))["most"]
    last = max(last_row or 0, last_seal or 0)
    if last > following + shift():
        Era.objects.create(shift=last)

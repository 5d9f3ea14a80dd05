"""Inserts many rows of one table without building an expression tree for each value.

Half of an import's time went into the compiler of `bulk_create` (measured); these rows need no keys back and every
value is plain, so one prepared statement serves them all. Defaults and column types stay with the model's fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, ForeignKey, Model


def insert_rows(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert unsaved rows of `model`; their keys are not read back. Call inside a transaction.

    Raises `django.db.DatabaseError` as a save would.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    _read_keys(rows, [field for field in fields if isinstance(field, ForeignKey)])
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    values = [[field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608


def _read_keys(rows: Sequence[Model], fields: Sequence[ForeignKey[Any, Any]]) -> None:
    """Take over the keys of related rows that were saved after they had been assigned."""
    for row in rows:
        for field in fields:
            related = field.get_cached_value(row, default=None)
            if related is not None:
                setattr(row, field.attname, related.pk)

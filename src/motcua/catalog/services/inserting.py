"""Inserts many rows of one table without building an object and an expression tree for each.

Half of an import's time went into model instances and the compiler of `bulk_create` (measured); these rows need no
keys back and every value is plain, so one prepared statement serves them all. Defaults and column types stay with the
model's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, models

_AS_THEY_ARE = (  # the driver takes these values without conversion
    models.CharField,
    models.TextField,
    models.BooleanField,
    models.BigIntegerField,
    models.PositiveIntegerField,
)
Values = Mapping[str, Any]


def insert_rows(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Insert rows of `model` given as values by field name; what is not given takes the field's default.

    Related rows are given as saved objects. Keys are not read back. Call inside a transaction. Raises
    `django.db.DatabaseError` as a save would.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    readers = [_reader(field) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [[read(row) for read in readers] for row in rows]
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608


def _reader(field: models.Field[Any, Any]) -> Callable[[Values], Any]:
    """How the value of one field is read from a row as the driver takes it."""
    name = field.name
    if isinstance(field, models.ForeignKey):
        return lambda row: getattr(row.get(name), "pk", None)
    plain = type(field) in _AS_THEY_ARE

    def read(row: Values) -> Any:
        value = row[name] if name in row else field.get_default()
        return value if plain else field.get_db_prep_save(value, connection)

    return read

"""Inserts and updates many rows of one table without building an object and an expression tree for each.

Half of an import's time went into model instances and the compiler of `bulk_create` (measured); here one prepared
statement takes plain tuples. Keys that other rows point to are reserved first, so that nothing is read back. Defaults
and column types stay with the model's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
_AS_THEY_ARE = (  # the driver takes these values without conversion
    models.CharField,
    models.TextField,
    models.URLField,
    models.BooleanField,
    models.BigAutoField,
    models.BigIntegerField,
    models.PositiveIntegerField,
    models.ForeignKey,
    models.OneToOneField,
)
Row = tuple[Any, ...]
_LAST_SQLITE = """
SELECT max(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0),
           COALESCE((SELECT max(id) FROM {table}), 0))
"""
_NEXT_POSTGRESQL = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def reserve_keys(model: type[models.Model], number: int) -> list[int]:
    """As many new keys of `model`; call inside a writing transaction and insert before reserving again.

    PostgreSQL gives them from the table's sequence. On SQLite the transaction alone may write, so the next numbers
    after the last one ever used are free until it ends.
    """
    if not number:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_NEXT_POSTGRESQL, [table, number])
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute(_LAST_SQLITE.format(table=connection.ops.quote_name(table)), [table])
        last = int(cursor.fetchone()[0])
        return list(range(last + 1, last + 1 + number))


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows of `model`, each a tuple of values in the order of `names` (attribute names such as `case_id`).

    Fields that are not named take their default, the same for all rows. Keys are not read back. Call inside a
    transaction. Raises `django.db.DatabaseError` as a save would.
    """
    if not rows:
        return
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    given = [by_name.pop(name) for name in names]
    rest = [field for field in by_name.values() if not isinstance(field, models.AutoField)]
    tail = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in (*given, *rest))
    places = ", ".join(["%s"] * (len(given) + len(rest)))
    converters = [(place, _converter(field)) for place, field in enumerate(given) if type(field) not in _AS_THEY_ARE]
    values = [_converted(row, converters) + tail for row in rows] if converters else [row + tail for row in rows]
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608


def insert_objects(model: type[M], objects: Sequence[M]) -> None:
    """Insert unsaved objects and give them their keys; moments that a save would fill must be filled already."""
    names = [field.attname for field in model._meta.concrete_fields]
    for one, key in zip(objects, reserve_keys(model, len(objects)), strict=True):
        one.pk = key
        one._state.adding, one._state.db = False, connection.alias
    values = attrgetter(*names)
    insert_rows(model, names, [values(one) for one in objects])


def update_objects(model: type[M], names: Sequence[str], objects: Sequence[M]) -> None:
    """Write the fields `names` of stored objects; call inside a transaction.

    One prepared statement takes all rows, where `bulk_update` has each row pass every case of a long expression. Raises
    `django.db.DatabaseError` as a save would.
    """
    if not objects:
        return
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    wanted = attrgetter(*(field.attname for field in fields), model._meta.pk.attname)
    converters = [(place, _converter(field)) for place, field in enumerate(fields) if type(field) not in _AS_THEY_ARE]
    values = [_converted(wanted(one), converters) for one in objects]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    where = f"{quote(str(model._meta.pk.column))} = %s"
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE {where}", values)  # noqa: S608


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value becomes what the driver takes; rows of one insert share most moments and amounts."""

    def convert(value: Any) -> Any:
        return None if value is None else field.get_db_prep_save(value, connection)

    return convert if isinstance(field, models.JSONField) else lru_cache(maxsize=256)(convert)


def _converted(row: Row, converters: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return tuple(values)

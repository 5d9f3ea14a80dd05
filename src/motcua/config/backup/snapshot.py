"""The database, read in one snapshot and written back, for both kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from motcua.config.backup.archive import BadArchive
from motcua.config.folding import fold_all
from motcua.web.faults import UserError

SQLITE = "database.sqlite3"
TABLES = "tables"
PIECE = 1024 * 1024
_OF_ITSELF = {"audit.era", "jobs.worker"}  # rows that an installation without any data has too
_KEPT_OUT = "django_migrations"  # written by migrating, not by copying


def kind() -> str:
    """`sqlite` or `postgresql`."""
    return str(connection.vendor)


def migrations() -> list[list[str]]:
    """What the database has been migrated to: room and name of each migration, in the order they were applied."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    return [[row.app, row.name] for row in recorder.migration_qs.order_by("id")]


def take(folder: Path) -> dict[str, Any]:
    """Write the database into `folder`; returns what `put` needs to know beside the files."""
    if kind() == "sqlite":
        connection.ensure_connection()
        target = sqlite3.connect(folder / SQLITE)
        try:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        return {"kind": "sqlite", "migrations": migrations()}
    (folder / TABLES).mkdir()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        columns = {name: _copy_out(name, folder / TABLES / f"{name}.copy") for name in _tables()}
        return {"kind": "postgresql", "migrations": migrations(), "columns": columns}


def _tables() -> list[str]:
    return sorted(name for name in connection.introspection.table_names() if name != _KEPT_OUT)


def _copy_out(table: str, path: Path) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        columns = [str(name) for (name,) in cursor.fetchall()]
    with (
        path.open("wb") as stream,
        connection.connection.cursor() as raw,
        raw.copy(_copy(table, columns, "TO")) as copy,
    ):
        for piece in copy:
            stream.write(piece)
    return columns


def _copy(table: str, columns: list[str], direction: str) -> sql.Composed:
    ends = {"TO": sql.SQL("TO STDOUT"), "FROM": sql.SQL("FROM STDIN")}
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), names, ends[direction])


def is_empty() -> bool:
    """Whether no room holds a row."""
    from django.apps import apps

    tables = set(connection.introspection.table_names())
    ours = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]
    told = [model for model in ours if model._meta.db_table in tables and model._meta.label_lower not in _OF_ITSELF]
    return not any(model._base_manager.exists() for model in told)


def put(folder: Path, facts: dict[str, Any]) -> None:
    """Put the database of an unpacked archive in the place of this one, then bring it up to date.

    Raises `BadArchive` where it is of the other kind or was written by a later version of the product.
    """
    if facts["kind"] != kind():
        raise BadArchive(f"Bản sao lưu là của {facts['kind']}, cơ sở dữ liệu này là {kind()}.")
    unknown = _unknown([(app, name) for app, name in facts["migrations"]])
    if unknown:
        raise BadArchive(f"Bản sao lưu do phiên bản mới hơn tạo ra (thiếu {', '.join(unknown[:3])}).")
    if kind() == "sqlite":
        _put_file(folder / SQLITE)
    else:
        _put_tables(folder / TABLES, facts)
    call_command("migrate", verbosity=0)


def _unknown(applied: list[tuple[str, str]]) -> list[str]:
    known = MigrationExecutor(connection).loader.disk_migrations
    return [f"{app}.{name}" for app, name in applied if (app, name) not in known]


def _put_file(source: Path) -> None:
    """Copy the file's pages into the live database: under its own lock, so that no open connection sees half of it."""
    origin = sqlite3.connect(source)
    try:
        if origin.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BadArchive("Tệp cơ sở dữ liệu trong bản sao lưu bị hỏng.")
        connection.ensure_connection()
        connection.take_write_lock()  # type: ignore[attr-defined]
        origin.backup(connection.connection)
    finally:
        origin.close()
        connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")


def _put_tables(folder: Path, facts: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))
    fold_all()
    executor = MigrationExecutor(connection)
    executor.migrate([(app, name) for app, name in facts["migrations"]])
    present = set(_tables())
    absent = set(facts["columns"]) - present
    if absent:
        raise UserError("backup.tables", f"Không có bảng {', '.join(sorted(absent))}.")
    with transaction.atomic(), connection.cursor() as cursor:
        names = sql.SQL(", ").join(sql.Identifier(name) for name in sorted(present))
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, columns in facts["columns"].items():
            _copy_in(table, columns, folder / f"{table}.copy")
        for statement in _sequences(present):
            cursor.execute(statement)


def _copy_in(table: str, columns: list[str], path: Path) -> None:
    with connection.connection.cursor() as raw, raw.copy(_copy(table, columns, "FROM")) as copy:
        for piece in _pieces(path):
            copy.write(piece)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def _sequences(present: set[str]) -> list[str]:
    """Statements that let counters go on after the highest number; a table of a later migration is not there yet."""
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in present]
    return connection.ops.sequence_reset_sql(no_style(), models)

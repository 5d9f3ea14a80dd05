"""Guards of the database are built after every migration, looked for at start, and hold against TRUNCATE."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from motcua.audit import guards
from motcua.audit.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_guards_stand_after_a_migration():
    assert guards.missing_guards() == []
    assert {"audit_entry", "audit_seal", "audit_era"} <= {guard.table for guard in guards.declared()}


def test_altering_the_table_loses_no_guard_for_long(tell):
    widened = models.CharField(max_length=120)
    widened.set_attributes_from_name("verb")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, Entry._meta.get_field("verb"), widened, strict=True)
    if connection.vendor == "sqlite":
        assert guards.missing_guards(), "SQLite rebuilt the table and dropped its triggers"
    try:
        call_command("migrate", verbosity=0)
        assert guards.missing_guards() == []
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, widened, Entry._meta.get_field("verb"), strict=True)
        guards.build()


def test_a_missing_guard_is_told_at_start():
    (name, *_rest) = next(guard for guard in guards.declared() if guard.table == "audit_entry").triggers(
        connection.vendor
    )
    with connection.cursor() as cursor:
        on = " ON audit_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    try:
        assert guards.missing_guards() == [name]
        told = run_checks(tags=["database"], databases=["default"])
        assert any(name in message.msg for message in told)
    finally:
        guards.build()
    assert guards.missing_guards() == []


def test_truncate_is_refused_too(tell):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    tell(1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry")
    assert Entry.objects.count() == 1


def test_flush_would_erase_the_log_and_is_refused_outside_tests(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/motcua/motcua.sqlite3")
    with pytest.raises(CommandError, match="log"):
        call_command("flush", interactive=False, verbosity=0)


def test_flush_empties_a_test_database_and_leaves_its_guards(tell):
    tell(2)
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    assert guards.missing_guards() == []
    assert tell(1)[0].pk >= 1

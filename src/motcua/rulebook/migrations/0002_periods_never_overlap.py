"""Periods of one thing never overlap: exclusion constraints on PostgreSQL (SQLite has triggers, see exclusion.py)."""

from django.db import migrations

PERIOD = "daterange(effective_from, effective_to, '[]') WITH &&"


def _text(column):
    return f"numrange(hashtextextended({column}, 0)::numeric, hashtextextended({column}, 0)::numeric, '[]') WITH &&"


CONSTRAINTS = [
    (
        "rulebook_localrule",
        f"EXCLUDE USING gist ({_text('key')}, {_text('scope')}, {PERIOD}) WHERE (state = 'approved')",
    ),
    ("rulebook_unithours", f"EXCLUDE USING gist (int8range(unit_id, unit_id, '[]') WITH &&, {PERIOD})"),
]


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, body in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap {body}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, _body in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_no_overlap")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]

    operations = [migrations.RunPython(add, drop)]

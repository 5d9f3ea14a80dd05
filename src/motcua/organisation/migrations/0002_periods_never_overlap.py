"""Periods of one thing never overlap: exclusion constraints on PostgreSQL (SQLite has triggers, see exclusion.py)."""

from django.db import migrations

CONSTRAINTS = [
    (
        "organisation_unitperiod",
        "organisation_unitperiod_no_overlap",
        "EXCLUDE USING gist (int8range(unit_id, unit_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)",
    ),
    (
        "organisation_unitcode",
        "organisation_unitcode_no_overlap",
        "EXCLUDE USING gist (int8range(code_list_id, code_list_id, '[]') WITH &&, numrange(hashtextextended(code, 0)::numeric, hashtextextended(code, 0)::numeric, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)",
    ),
    (
        "organisation_treerow",
        "organisation_treerow_no_overlap",
        "EXCLUDE USING gist (int8range(ancestor_id, ancestor_id, '[]') WITH &&, int8range(descendant_id, descendant_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)",
    ),
    (
        "organisation_treerow",
        "organisation_treerow_one_parent",
        "EXCLUDE USING gist (int8range(descendant_id, descendant_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&) WHERE (depth = 1)",
    ),
    (
        "organisation_position",
        "organisation_position_no_overlap",
        "EXCLUDE USING gist (int8range(user_id, user_id, '[]') WITH &&, int8range(unit_id, unit_id, '[]') WITH &&, numrange(hashtextextended(role, 0)::numeric, hashtextextended(role, 0)::numeric, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)",
    ),
    (
        "organisation_focalappointment",
        "organisation_focalappointment_no_overlap",
        "EXCLUDE USING gist (int8range(unit_id, unit_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)",
    ),
]


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, name, body in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {body}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, name, _body in CONSTRAINTS:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunPython(add, drop)]

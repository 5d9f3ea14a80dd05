"""Making new tables together, with what is added to them, changes the way, never what comes about."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from motcua.config.folding import OURS, CreateTogether, folded, together

INDEX = models.Index(fields=["a"], name="thing_a")
LIMIT = models.CheckConstraint(condition=models.Q(a__gt=0), name="thing_positive")


def thing(name="Thing"):
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("a", models.IntegerField())])


def ours():
    found = MigrationLoader(None).disk_migrations
    return [(key, migration) for key, migration in sorted(found.items()) if type(migration).__module__.startswith(OURS)]


def whole(operations, label):
    """What the operations make of a room, as plain data."""
    state = ProjectState()
    for operation in operations:
        operation.state_forwards(label, state)
    return {
        key: (
            [(name, field.deconstruct()[1:]) for name, field in sorted(model.fields.items())],
            {name: _plain(value) for name, value in model.options.items()},
            model.bases,
        )
        for key, model in state.models.items()
    }


def _plain(value):
    if not isinstance(value, list):
        return value
    return [part.deconstruct() if hasattr(part, "deconstruct") else part for part in value]


def test_each_room_is_the_same_room_either_way():
    rooms = {}
    for (label, _name), migration in ours():
        rooms.setdefault(label, []).append(type(migration).operations)
    for label, parts in rooms.items():
        plain = [operation for operations in parts for operation in operations]
        short = [operation for operations in parts for operation in together(folded(operations))]
        assert whole(short, label) == whole(plain, label), label


def test_constraints_and_indexes_of_a_new_table_are_made_with_it():
    short = folded(
        [thing(), thing("Other"), migrations.AddIndex("thing", INDEX), migrations.AddConstraint("thing", LIMIT)]
    )
    assert [operation.name for operation in short] == ["Thing", "Other"]
    assert short[0].options == {"indexes": [INDEX], "constraints": [LIMIT]}


def nothing(apps, editor):
    """Stands for a change of data."""


@pytest.mark.parametrize(
    "between",
    [
        migrations.AddField("thing", "b", models.IntegerField(null=True)),
        migrations.RunPython(nothing),
        migrations.RunSQL("SELECT 1"),
    ],
)
def test_what_comes_after_another_change_stays_where_it_is(between):
    kept = folded([thing(), between, migrations.AddConstraint("thing", LIMIT)])
    assert [type(operation) for operation in kept] == [migrations.CreateModel, type(between), migrations.AddConstraint]


def test_what_is_written_in_the_file_stays_as_it_landed():
    made = thing()
    folded([made, migrations.AddIndex("thing", INDEX)])
    assert made.options == {}


def test_tables_that_follow_one_another_are_made_together_and_in_order():
    between = migrations.RunPython(nothing)
    short = together([thing("A"), thing("B"), between, thing("C")])
    assert [type(operation) for operation in short] == [CreateTogether, migrations.RunPython, CreateTogether]
    assert [one.name for one in short[0].making] == ["A", "B"]
    assert short[0].describe() == "Create model A; Create model B"


def other():
    """A table that refers to the thing before it."""
    link = models.ForeignKey("house.Thing", models.CASCADE, related_name="others")
    return migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True)), ("thing", link)])


def test_tables_made_together_know_each_other_and_those_before_them():
    state = ProjectState()
    thing().state_forwards("house", state)
    first = state.apps.get_model("house", "Thing")
    CreateTogether(other(), migrations.CreateModel("Third", other().fields[:1])).state_forwards("house", state)
    made = state.apps.get_model("house", "Other")
    assert made._meta.get_field("thing").remote_field.model is first
    assert [field.name for field in first._meta.related_objects] == ["others"]
    assert state.apps.get_model("house", "Third")._meta.pk.name == "id"


def test_a_table_changed_later_is_changed_with_all_that_refer_to_it():
    state = ProjectState()
    thing().state_forwards("house", state)
    assert state.apps.get_model("house", "Thing")
    CreateTogether(other()).state_forwards("house", state)
    migrations.AddField("thing", "b", models.IntegerField(null=True)).state_forwards("house", state)
    changed = state.apps.get_model("house", "Thing")
    assert changed._meta.get_field("b").null
    assert state.apps.get_model("house", "Other")._meta.get_field("thing").remote_field.model is changed


@pytest.mark.django_db(transaction=True)
def test_tables_made_together_are_there_and_go_again():
    before, after = ProjectState(), ProjectState()
    making = CreateTogether(thing(), other())
    making.state_forwards("house", after)
    for go, come in ((before, after), (after, before)):
        with connection.schema_editor() as editor:
            way = making.database_forwards if come is after else making.database_backwards
            way("house", editor, go, come)
        assert ("house_other" in connection.introspection.table_names()) == (come is after)


def test_nothing_is_folded_into_a_table_of_an_earlier_migration():
    alone = [migrations.AddIndex("thing", INDEX)]
    assert folded(alone) == alone

"""Migrations with new tables made together, each with its constraints and indexes.

The framework builds its picture of every room anew for each table and each constraint: on an empty database that took
most of the time. Only what is held in memory is folded; the files stay as they landed. The framework's own optimiser
does not do it where another model of the migration refers to the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

OURS = "motcua."


class CreateTogether(Operation):
    """New tables that follow one another, of which the picture is built once."""

    def __init__(self, *making: CreateModel) -> None:
        """`making` in the order of the file."""
        self.making = making

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add all models and build them. What they refer to stays as built: nothing refers to a new model yet."""
        picture = state.__dict__.pop("apps", None)  # without it the framework notes a model and builds nothing
        for one in self.making:
            one.state_forwards(app_label, state)
        if picture is not None:
            state.__dict__["apps"] = picture
            picture.render_multiple([state.models[app_label, one.name.lower()] for one in self.making])

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the tables, in order."""
        for one in self.making:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last one first."""
        for one in reversed(self.making):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `motcua migrate --plan` says."""
        return "; ".join(one.describe() for one in self.making)


def fold_all() -> None:
    """Fold the migrations of every room, for this process."""
    for migration in MigrationLoader(None).disk_migrations.values():
        kind = type(migration)
        if kind.__module__.startswith(OURS):
            kind.operations = together(folded(kind.operations))


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The operations, with new tables that follow one another made by one."""
    result: list[Operation] = []
    for _is_making, group in groupby(operations, lambda one: isinstance(one, CreateModel)):
        run = list(group)
        making = [one for one in run if isinstance(one, CreateModel)]
        result.extend([CreateTogether(*making)] if making else run)
    return result


def folded(operations: Sequence[Operation]) -> list[Operation]:
    """The operations, with what only adds to a model made before put into its making.

    Anything else that happens to the model, and anything that is not about one model, ends the folding.
    """
    result: list[Operation] = []
    places: dict[str, int] = {}  # model made -> where in the result, as long as nothing else happened to it
    for operation in operations:
        name = getattr(operation, "model_name", "").lower()
        if isinstance(operation, CreateModel):
            places[operation.name.lower()] = len(result)
        elif isinstance(operation, AddConstraint | AddIndex) and name in places:
            made = result[places[name]]
            assert isinstance(made, CreateModel)
            result[places[name]] = _with(made, operation)
            continue
        elif name:
            places.pop(name, None)
        else:
            places.clear()
        result.append(operation)
    return result


def _with(made: CreateModel, added: AddConstraint | AddIndex) -> CreateModel:
    """The making of the model, its options lengthened."""
    options = {key: list(value) if key in {"constraints", "indexes"} else value for key, value in made.options.items()}
    if isinstance(added, AddConstraint):
        options.setdefault("constraints", []).append(added.constraint)
    else:
        options.setdefault("indexes", []).append(added.index)
    return CreateModel(made.name, made.fields, options, made.bases, made.managers)

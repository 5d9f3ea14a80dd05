"""Migrations with the constraints and indexes of a new table folded into its making.

The framework builds its picture of every room anew for each constraint: on an empty database that took two thirds of
the time. Only what is held in memory is folded; the files stay as they landed. The framework's own optimiser does not
do it where another model of the migration refers to the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = "motcua."


def fold_all() -> None:
    """Fold the migrations of every room, for this process."""
    for migration in MigrationLoader(None).disk_migrations.values():
        kind = type(migration)
        if kind.__module__.startswith(OURS):
            kind.operations = folded(kind.operations)


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

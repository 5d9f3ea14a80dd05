"""Records come into the catalogue the way every import does."""

from __future__ import annotations

from datetime import date

from motcua.access.actors import system_actor
from motcua.catalog.models import ImportBatch
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.services.classifying import Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    finish_applying,
    finish_reading,
    open_import,
)


def read(*records: ProcedureRecord) -> ImportBatch:
    """An import that was read and waits for a choice."""
    actor = system_actor()
    batch = open_import(actor=actor, title="thử")
    rows = list(enumerate(Classifier().classify(records), start=1))
    add_items(actor=actor, batch=batch, rows=rows)
    return finish_reading(actor=actor, batch=batch)


def apply(*records: ProcedureRecord) -> ImportBatch:
    """An import that was read and applied whole."""
    actor = system_actor()
    batch = read(*records)
    if not batch.counts["new"] + batch.counts["changed"]:
        return batch
    begin_applying(actor=actor, batch=batch, version=batch.version)
    while apply_piece(actor=actor, batch=batch, default_from=date(2026, 11, 20)).done:
        pass
    return finish_applying(actor=actor, batch=batch)

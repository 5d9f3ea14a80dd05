"""Helpers of the catalogue's stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.access.actors import system_actor
from motcua.catalog.finder import forget
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


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    forget()


@pytest.fixture
def preview(db: None) -> Callable[..., ImportBatch]:
    """`preview(record, …)`: an import that was read and waits for a choice."""

    def read(*records: ProcedureRecord) -> ImportBatch:
        actor = system_actor()
        batch = open_import(actor=actor, title="thử")
        rows = list(enumerate(Classifier().classify(records), start=1))
        add_items(actor=actor, batch=batch, rows=rows)
        return finish_reading(actor=actor, batch=batch)

    return read


@pytest.fixture
def bring(preview: Callable[..., ImportBatch]) -> Callable[..., ImportBatch]:
    """`bring(record, …)`: an import that was read and applied whole."""

    def apply(*records: ProcedureRecord) -> ImportBatch:
        actor = system_actor()
        batch = preview(*records)
        if not batch.counts["new"] + batch.counts["changed"]:
            return batch
        begin_applying(actor=actor, batch=batch, version=batch.version)
        while apply_piece(actor=actor, batch=batch, default_from=date(2026, 11, 20)).done:
            pass
        return finish_applying(actor=actor, batch=batch)

    return apply

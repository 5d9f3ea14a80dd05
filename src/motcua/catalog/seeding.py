"""Fills an empty catalogue with the procedures that the product ships."""

from __future__ import annotations

from itertools import islice

from django.utils import timezone

from motcua.access.seeding import Seeding
from motcua.catalog.models import ImportBatch, ImportState, Procedure
from motcua.catalog.seed import read_seed
from motcua.catalog.services.classifying import PIECE, Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    finish_applying,
    finish_reading,
    open_import,
)

TITLE = "Danh mục ban đầu"


def seed_catalogue(seeding: Seeding) -> None:
    """Import the shipped procedures into an empty catalogue as one import; a killed run goes on where it was."""
    batch = ImportBatch.objects.filter(title=TITLE, file=None).first()
    if batch is None and Procedure.objects.exists():
        return
    actor = seeding.actor
    batch = batch or open_import(actor=actor, title=TITLE)
    if batch.state in (ImportState.WAITING, ImportState.READING):
        rows = enumerate(Classifier().classify(read_seed()), start=1)
        while piece := list(islice(rows, PIECE)):
            add_items(actor=actor, batch=batch, rows=piece)
        finish_reading(actor=actor, batch=batch)
    if batch.state == ImportState.PREVIEW:
        begin_applying(actor=actor, batch=batch, version=batch.version)
    if batch.state == ImportState.APPLYING:
        total = batch.items.filter(chosen=True).count()
        while apply_piece(actor=actor, batch=batch, default_from=timezone.localdate()).done:
            seeding.progress(batch.items.filter(applied=True).count(), total, TITLE)
        finish_applying(actor=actor, batch=batch)

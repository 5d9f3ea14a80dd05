"""Background work of the catalogue: reading and applying an import, piece by piece, resumable at any point."""

from __future__ import annotations

from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.catalog.models import ImportBatch, ImportState, Outcome
from motcua.catalog.services.classifying import PIECE, Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    finish_applying,
    finish_reading,
)
from motcua.catalog.services.sources import items_of
from motcua.jobs.registry import Run, handler

PAGE = ("catalog:import", "batch")  # where an import is seen


@handler("catalog.read-import", queue="slow", words="Đọc tệp của lần nhập danh mục", shown_at=PAGE)
def read_import(run: Run) -> None:
    """Read a batch's file into rows of a preview; a second run goes on where the first was killed."""
    batch = ImportBatch.objects.get(public_id=run.arguments["batch"])
    if batch.state not in (ImportState.WAITING, ImportState.READING):
        return
    stream = enumerate(Classifier(batch.effective_from).classify(items_of(batch)), start=1)
    done = 0
    while piece := list(islice(stream, PIECE)):
        add_items(actor=run.actor, batch=batch, rows=piece)
        done += len(piece)
        run.progress(done, None, _("Đã đọc {number} bản ghi").format(number=done))
        for _place, row in piece:
            if row.outcome == Outcome.REJECTED:
                run.note_failure(row.code or row.source, row.reason)
    finish_reading(actor=run.actor, batch=batch, fault="" if done else _("Tệp không có bản ghi nào."))


@handler("catalog.apply-import", queue="slow", words="Áp dụng lần nhập danh mục", shown_at=PAGE)
def apply_import(run: Run) -> None:
    """Apply the chosen rows of a batch; a second run goes on where the first was killed, nothing twice."""
    batch = ImportBatch.objects.get(public_id=run.arguments["batch"])
    if batch.state != ImportState.APPLYING:
        return
    total = batch.items.filter(chosen=True).count()
    while (applied := apply_piece(actor=run.actor, batch=batch, default_from=timezone.localdate())).done:
        done = batch.items.filter(applied=True).count()
        run.progress(done, total, _("Đã áp dụng {done}/{total}").format(done=done, total=total))
        for what, why in applied.faults:
            run.note_failure(what, why)
    finish_applying(actor=run.actor, batch=batch)

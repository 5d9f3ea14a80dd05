"""Where the records of an import come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.catalog.intake.batch import read_batch
from motcua.catalog.models import ImportBatch
from motcua.catalog.record import BatchItem
from motcua.files.selectors import path_of
from motcua.web.faults import UserError


def items_of(batch: ImportBatch) -> Iterator[BatchItem]:
    """What the batch's stored file holds, in a fixed order; raises `UserError` where the batch has none."""
    if batch.file is None:
        raise UserError("no-file", "Lần nhập này không có tệp.")
    return read_batch([(path_of(batch.file), batch.file.name)])


def items_at(paths: Iterable[Path]) -> Iterator[BatchItem]:
    """What files and folders hold, in a fixed order."""
    return read_batch((path, path.name) for path in paths)

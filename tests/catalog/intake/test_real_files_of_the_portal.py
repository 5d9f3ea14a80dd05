"""The real records: nothing is lost, and the same procedure read from two forms is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import pytest

from motcua.catalog.compare import fingerprint
from motcua.catalog.intake.batch import read_batch
from motcua.catalog.intake.detect import read_source
from motcua.catalog.quality.normalise import normalise
from motcua.catalog.record import ProcedureRecord, Rejection, Repeat

pytestmark = pytest.mark.shared_data

# Where the Word files and the records of the same date differ although both are read right; anything else is a fault.
# - issuer: the Word file does not name it, the collector took it from the decision's suffix.
# - source, collected: where and when it was read; blanks at the ends of lines, which the collector cut.
DEVIATIONS = {"issuer": 40}


@lru_cache(maxsize=2)
def _records(path: Path) -> dict[str, ProcedureRecord]:
    items = list(read_source(path))
    assert all(isinstance(item, ProcedureRecord) for item in items)
    return {item.code: item for item in items if isinstance(item, ProcedureRecord)}


def test_every_line_of_the_sample_is_read(shared_data: Path):
    items = list(read_batch([(shared_data / "tthc-sample.jsonl.gz", "mẫu")]))
    assert Counter(type(item) for item in items) == {ProcedureRecord: 3_330}


def test_the_older_versions_are_read(shared_data: Path):
    assert len(_records(shared_data / "tthc-phien-ban-cu-sample.jsonl.gz")) == 542


def test_the_same_file_twice_is_all_repeats(shared_data: Path):
    path = shared_data / "tthc-phien-ban-cu-sample.jsonl.gz"
    assert Counter(type(item) for item in read_batch([(path, "a"), (path, "b")])) == {ProcedureRecord: 542, Repeat: 542}


def test_two_dates_in_one_batch_are_rejected_where_they_differ(shared_data: Path):
    new, old = shared_data / "tthc-sample.jsonl.gz", shared_data / "tthc-phien-ban-cu-sample.jsonl.gz"
    counts = Counter(type(item) for item in read_batch([(new, "mới"), (old, "cũ")]))
    assert counts == {ProcedureRecord: 3_330, Rejection: 542}


def _even(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return tuple(_even(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return tuple(_even(getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    return value


def test_the_word_files_agree_with_the_records_of_their_date(shared_data: Path):
    new = _records(shared_data / "tthc-sample.jsonl.gz")
    old = _records(shared_data / "tthc-phien-ban-cu-sample.jsonl.gz")
    words = list(read_source(shared_data / "tthc-docx-goc"))
    assert len(words) == 40
    found: Counter[str] = Counter()
    decomposed = 0
    for word in words:
        assert isinstance(word, ProcedureRecord), word
        record = old.get(word.code) or new[word.code]
        assert record.collected == "2025-12", word.code
        clean, repairs = normalise(word)  # the portal writes some letters in two pieces, the collector composed them
        wanted, decomposed = normalise(record)[0], decomposed + any(one.kind == "nfc" for one in repairs)
        for field in fields(word):
            if field.name in {"source", "collected"}:
                continue
            stated, kept = getattr(clean, field.name), getattr(wanted, field.name)
            if _even(stated) != _even(kept):
                found[field.name] += 1
                assert field.name in DEVIATIONS, (word.code, field.name, stated, kept)
    assert found == DEVIATIONS
    assert decomposed == 19


def test_a_word_file_contradicts_a_record_that_carries_another_procedure(shared_data: Path):
    record = _records(shared_data / "tthc-sample.jsonl.gz")["3.000244"]
    (word,) = read_source(shared_data / "tthc-docx-goc" / "3_000244.docx")
    assert isinstance(word, ProcedureRecord)
    assert word.name.startswith("Cấp đổi Giấy")
    assert record.name.startswith("Công bố Danh mục")
    assert fingerprint(word) != fingerprint(record)


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("danh-sach-tthc-BoTuPhap.xlsx", 271),
        ("danh-sach-tthc-BoXayDung.xlsx", 525),
        ("danh-sach-tthc-NongNghiepvaMoiTruong.xlsx", 537),
    ],
)
def test_every_row_of_the_lists_becomes_a_partial_record(shared_data: Path, file: str, rows: int):
    items = list(read_source(shared_data / "danh-muc-xlsx" / file))
    assert len(items) == rows
    assert all(isinstance(item, ProcedureRecord) and item.partial and item.name for item in items)


def test_the_lists_name_the_same_procedures_as_the_records(shared_data: Path):
    records = _records(shared_data / "tthc-sample.jsonl.gz")
    listed = [item for item in read_source(shared_data / "danh-muc-xlsx") if isinstance(item, ProcedureRecord)]
    known = [item for item in listed if item.code in records and records[item.code].collected == "2026-06"]
    agree = [item for item in known if _even(item.name.casefold()) == _even(records[item.code].name.casefold())]
    assert len(known) > 900
    assert len(agree) >= 0.97 * len(known)


def test_a_folder_of_everything_is_read_without_a_rejection(shared_data: Path):
    wanted: Callable[[str], Path] = shared_data.joinpath
    folders = [wanted(name) for name in ("tthc-docx-goc", "danh-muc-xlsx", "mau-api-cong-quoc-gia")]
    items = [item for folder in folders for item in read_source(folder)]
    assert [item for item in items if isinstance(item, Rejection)] == []
    assert len(items) == 40 + 1_333 + 2

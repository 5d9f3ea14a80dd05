"""A finding says where it lies in words, for every place that a check can name."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from motcua.catalog.places import place_words
from motcua.catalog.record import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

UNSEARCHED = {"source", "source_url", "legal_raw", "collected", "partial", "repaired"}  # never the place of a finding
MARKS = {"quality", "channel", "originals", "copies"}  # no free text
ROWS = {
    "cases": CaseRecord,
    "channels": ChannelRecord,
    "components": ComponentRecord,
    "legal_basis": LegalBasisRecord,
    "results": ResultRecord,
}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("channels[0].fee", "Cách thức thực hiện 1, phí, lệ phí"),
        ("components[11].name", "Thành phần hồ sơ 12, tên"),
        ("name", "Tên thủ tục"),
        ("subjects[2]", "Đối tượng thực hiện 3"),
        ("legal_basis", "Căn cứ pháp lý"),
        ("", ""),
        ("unheard_of", "unheard_of"),
    ],
)
def test_a_place_reads_as_a_person_says_it(path: str, said: str) -> None:
    assert place_words(path) == said


def test_no_place_of_a_record_is_shown_as_a_code() -> None:
    paths = [one.name for one in fields(ProcedureRecord) if one.name not in UNSEARCHED]
    for rows, record in ROWS.items():
        paths += [f"{rows}[0].{one.name}" for one in fields(record) if one.name not in MARKS]
    raw = {path: place_words(path) for path in [*paths, "record"]}
    assert not {path: said for path, said in raw.items() if re.search(r"[a-z]_[a-z]|\[", said) or path == said}

"""The 542 real older versions against their newer ones: every comparison stands and reads."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from motcua.catalog.compare import Change, compare
from motcua.catalog.intake.detect import read_source
from motcua.catalog.quality.normalise import normalise
from motcua.catalog.record import ProcedureRecord

pytestmark = pytest.mark.shared_data


def _clean(path: Path) -> dict[str, ProcedureRecord]:
    return {item.code: normalise(item)[0] for item in read_source(path) if isinstance(item, ProcedureRecord)}


@pytest.fixture(scope="module")
def changes(shared_data: Path) -> dict[str, list[Change]]:
    old, new = _clean(shared_data / "tthc-phien-ban-cu-sample.jsonl.gz"), _clean(shared_data / "tthc-sample.jsonl.gz")
    assert len(old) == 542
    return {code: compare(record, new[code]) for code, record in old.items()}


def test_every_change_reads_as_one_sentence(changes: dict[str, list[Change]]):
    for code, found in changes.items():
        for one in found:
            assert 8 < len(one.sentence) < 20_000, (code, one.sentence)
            assert "None" not in one.sentence, (code, one.sentence)
            assert "<django" not in one.sentence
            assert one.before or one.after, code
            assert (one.kind == "changed") == bool(one.before and one.after), code


def test_most_changed_and_a_few_stayed_the_same(changes: dict[str, list[Change]]):
    same = [code for code, found in changes.items() if not found]
    assert 10 <= len(same) <= 40
    parts = Counter(one.part for found in changes.values() for one in found)
    assert {"time", "fee", "papers", "basis"} <= set(parts)
    assert parts["kind"] < 40  # the portal's own rewording of the kind is not told


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("1.000402", "Thời hạn: 14 → 07 ngày làm việc (rút ngắn 7 ngày làm việc)"),
        ("1.002157", "Thời hạn: 05 ngày → 05 ngày làm việc (đổi cách tính)"),
        ("1.000107", "Cơ quan thực hiện: Ngân hàng Nhà nước Việt Nam → Ngân hàng Nhà nước Khu vực"),
        ("3.000274", "Lĩnh vực: “Định danh và xác thực điện tử” → “Nông nghiệp”"),
        ("2.000555", "Thêm hình thức nộp trực tuyến"),
        ("2.000575", "Cấp thực hiện: Cấp Xã → Cấp Bộ, Cấp Xã"),
        ("2.000102", "Quyết định công bố: “32/QĐ-BGTVT” → “2533/QĐ-BXD”"),
    ],
)  # fmt: skip
def test_known_changes_are_told(changes: dict[str, list[Change]], code: str, sentence: str):
    assert sentence in [one.sentence for one in changes[code]]


def test_a_lost_free_text_is_told_as_such(changes: dict[str, list[Change]]):
    told = next(one.sentence for one in changes["2.000806"] if one.part == "time")
    assert told.endswith("→ “5” (không có đơn vị)")


def test_a_version_against_itself_is_unchanged(shared_data: Path):
    for record in _clean(shared_data / "tthc-phien-ban-cu-sample.jsonl.gz").values():
        assert compare(record, record) == []

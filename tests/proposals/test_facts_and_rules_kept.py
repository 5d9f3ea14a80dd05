"""What the province keeps: volumes with sources, published databases with a clock, own rules, kept proposals."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from xlsxwriter import Workbook

from motcua.access.actors import system_actor
from motcua.catalog.models import Procedure
from motcua.proposals.databases import lines as database_lines
from motcua.proposals.models import KeptProposal, YearlyVolume
from motcua.proposals.selectors import kept_rows, placed, proposals, stale_number, volumes_of
from motcua.proposals.services import (
    import_volumes,
    keep_proposals,
    note_publication,
    record_volume,
    restore_rule,
    set_estimate,
    set_rule,
    turn_off_rule,
)
from motcua.proposals.volumes_in import VolumeLine, read_volumes, whole
from motcua.web.faults import Denied, Stale, UserError

ADMIN = system_actor()
CSV = """Báo cáo năm 2025,,,
Mã thủ tục,Năm,Số hồ sơ,Nguồn
1.000001,2025,1.234,Phần mềm một cửa
1.000002,2025,-5,Phần mềm một cửa
9.999999,2025,7,Phần mềm một cửa
1.000003,hai nghìn,7,Phần mềm một cửa
1.000001,2025,8,Phần mềm một cửa
1.000003,2025,0,
"""


def test_a_file_of_volumes_is_written_but_for_the_lines_at_fault(catalogue: list[str]) -> None:
    lines = read_volumes(CSV.encode("utf-8-sig"), "so-lieu.csv")
    done = import_volumes(actor=ADMIN, lines=lines, name="so-lieu.csv")
    assert done.written == 2
    assert [number for number, _why in done.left_out] == [4, 5, 6, 7]
    assert "9.999999" in done.left_out[1][1]
    held = {row.procedure.code: (row.count, row.source) for row in YearlyVolume.objects.select_related("procedure")}
    assert held == {"1.000001": (1234, "Phần mềm một cửa"), "1.000003": (0, "so-lieu.csv")}


def test_a_workbook_reads_the_same_and_a_second_import_replaces(catalogue: list[str]) -> None:
    file = BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Số lượng"])
        sheet.write_row(1, 0, ["1.000001", 900])
    for _time in range(2):
        lines = read_volumes(file.getvalue(), "so-lieu.xlsx", year=2024, source="Thống kê")
        assert import_volumes(actor=ADMIN, lines=lines, name="so-lieu.xlsx").written == 1
    row = YearlyVolume.objects.get()
    assert (row.year, row.count, row.version) == (2024, 900, 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2\n", "no-headings"),
        ("Mã,Số hồ sơ\n".encode("utf-16"), "not-utf8"),
        (b"PK\x03\x04broken", None),
        (b"", "no-headings"),
    ],
)
def test_files_that_are_no_volumes_are_refused(data: bytes, code: str | None) -> None:
    with pytest.raises(UserError) as caught:
        read_volumes(data, "x.csv")
    assert code is None or caught.value.code == code


def test_a_file_without_one_good_line_writes_nothing(catalogue: list[str]) -> None:
    with pytest.raises(UserError, match=r"9\.9"):
        import_volumes(actor=ADMIN, lines=[VolumeLine("9.9", 2025, 1, "x")], name="x")
    assert not YearlyVolume.objects.exists()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234", 1234),
        ("1,234,567", 1234567),
        (12.0, 12),
        ("1 000", 1000),
        ("-3", -1),
        ("1,5", -1),
        ("", -1),
        (None, -1),
    ],
)
def test_numbers_as_tables_write_them(text: Any, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize(
    "line",
    [
        VolumeLine("1.000001", 1999, 1, "x"),
        VolumeLine("1.000001", 2025, -1, "x"),
        VolumeLine("1.000001", 2025, 1, " "),
        VolumeLine("9.9", 2025, 1, "x"),
        VolumeLine("1\x00", 2025, 1, "x"),
    ],
)
def test_a_volume_at_fault_is_refused(catalogue: list[str], line: VolumeLine) -> None:
    with pytest.raises(UserError):
        record_volume(actor=ADMIN, line=line)


def test_the_latest_year_counts_and_two_at_once_do_not_overwrite(catalogue: list[str]) -> None:
    for year, count in ((2024, 10), (2025, 700)):
        record_volume(actor=ADMIN, line=VolumeLine("1.000001", year, count, "x"))
    key = Procedure.objects.get(code="1.000001").pk
    assert volumes_of([key]) == {key: 700}
    with pytest.raises(Stale):
        record_volume(actor=ADMIN, line=VolumeLine("1.000001", 2025, 1, "x"), version=9)


def test_proposals_are_kept_filtered_and_grow_stale_with_the_rules(
    catalogue: list[str], django_assert_max_num_queries: Any
) -> None:
    assert stale_number(ADMIN) == 3
    assert keep_proposals(actor=ADMIN, found=proposals(ADMIN)) == 3
    assert stale_number(ADMIN) == 0
    assert [row.procedure.code for row in kept_rows(ADMIN, against="C6d")] == ["1.000001"]
    assert [row.procedure.code for row in kept_rows(ADMIN, against="C6c")] == ["1.000003"]
    assert [row.procedure.code for row in kept_rows(ADMIN, text="1.000002")] == ["1.000002"]
    assert KeptProposal.objects.get(procedure__code="1.000002").replaceable == 1
    with django_assert_max_num_queries(16):
        list(proposals(ADMIN))
    turn_off_rule(actor=ADMIN, key="site.actual", reason="thử", version=0)
    assert stale_number(ADMIN) == 3


def test_an_own_rule_speaks_and_goes_again(catalogue: list[str]) -> None:
    table = {
        "key": "own.online", "criterion": "C8", "answer": "no", "why": "Thử.", "fields": ["steps"],
        "find": ["nộp hồ sơ trực tuyến"],
    }  # fmt: skip

    def answer() -> Any:
        return {proposal.code: proposal.criteria["C8"].answer for _version, proposal in proposals(ADMIN)}["1.000002"]

    assert answer() is True
    row = set_rule(actor=ADMIN, table=table, reason="thử", version=0)
    assert answer() is False
    with pytest.raises(Stale):
        set_rule(actor=ADMIN, table=table, reason="thử", version=0)
    with pytest.raises(UserError, match="find"):
        set_rule(actor=ADMIN, table={**table, "find": []}, reason="thử", version=row.version)
    with pytest.raises(UserError):
        turn_off_rule(actor=ADMIN, key="no.such", reason="thử", version=0)
    restore_rule(actor=ADMIN, key="own.online", version=row.version)
    assert answer() is True


def test_the_clock_runs_fifteen_days_from_publication(db: None, clock: Any) -> None:
    clock("2026-11-20 09:00")
    note_publication(actor=ADMIN, key="land", published_on=date(2026, 11, 1), notice="12/TB-BNNMT", version=0)
    lines = {line.database.key: line for line in database_lines()}
    assert lines["land"].due.value == date(2026, 11, 16)
    assert lines["land"].late(date(2026, 11, 17))
    assert not lines["land"].late(date(2026, 11, 16))
    assert any(rule.instrument == "66.7/2025/NQ-CP" for rule in lines["land"].due.rules)
    assert lines["population"].due.value is None
    for wrong in (
        {"key": "moon", "published_on": date(2026, 11, 1), "notice": "x", "version": 0},
        {"key": "land", "published_on": date(2026, 11, 21), "notice": "x", "version": 1},
        {"key": "land", "published_on": date(2026, 11, 1), "notice": " ", "version": 1},
    ):
        with pytest.raises(UserError):
            note_publication(actor=ADMIN, **wrong)
    with pytest.raises(Stale):
        note_publication(actor=ADMIN, key="land", published_on=date(2026, 11, 1), notice="x", version=0)


def test_the_picture_places_what_is_known_and_says_what_is_missing(catalogue: list[str]) -> None:
    keep_proposals(actor=ADMIN, found=proposals(ADMIN))
    record_volume(actor=ADMIN, line=VolumeLine("1.000001", 2025, 5000, "x"))
    procedure = Procedure.objects.get(code="1.000001")
    set_estimate(actor=ADMIN, procedure=procedure, cost=20_000_000, ground="Báo giá", version=0)
    found = {one.row.procedure.code: one for one in placed(kept_rows(ADMIN), date(2026, 11, 20))}
    assert found["1.000001"].place.value == "do_first"
    assert found["1.000002"].place.value is None
    assert found["1.000002"].place.warnings
    with pytest.raises(Stale):
        set_estimate(actor=ADMIN, procedure=procedure, cost=1, ground="x", version=0)


def test_who_may_not_write_is_refused(catalogue: list[str], actor_with: Any) -> None:
    with pytest.raises(Denied):
        record_volume(actor=actor_with("proposals.view"), line=VolumeLine("1.000001", 2025, 1, "x"))
    with pytest.raises(Denied):
        set_rule(actor=actor_with("proposals.facts"), table={}, reason="x", version=0)

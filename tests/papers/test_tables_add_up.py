"""Tables are computed as the form says, whatever is typed, and an unknown number is never a zero."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.papers.tables.values import MOST_ROWS, CellFault, TableFaults, read_all, read_values
from motcua.web.faults import UserError
from tests.papers.tableforms import computed_of, dossiers, form_of, ii_06a

COUNTS = st.integers(0, 10**12)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["tinh", "xa"]), st.fixed_dictionaries({f"c{n}": COUNTS for n in (4, 5, 6, 8, 9, 10, 12, 13)})
    ),
    max_size=8,
)
FULL = {"reporting_unit": "Sở Y", "receiving_unit": "Văn phòng", "period_from": "15/12/2025", "period_to": "14/03/2026"}

SHARES = form_of("""
[[column]]
key = "done"
title = "Xong"
[[column]]
key = "all"
title = "Tất cả"
[[column]]
key = "rate"
title = "Tỷ lệ"
kind = "share"
formula = "done / all * 100"
[[column]]
key = "part"
title = "Phần trong cả bảng"
kind = "share"
formula = "all / sum(all) * 100"
[[column]]
key = "price"
title = "Đơn giá"
kind = "money"
down = "blank"
[[column]]
key = "cost"
title = "Thành tiền"
kind = "money"
formula = "all * price"
[[section]]
key = "s"
free = true
[[total]]
key = "t"
title = "Cộng"
formula = "sum(*)"
""")


@given(ROWS)
def test_totals_are_the_sums_of_what_was_typed(rows: list[tuple[str, dict[str, int]]]) -> None:
    table = computed_of(
        ii_06a(), *(dossiers(f"Lĩnh vực {n}", section, **cells) for n, (section, cells) in enumerate(rows))
    )
    total = table.row("tong").cells
    for column in (f"c{n}" for n in range(4, 14) if n not in (7, 11)):
        assert total[column] == sum(cells[column] for _section, cells in rows)
    for row in table.rows:
        cells: Any = row.cells
        assert cells["c3"] == cells["c4"] + cells["c5"] + cells["c6"]
        assert cells["c7"] == cells["c8"] + cells["c9"] + cells["c10"]
        assert cells["c11"] == cells["c12"] + cells["c13"]


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_columns_and_rows_changes_no_number(
    rows: list[tuple[str, dict[str, int]]], chance: random.Random
) -> None:
    form = ii_06a()
    given_rows = [dossiers(f"Lĩnh vực {n}", section, **cells) for n, (section, cells) in enumerate(rows)]
    columns = list(form.columns)
    chance.shuffle(columns)
    shuffled = chance.sample(given_rows, len(given_rows))
    here, there = computed_of(form, *given_rows), computed_of(replace(form, columns=tuple(columns)), *shuffled)
    assert here.row("tong").cells == there.row("tong").cells
    assert here.by_name() == there.by_name()
    assert sorted(one.title for one in here.broken) == sorted(one.title for one in there.broken)


@given(
    st.lists(st.tuples(st.integers(0, 10**15), st.integers(0, 10**15), st.integers(0, 10**12)), min_size=1, max_size=6)
)
def test_a_share_is_counted_in_its_total_and_is_no_sum_of_shares(lines: list[tuple[int, int, int]]) -> None:
    table = computed_of(
        SHARES, *({"section": "s", "ten": str(n), "done": d, "all": a, "price": p} for n, (d, a, p) in enumerate(lines))
    )
    total = table.row("t").cells
    everything = sum(a for _d, a, _p in lines)
    assert total["all"] == everything
    assert total["cost"] == sum(a * p for _d, a, p in lines)
    assert total["price"] is None
    if everything == 0:
        assert total["rate"] is None
    else:
        exact = Decimal(sum(d for d, _a, _p in lines) * 100) / everything
        assert abs(total["rate"] - exact) <= Decimal("0.05")


def test_an_unknown_cell_makes_unknown_what_is_counted_from_it() -> None:
    table = computed_of(ii_06a(), dossiers("Đất đai", c4=5), dossiers("Hộ tịch", c4=None, c5=2))
    assert table.row("tinh:2").cells["c3"] is None
    assert table.row("tong").cells["c4"] is None
    assert table.row("tong").cells["c5"] == 2
    assert ("tinh:2", "c4") in table.missing
    assert not table.judgement().value


def test_a_sum_over_no_rows_is_zero_and_a_share_of_nothing_is_unknown() -> None:
    assert computed_of(ii_06a()).row("tong").cells["c3"] == 0
    assert computed_of(SHARES, {"section": "s", "done": 0, "all": 0}).row("s:1").cells["rate"] is None


def test_a_good_table_may_be_handed_in() -> None:
    table = computed_of(ii_06a(), dossiers("Đất đai", c4=5, c8=2, c12=3), **FULL)
    judged = table.judgement()
    assert judged.value
    assert "chưa có biểu của kỳ trước" in judged.reasons[0].text()
    again = computed_of(ii_06a(), dossiers("Đất đai", c6=3, c9=3), previous=table, **FULL)
    assert again.judgement().value
    assert again.judgement().reasons[0].text() == "Mọi phép kiểm tra của biểu đều đúng (2 phép, 2 dòng)."
    assert again.judgement().rules[0].instrument == "01/2020/TT-VPCP"


def test_a_broken_control_says_which_cells_by_how_much_and_where_the_form_comes_from() -> None:
    table = computed_of(ii_06a(), dossiers("Đất đai", c4=1200, c8=2, c12=3), **FULL)
    first = table.broken[0]
    assert (first.control.key, first.row, first.left, first.right) == ("all_accounted", "tinh:1", 1200, 5)
    assert first.cells == (("tinh:1", "c3"), ("tinh:1", "c7"), ("tinh:1", "c11"))
    judged = table.judgement()
    assert not judged.value
    assert "Ở dòng “Đất đai”: vế trái là 1.200, vế phải là 5." in judged.warnings[0].text()


def test_what_is_carried_over_is_compared_with_the_period_before() -> None:
    before = computed_of(ii_06a(), dossiers("Đất đai", c4=5, c12=5), dossiers("Hộ tịch", c4=2, c8=2), **FULL)
    table = computed_of(ii_06a(), dossiers("Đất đai", c6=4, c12=4), previous=before, **FULL)
    found = {one.title: one for one in table.broken}
    assert set(found) == {"Đất đai", "Tổng cộng"}
    assert found["Đất đai"].right == 5
    assert table.judgement().value  # "should": it wants a word of explanation, it does not hold the table back
    new = computed_of(ii_06a(), dossiers("Lĩnh vực mới", c6=5, c12=5), previous=before, **FULL)
    assert not new.broken
    assert "còn ô chưa rõ" in new.judgement().reasons[0].text()


def test_two_rows_of_one_name_are_not_guessed_apart_in_the_next_period() -> None:
    before = computed_of(ii_06a(), dossiers("Đất đai", c4=5, c12=5), dossiers("Đất đai", c4=2, c12=2))
    table = computed_of(ii_06a(), dossiers("Đất đai", c6=7, c12=7), previous=before)
    assert not table.broken
    assert [(one.row, one.state) for one in table.findings] == [("tinh:1", "unknown")]


def test_fixed_lines_and_calculated_lines_stand_where_the_form_prints_them() -> None:
    form = form_of("""
[[column]]
key = "a"
title = "A"
[[section]]
key = "thu_chi"
title = "Thu, chi"
[[section.line]]
key = "thu1"
title = "Thu"
[[section.line]]
key = "chi"
title = "Chi"
[[section.line]]
key = "con"
title = "Còn lại"
formula = "thu1 - chi"
[[total]]
key = "gap_doi"
title = "Gấp đôi"
formula = "con * 2"
[[control]]
key = "enough"
sentence = "Không được chi quá số thu."
check = "a >= 0"
rows = "con"
""")
    table = computed_of(form, {"row": "chi", "a": 7}, {"row": "thu1", "a": 10})
    assert [(row.id, row.cells["ten"], row.cells["a"]) for row in table.rows] == [
        ("thu1", "Thu", 10),
        ("chi", "Chi", 7),
        ("con", "Còn lại", 3),
        ("gap_doi", "Gấp đôi", 6),
    ]
    over = computed_of(form, {"row": "chi", "a": 17}, {"row": "thu1", "a": 10})
    assert over.row("con").cells["a"] == -7
    assert [one.row for one in over.broken] == ["con"]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [("1234", 1234), ("1.234", 1234), ("1 234", 1234), (" 12.345.678 ", 12345678), (12.0, 12), (0, 0), ("", None)],
)
def test_numbers_are_read_as_vietnamese_write_them(given_text: object, expected: int | None) -> None:
    values = read_all(ii_06a(), {"rows": [{"section": "tinh", "c2": "A", "c4": given_text}]})
    assert values.rows[0].cells["c4"] == expected


@pytest.mark.parametrize("wrong", ["1.5", "12,5", "1,234.5", "-3", -3, "ba", "1e5", "NaN", True, [1], 10**18, "٣", 1.5])
def test_what_is_no_number_of_dossiers_is_refused_at_its_cell(wrong: object) -> None:
    values, faults = read_values(ii_06a(), {"rows": [{"section": "tinh", "c2": "A", "c4": wrong}]})
    assert [(one.row, one.column) for one in faults] == [(1, "c4")]
    assert values.rows[0].cells["c4"] is None


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        ({"section": "huyen", "c4": 1}, "row", "không có dòng hoặc phần “huyen”"),
        ({"row": "tong", "c4": 1}, "row", "không có dòng hoặc phần “tong”"),
        ({"section": "tinh", "c99": 1}, "c99", "không có cột này"),
        ({"section": "tinh", "c2": "x" * 2001}, "c2", "dài quá"),
        ({"section": "tinh", "c2": {"a": 1}}, "c2", "Cần chữ"),
        (7, "row", "đối tượng"),
    ],
)
def test_a_row_that_belongs_nowhere_is_a_fault(row: object, column: str, word: str) -> None:
    faults = read_values(ii_06a(), {"rows": [row]})[1]
    assert [(one.row, one.column) for one in faults] == [(1, column)]
    assert word in faults[0].sentence


@pytest.mark.parametrize("data", [[], "x", {"rows": {}}, {"fields": []}, {"rows": [{}] * (MOST_ROWS + 1)}])
def test_data_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(UserError, match=r"đối tượng|danh sách"):
        read_values(ii_06a(), data)


def test_fields_over_the_table_are_read_too() -> None:
    values = read_all(ii_06a(), {"fields": FULL})
    assert str(values.fields["period_from"]) == "2025-12-15"
    faults = read_values(ii_06a(), {"fields": {"period_to": "31/02/2026", "colour": "red"}})[1]
    assert {one.column for one in faults} == {"period_to", "colour"}


def test_the_first_fault_is_told_and_the_others_counted() -> None:
    error = TableFaults((CellFault(2, "c4", "Cần một số."), CellFault(3, "c5", "Cần một số.")))
    assert error.message == "Dòng 2, cột c4: Cần một số. (và 1 ô khác)"
    assert error.field == "rows.2.c4"


@given(ROWS)
@settings(max_examples=30)
def test_what_a_computed_table_says_can_be_read_again(rows: list[tuple[str, dict[str, int]]]) -> None:
    table = computed_of(
        ii_06a(), *(dossiers(f"L{n}", section, **cells) for n, (section, cells) in enumerate(rows)), **FULL
    )
    whole = table.to_dict()
    again = computed_of(ii_06a(), *whole["rows"], **whole["fields"])
    assert again.to_dict() == whole


def test_a_long_table_is_computed_in_a_moment() -> None:
    rows = [{"section": "s", "ten": str(n), "done": n, "all": 2 * n + 1, "price": 1000} for n in range(MOST_ROWS)]
    table = computed_of(SHARES, *rows)
    assert table.row("t").cells["all"] == MOST_ROWS**2

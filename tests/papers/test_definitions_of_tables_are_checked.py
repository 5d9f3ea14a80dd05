"""A form that cannot work is refused when it is read, with every fault named."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.law.faults import RuleFaultsError
from motcua.papers.tables.shipped import shipped_forms, table_form, table_forms
from motcua.rulebook.selectors import law
from motcua.web.faults import UserError
from tests.papers.tableforms import HEAD, form_of, ii_06a

SECTION = '[[section]]\nkey = "s"\nfree = true\n'
A = '[[column]]\nkey = "a"\ntitle = "A"\n'
B = '[[column]]\nkey = "b"\ntitle = "B"\n'


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        (A + 'formula = "c + 1"\n' + SECTION, "a", "không có cột “c”"),
        (A + 'formula = "ten + 1"\n' + SECTION, "a", "không phải cột số"),
        (A + 'formula = "a[x]"\n' + SECTION, "a", "không có dòng “x”"),
        (A + B + 'formula = "sum(a[x])"\n' + SECTION, "b", "không có phần “x”"),
        (A + 'formula = "1 +"\n' + SECTION, "a", "công thức"),
        (A + 'kind = "colour"\n' + SECTION, "a", "kind"),
        (A + 'kind = "text"\nformula = "1"\n' + SECTION, "a", "chỉ cột số"),
        (A + "places = 2\n" + SECTION, "a", "places"),
        (A + 'down = "up"\n' + SECTION, "a", "down"),
        (A + "width = 0\n" + SECTION, "a", "width"),
        (A + 'colour = "red"\n' + SECTION, "a", "không hiểu trường"),
        (A + 'width = "wide"\n' + SECTION, "a", "không đúng kiểu"),
        (A + A + SECTION, "a", "hai lần"),
        ('[[column]]\nkey = "A b"\ntitle = "A"\n' + SECTION, "A b", "cần key"),
        ('[[column]]\nkey = "row"\ntitle = "A"\n' + SECTION, "row", "key của cột"),
        ('[[column]]\nkey = "a"\n' + SECTION, "a", "thiếu title"),
        (A, "thu", "ít nhất một"),
        (A + SECTION + '[[total]]\nkey = "t"\ntitle = "T"\n', "t", "cần công thức"),
        (A + SECTION + '[[total]]\nkey = "t"\ntitle = "T"\nformula = "sum(x)"\n', "t", "không có phần"),
        (A + SECTION + '[[total]]\nkey = "t"\ntitle = "T"\nformula = "x"\n', "t", "không có dòng"),
        (A + SECTION + '[[total]]\nkey = "t"\ntitle = "T"\nformula = "last(a)"\n', "t", "công thức của dòng"),
        (A + SECTION + '[[control]]\nkey = "k"\ncheck = "a = 1"\n', "k", "sentence"),
        (A + SECTION + '[[control]]\nkey = "k"\nsentence = "S"\ncheck = "a"\n', "k", "phép kiểm tra"),
        (A + SECTION + '[[control]]\nkey = "k"\nsentence = "S"\ncheck = "x = 1"\n', "k", "không có cột"),
        (A + SECTION + '[[control]]\nkey = "k"\nsentence = "S"\ncheck = "a = 1"\nrows = "z"\n', "k", "rows"),
        (A + SECTION + '[[control]]\nkey = "k"\nsentence = "S"\ncheck = "a = 1"\nweight = "soft"\n', "k", "weight"),
        (A + SECTION + '[[section.line]]\nkey = "l"\ntitle = "L"\n', "s", "dòng tự do"),
        (A + SECTION + '[[field]]\nkey = "f"\nlabel = "F"\nkind = "int"\n', "f", "text hoặc date"),
    ],
)
def test_a_faulty_form_is_refused_at_the_key_at_fault(text: str, key: str, word: str) -> None:
    with pytest.raises(RuleFaultsError) as refused:
        form_of(text)
    assert any(fault.key == key and word in fault.sentence for fault in refused.value.faults), refused.value.faults


@pytest.mark.parametrize("field", ["key", "version", "title", "label", "instrument", "confidence", "identity"])
def test_a_form_says_what_it_is_and_where_it_comes_from(field: str) -> None:
    lines = [
        line for line in HEAD.splitlines() if not line.startswith(f"{field} =") or '"ten"' in line * (field == "key")
    ]
    with pytest.raises(RuleFaultsError, match=field):
        form_of(A + SECTION, "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "text",
    [
        A + 'formula = "a + 1"\n' + SECTION,
        A + 'formula = "b"\n' + B + 'formula = "a"\n' + SECTION,
        A + 'formula = "sum(a)"\n' + SECTION,
        A + 'formula = "sum(b)"\n' + B + 'formula = "a / 2"\n' + SECTION,
        A
        + SECTION
        + '[[total]]\nkey = "t"\ntitle = "T"\nformula = "u"\n[[total]]\nkey = "u"\ntitle = "U"\nformula = "t"\n',
        A
        + 'formula = "b[t]"\n'
        + B
        + 'formula = "a"\n'
        + SECTION
        + '[[total]]\nkey = "t"\ntitle = "T"\nformula = "sum(*)"\n',
    ],
)
def test_formulas_that_go_round_in_a_circle_are_refused_and_the_circle_is_shown(text: str) -> None:
    with pytest.raises(RuleFaultsError, match=r"vòng tròn: .* → "):
        form_of(text)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(RuleFaultsError) as refused:
        form_of(A + 'kind = "colour"\n' + B + 'formula = "1 +"\n' + SECTION)
    assert {fault.key for fault in refused.value.faults} == {"a", "b"}


def test_shipped_forms_are_in_order_and_rest_on_instruments_of_the_rulebook(db: None) -> None:
    known = law().book.instruments
    assert shipped_forms()
    for form in shipped_forms().values():
        assert form.instrument in known
        assert form.effective_from is not None
        assert form.note or form.confidence == "A"


def test_the_district_left_the_form_with_the_two_tier_government() -> None:
    assert [one.key for one in ii_06a(date(2025, 6, 30)).sections] == ["tinh", "huyen", "xa"]
    assert [one.key for one in ii_06a(date(2025, 7, 1)).sections] == ["tinh", "xa"]


def test_a_form_is_asked_for_by_key_and_day() -> None:
    assert [form.key for form in table_forms(date(2026, 1, 1))] == ["ii-06a"]
    assert table_forms(date(2015, 1, 1)) == []
    with pytest.raises(UserError, match="Không có biểu mẫu “ii-06a” áp dụng ngày 01/01/2015") as refused:
        table_form("ii-06a", date(2015, 1, 1))
    assert refused.value.status == 404

"""Pages of a list: one row more is asked for, nothing is counted, filters stay in the address."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.paging import page_of

ROWS = list(range(1, 121))


def page(address, rows=ROWS, size=50):
    return page_of(RequestFactory().get(address), rows, size)


def test_the_first_page_says_that_more_follow():
    first = page("/x/")
    assert first.rows == ROWS[:50]
    assert (first.has_previous, first.has_next, first.words) == (False, True, "Dòng 1–50, còn nữa")


def test_the_last_page_knows_the_total():
    last = page("/x/?trang=3")
    assert last.rows == ROWS[100:]
    assert (last.first, last.last, last.words, last.has_next) == (101, 120, "Dòng 101–120 trong 120", False)


def test_one_page_is_counted_plainly_and_large_numbers_are_pointed():
    assert page("/x/", ROWS[:1]).words == "1 dòng"
    assert page("/x/", ROWS[:37]).words == "37 dòng"
    assert page("/x/?trang=21", list(range(1051))).words == "Dòng 1.001–1.050, còn nữa"


def test_turning_the_page_keeps_the_filters():
    found = page("/x/?q=đất đai&cap=xa&cap=tinh&trang=2")
    assert found.href(3).endswith("&trang=3")
    assert "cap=xa&cap=tinh" in found.href(3)
    assert "trang=2" not in found.href(3)
    assert page("/x/").href(2) == "?trang=2"


@pytest.mark.parametrize("nonsense", ["0", "-3", "abc", "", "1e9", "２", "9" * 40, "9" * 5000])
def test_nonsense_in_the_address_gives_a_page_and_no_fault(nonsense):
    assert page(f"/x/?trang={nonsense}").number >= 1


def test_a_page_beyond_the_end_is_empty_and_can_go_back():
    beyond = page("/x/?trang=9")
    assert (beyond.rows, beyond.first, beyond.last, beyond.has_previous) == ([], 0, 0, True)
    assert beyond.words == "Không có dòng nào"


@given(st.integers(0, 300), st.integers(1, 60))
def test_all_pages_together_are_all_rows(count, size):
    rows = list(range(count))
    seen, number = [], 1
    while True:
        found = page(f"/x/?trang={number}", rows, size)
        seen += found.rows
        if not found.has_next:
            break
        number += 1
    assert seen == rows


@pytest.mark.django_db
def test_a_page_of_a_query_costs_one_statement_and_no_count(django_assert_num_queries):
    from motcua.access.models import User

    with django_assert_num_queries(1) as seen:
        page("/x/", User.objects.order_by("pk"))
    assert "COUNT" not in seen.captured_queries[0]["sql"].upper()

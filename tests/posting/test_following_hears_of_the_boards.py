"""How many desks show a procedure as it stands: told to the room that follows ministries' announcements."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.followup import progress
from motcua.posting.showing import desks_showing
from tests.posting.conftest import abolish, write_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-06-30 09:00")


@pytest.fixture
def other(make_desk):
    return make_desk("Trung tâm Phục vụ hành chính công xã Cầu Kè")


def test_each_desk_that_must_show_a_procedure_counts(desk, other, centre, birth, permit, confirm):
    confirm(desk, DAY)
    found = desks_showing([birth.pk, permit.pk], date(2026, 6, 2))
    assert (found[birth.pk].done, found[birth.pk].due, found[birth.pk].last_on) == (1, 2, DAY)
    assert (found[permit.pk].done, found[permit.pk].due, found[permit.pk].last_on) == (0, 1, None)


def test_a_new_version_begins_anew_and_is_done_when_the_last_desk_has_it(desk, other, birth, confirm):
    for one in (desk, other):
        confirm(one, DAY)
    write_version("1.001193", date(2026, 6, 10))
    assert desks_showing([birth.pk], date(2026, 6, 9))[birth.pk].done == 2
    assert desks_showing([birth.pk], date(2026, 6, 10))[birth.pk].done == 0
    confirm(desk, date(2026, 6, 11))
    confirm(other, date(2026, 6, 15))
    row = desks_showing([birth.pk], date(2026, 6, 15))[birth.pk]
    assert (row.done, row.due, row.last_on) == (2, 2, date(2026, 6, 15))


def test_an_abolished_procedure_is_done_where_it_came_down(desk, other, birth, marriage, confirm):
    for one in (desk, other):
        confirm(one, DAY)
    abolish(birth, date(2026, 6, 10))
    confirm(desk, date(2026, 6, 11))
    row = desks_showing([birth.pk], date(2026, 6, 11))[birth.pk]
    assert (row.done, row.due, row.last_on) == (1, 2, date(2026, 6, 11))


def test_the_faces_carry_the_answer_to_the_room_beside(desk, birth, confirm):
    confirm(desk, DAY)
    [source] = progress._desks
    told = source([birth.pk], DAY)[birth.pk]
    assert (told.done, told.due, told.last_on) == (1, 1, DAY)


def test_asking_costs_the_same_for_many(desk, birth, confirm, make_desk):
    def cost(ids):
        with CaptureQueriesContext(connection) as asked:
            desks_showing(ids, DAY)
        return len(asked)

    few = cost([birth.pk])
    more = [write_version(f"1.4{place:05}", date(2026, 5, 1)).pk for place in range(20)]
    for place in range(5):
        make_desk(f"Trung tâm Phục vụ hành chính công xã số {place}")
    assert cost([birth.pk, *more]) == few <= 8

"""Two periods of one thing never share a day: the database refuses, and no chain of services leads there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.organisation import selectors
from motcua.organisation.models import FocalAppointment, Position, TreeRow, Unit, UnitCode, UnitPeriod
from motcua.organisation.services.drafts import overlap
from motcua.organisation.services.units import close_unit, move_unit, rename_unit
from motcua.web.faults import UserError
from tests.organisation.conftest import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]
START = date(2026, 1, 1)
DAYS = st.integers(1, 400).map(lambda number: START + timedelta(days=number))
BOUNDS = st.none() | DAYS


def inside(span, day):
    return (span[0] is None or span[0] <= day) and (span[1] is None or day < span[1])


@given(st.tuples(BOUNDS, BOUNDS), st.tuples(BOUNDS, BOUNDS), DAYS)
def test_the_days_two_periods_share_are_those_in_both(one, other, day):
    shared = overlap(one, other)
    assert (shared is not None and inside(shared, day)) == (inside(one, day) and inside(other, day))


def rows_of(vinh_long):
    """For each table a way to add a second row for the same thing: period → unsaved row."""
    other = Unit.objects.get(origin="dvhc-2025/commune/29317")
    period = vinh_long.periods.get()
    code = vinh_long.codes.get()
    line = TreeRow.objects.filter(descendant=other, depth=1).get()
    return {
        "name": lambda span: UnitPeriod(
            unit=vinh_long,
            name="X",
            fold=" x",
            kind=period.kind,
            tier=period.tier,
            valid_from=span[0],
            valid_to=span[1],
        ),
        "code": lambda span: UnitCode(
            unit=other, code_list=code.code_list, code=code.code, valid_from=span[0], valid_to=span[1]
        ),
        "tree": lambda span: TreeRow(
            ancestor=line.ancestor, descendant=other, depth=7, valid_from=span[0], valid_to=span[1]
        ),
        "parent": lambda span: TreeRow(
            ancestor=Unit.objects.get(origin="dvhc-2025/province/92"),
            descendant=other,
            depth=1,
            valid_from=span[0],
            valid_to=span[1],
        ),
    }


@pytest.mark.parametrize("table", ["name", "code", "tree", "parent"])
@pytest.mark.parametrize(
    "span",
    [(None, None), (START, None), (None, date(2025, 7, 2)), (date(2025, 7, 1), date(2025, 7, 2))],
    ids=["always", "from", "until", "one day"],
)
def test_the_database_refuses_an_overlap(vinh_long, table, span):
    row = rows_of(vinh_long)[table](span)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("table", ["name", "code", "tree", "parent"])
def test_periods_that_only_touch_are_fine(vinh_long, table):
    row = rows_of(vinh_long)[table]((date(2025, 6, 1), date(2025, 7, 1)))
    if table == "code":
        row.code = "86x"
    row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(
            valid_to=date(2025, 7, 2), **({"code": "86"} if table == "code" else {})
        )


def test_a_period_without_a_day_is_refused(vinh_long):
    row = rows_of(vinh_long)["name"]((date(2025, 1, 2), date(2025, 1, 2)))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_positions_and_appointments_do_not_overlap_either(vinh_long, user_with):
    user = user_with()
    given = {"user": user, "unit": vinh_long, "role": "receiver", "valid_from": START}
    Position.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(**given | {"valid_from": START + timedelta(days=9)})
    Position.objects.create(**given | {"role": "returner"})
    office = {"unit": vinh_long, "holder": "A", "year": 2026, "decision_no": "1", "signer": "B", "decision_date": START}
    FocalAppointment.objects.create(**office, valid_from=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        FocalAppointment.objects.create(**office, valid_from=START + timedelta(days=9))


def closure_of(direct: dict[int, int]) -> set[tuple[int, int, int]]:
    """(ancestor, descendant, depth) of a tree given as child → parent."""
    found = set()
    for child in direct:
        above, depth = direct.get(child), 1
        while above is not None:
            found.add((above, child, depth))
            above, depth = direct.get(above), depth + 1
    return found


STEPS = st.lists(
    st.tuples(st.sampled_from(["rename", "move", "close"]), st.integers(0, 3), st.integers(0, 3), DAYS),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_to_units_each_day_has_one_name_one_parent_and_a_whole_tree(make_unit, steps):
    actor = system_actor()
    with transaction.atomic():
        units = [make_unit(f"Phòng {letter}", START) for letter in "ABCD"]
        for what, one, other, day in steps:
            unit = units[one]
            unit.refresh_from_db()
            try:
                with transaction.atomic():
                    if what == "rename":
                        rename_unit(
                            actor=actor, unit=unit, content=content_of(f"Tên {day}"), day=day, version=unit.version
                        )
                    elif what == "move":
                        move_unit(actor=actor, unit=unit, parent=units[other], day=day, version=unit.version)
                    else:
                        close_unit(actor=actor, unit=unit, day=day, version=unit.version, below="close")
            except UserError:
                continue
        check_days(units)
        transaction.set_rollback(True)


def check_days(units):
    ids = {unit.pk for unit in units}
    for number in range(0, 402, 50):
        day = START + timedelta(days=number)
        periods = list(UnitPeriod.objects.filter(unit__in=ids).on(day).values_list("unit", flat=True))
        assert len(periods) == len(set(periods))
        rows = list(TreeRow.objects.filter(descendant__in=ids).on(day))
        direct = {row.descendant_id: row.ancestor_id for row in rows if row.depth == 1}
        assert {(row.ancestor_id, row.descendant_id, row.depth) for row in rows} == closure_of(direct)
        assert set(direct) | set(direct.values()) <= set(periods), "who does not exist stands nowhere in the tree"
    for unit in units:
        assert selectors.shown_on(unit, START + timedelta(days=500)) is not None

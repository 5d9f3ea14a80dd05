"""The share of the centre is of all it receives, that of a department of all its procedures there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from motcua.catalog.models import Field
from motcua.followup.models import FieldDepartment, MappingState
from motcua.onthespot.measuring import at_centre, progress
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.onthespot.services.entries import start_entry, withdraw_entry
from motcua.organisation.services.units import move_unit
from tests.online.conftest import abolish
from tests.onthespot.test_five_acts_on_the_spot import (
    DAY,
    FIRST,
    centre_list,
    decided,
    executed,
    place,
    power,
    proposed,
    second_seal,
)

__all__ = ["place", "proposed"]
pytestmark = pytest.mark.django_db


def shares(day=DAY):
    return {name: (share.numerator, share.denominator, share.met) for _unit, name, share in progress(day).departments}


@pytest.fixture
def department(system, place, unit):
    """`department("Sở Tư pháp")`: one more below the committee."""

    def make(name: str, kind: str = "so"):
        made = unit(name, kind)
        move_unit(actor=system, unit=made, parent=place[0], day=FIRST.replace(year=2018, day=2), version=made.version)
        return made

    return make


def in_force(system, place, entry: SpotEntry) -> SpotEntry:
    decided(system, entry)
    entry.refresh_from_db()
    return start_entry(actor=system, entry=entry, day=DAY, version=entry.version)


def test_departments_that_proposed_nothing_stand_with_all_their_procedures(system, place, proposed, department):
    department("Sở Tư pháp")
    centre_list([executed(f"2.00000{n}", "Sở Tư pháp") for n in range(1, 9)])
    power(system, place)
    second_seal(system, place)
    in_force(system, place, proposed())
    assert shares() == {"Sở Nội vụ": (1, 2, True), "Sở Tư pháp": (0, 8, False)}
    found = progress(DAY)
    assert (found.five, found.centre, found.loose) == (1, 10, 0)
    by_key = {target.key: held.value for target, held in found.targets}
    assert (by_key["procedures-20"].percent, by_key["procedures-20"].met) == (Decimal("10.00"), False)
    assert (by_key["departments-100"].numerator, by_key["departments-100"].denominator) == (1, 2)


@pytest.mark.parametrize(
    ("agencies", "owner"),
    [
        (("Sở Tư pháp",), "Sở Tư pháp"),
        (("Sở tư pháp tỉnh",), "Sở Tư pháp"),
        (("Ủy ban nhân dân cấp tỉnh", "Sở Tư pháp"), "Sở Tư pháp"),
        (("Sở Tư pháp", "Sở Nội vụ"), "Sở Tư pháp"),
        (("Ủy ban nhân dân cấp tỉnh",), None),
        (("Bộ Tư pháp",), None),
        ((), None),
    ],
)
def test_the_department_is_the_executing_agency_of_the_catalogue(place, department, agencies, owner):
    units = {"Sở Tư pháp": department("Sở Tư pháp").pk, None: None}
    row = executed("2.000001", *agencies, field="Công chứng")
    centre_list([row])
    assert at_centre(DAY)[row.pk] == units[owner]
    assert progress(DAY).loose == (owner is None)


def test_where_the_catalogue_names_none_the_confirmed_field_counts_then_who_proposed(place, proposed, department):
    justice = department("Sở Tư pháp")
    row = executed("2.000001", "Ủy ban nhân dân cấp tỉnh", field="Công chứng")
    centre_list([row])
    field = Field.objects.get(name="Công chứng")
    mapping = FieldDepartment.objects.create(field=field, unit=justice)
    assert at_centre(DAY)[row.pk] is None  # a guess is no ground
    proposed("2.000001")
    assert at_centre(DAY)[row.pk] == place[1].pk
    FieldDepartment.objects.filter(pk=mapping.pk).update(state=MappingState.CONFIRMED)
    assert at_centre(DAY)[row.pk] == justice.pk


def test_a_procedure_counts_for_its_department_whoever_proposed_it(system, place, proposed, department):
    department("Sở Tư pháp")
    centre_list([executed("2.000001", "Sở Tư pháp")])
    second_seal(system, place)
    in_force(system, place, proposed("2.000001", authority="desk"))
    assert shares() == {"Sở Nội vụ": (0, 2, False), "Sở Tư pháp": (1, 1, True)}


def test_two_desks_count_once_and_abolished_procedures_are_of_neither_side(system, place, proposed, unit):
    second_seal(system, place)
    entry = in_force(system, place, proposed(authority="desk"))
    other = unit("Trung tâm hai", "centre")
    twin = {name: getattr(entry, name) for name in ("procedure", "unit", "state", "acts", "authority", "spot")}
    SpotEntry.objects.create(**twin, desk=other, decided_by=entry.decided_by, started_on=DAY)
    assert (progress(DAY).five, progress(DAY).centre, shares()) == (1, 2, {"Sở Nội vụ": (1, 2, True)})
    abolish(entry.procedure, DAY)
    assert (progress(DAY).five, progress(DAY).centre, shares()) == (0, 1, {"Sở Nội vụ": (0, 1, False)})


def test_agencies_of_central_government_are_no_departments_of_the_committee(place, department):
    department("Công an tỉnh", "vertical_agency")
    centre_list([executed("2.000001", "Công an tỉnh")])
    found = progress(DAY)
    by_key = {target.key: held.value for target, held in found.targets}
    assert (by_key["departments-100"].denominator, found.centre, len(found.departments)) == (1, 3, 2)


def test_a_day_that_has_passed_keeps_what_was_in_force_then(system, place, proposed, clock):
    second_seal(system, place)
    entry = in_force(system, place, proposed(authority="desk"))
    clock("2026-12-10 09:00")
    withdraw_entry(actor=system, entry=entry, reason="Thay đổi quy định", version=entry.version)
    assert entry.state == SpotState.WITHDRAWN
    assert [progress(day).five for day in (DAY, DAY.replace(month=12, day=9), DAY.replace(month=12, day=10))] == [
        1,
        1,
        0,
    ]


def test_figures_cost_the_same_for_two_and_for_forty(place, department, django_assert_max_num_queries):
    department("Sở Tư pháp")
    centre_list([executed(f"3.0000{n:02}", "Sở Tư pháp") for n in range(40)])
    with django_assert_max_num_queries(20):
        assert progress(DAY).centre == 42

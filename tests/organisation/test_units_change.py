"""What happens to units: renamed, moved, merged, closed. The past keeps its names and its tree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.organisation import selectors
from motcua.organisation.models import CodeList, FocalAppointment, Position, Unit
from motcua.organisation.services import tree
from motcua.organisation.services.units import close_unit, merge_units, move_unit, open_unit, rename_unit
from motcua.web.faults import Denied, Stale, UserError
from tests.organisation.conftest import content_of

START, DAY = date(2026, 1, 1), date(2026, 6, 1)
EVE = DAY - timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


@pytest.fixture
def so_noi_vu(unit_named):
    return unit_named("vinh-long-2025/so-noi-vu")


def fresh(unit: Unit) -> Unit:
    return selectors.unit_by_id(unit.public_id)


def test_a_renamed_unit_keeps_its_old_name_until_the_day_before(system, so_noi_vu):
    old = so_noi_vu.on(EVE).name
    rename_unit(
        actor=system, unit=so_noi_vu, content=content_of("Sở Nội vụ mới", "so"), day=DAY, version=so_noi_vu.version
    )
    assert fresh(so_noi_vu).on(EVE).name == old
    assert fresh(so_noi_vu).on(DAY).name == "Sở Nội vụ mới"
    assert [row.name for row in selectors.periods_on(DAY, text="noi vu moi")] == ["Sở Nội vụ mới"]
    assert not selectors.periods_on(EVE, text="noi vu moi")


def test_two_people_never_overwrite_each_other(system, so_noi_vu):
    seen = so_noi_vu.version
    rename_unit(actor=system, unit=so_noi_vu, content=content_of("Một", "so"), day=DAY, version=seen)
    with pytest.raises(Stale):
        rename_unit(actor=system, unit=so_noi_vu, content=content_of("Hai", "so"), day=DAY, version=seen)
    assert fresh(so_noi_vu).on(DAY).name == "Một"


@pytest.mark.parametrize(
    ("day", "code"), [(date(2025, 6, 30), "not-in-force"), (date(2025, 7, 1), "same-day"), (START, "changed-later")]
)
def test_a_change_on_a_day_that_does_not_allow_it_is_refused(system, so_noi_vu, day, code):
    rename_unit(actor=system, unit=so_noi_vu, content=content_of("Mới", "so"), day=DAY, version=so_noi_vu.version)
    with pytest.raises(UserError) as refusal:
        rename_unit(actor=system, unit=so_noi_vu, content=content_of("Khác", "so"), day=day, version=so_noi_vu.version)
    assert refusal.value.code == ("changed-later" if day == date(2025, 7, 1) else code)


def test_a_unit_that_is_to_end_still_ends_after_a_new_name(system, make_unit):
    unit = make_unit("Phòng A", START)
    close_unit(actor=system, unit=unit, day=DAY, version=unit.version)
    middle = date(2026, 3, 1)
    rename_unit(actor=system, unit=unit, content=content_of("Phòng B"), day=middle, version=unit.version)
    assert fresh(unit).on(EVE).name == "Phòng B"
    assert fresh(unit).on(DAY) is None


def test_only_those_who_keep_the_units_change_them(actor_with, so_noi_vu):
    for actor in (actor_with("organisation.view"), Actor()):
        with pytest.raises(Denied):
            rename_unit(actor=actor, unit=so_noi_vu, content=content_of("X", "so"), day=DAY, version=1)


def test_a_moved_unit_takes_what_is_below_it_along(system, make_unit, vinh_long, unit_named):
    ubnd = unit_named("vinh-long-2025/ubnd")
    division = make_unit("Phòng A", START, parent=ubnd)
    team = make_unit("Tổ B", START, parent=division)
    office = unit_named("vinh-long-2025/vp-ubnd")
    move_unit(actor=system, unit=division, parent=office, day=DAY, version=division.version)
    assert [row.unit for row in selectors.ancestors_on(team, EVE)] == [division, ubnd, vinh_long]
    assert [row.unit for row in selectors.ancestors_on(team, DAY)] == [division, office, ubnd, vinh_long]
    assert division in tree.children(ubnd, EVE)
    assert division not in tree.children(ubnd, DAY)


def test_a_unit_cannot_stand_below_itself(system, make_unit, unit_named):
    division = make_unit("Phòng A", START, parent=unit_named("vinh-long-2025/ubnd"))
    team = make_unit("Tổ B", START, parent=division)
    for parent in (division, team):
        with pytest.raises(UserError) as refusal:
            move_unit(actor=system, unit=division, parent=parent, day=DAY, version=division.version)
        assert refusal.value.code == "loop"


def test_communes_merge_into_one_that_takes_the_code_of_one_of_them(system, unit_named, vinh_long):
    one, two = unit_named("dvhc-2025/commune/29317"), unit_named("dvhc-2025/commune/28948")
    committee = tree.children(one, EVE)[0]
    content = content_of(
        "Xã Hợp Nhất", "commune", "commune", code_list=CodeList.objects.get(key="dvhc-2025"), code="29317"
    )
    heir = merge_units(
        actor=system,
        units=[(one, one.version), (two, two.version)],
        day=DAY,
        content=content,
        parent=vinh_long,
        below="close",
    )
    assert selectors.unit_by_code("29317", EVE) == one
    assert selectors.unit_by_code("29317", DAY) == heir
    assert fresh(heir).on(DAY).parent == vinh_long
    assert {row.predecessor for row in selectors.forebears_of(heir)} == {one, two}
    assert [row.successor for row in selectors.heirs_of(two)] == [heir]
    assert fresh(one).on(DAY) is None
    assert fresh(committee).on(DAY) is None
    assert fresh(committee).on(EVE).parent == one
    found = [row for row in selectors.old_units_like("an phu tan", today=DAY) if row.unit_id == one.pk]
    assert [step.successor for step in found[0].unit.became.all()] == [heir]


def test_a_department_goes_into_one_that_stays_with_its_divisions(system, make_unit, unit_named, so_noi_vu):
    other = unit_named("vinh-long-2025/so-dan-toc-va-ton-giao")
    division = make_unit("Phòng Tôn giáo", START, parent=other)
    heir = merge_units(actor=system, units=[(other, other.version)], day=DAY, into=so_noi_vu, instrument="9/NQ-HĐND")
    assert heir == so_noi_vu
    assert fresh(division).on(EVE).parent == other
    assert fresh(division).on(DAY).parent == so_noi_vu


def test_a_split_unit_has_a_default_heir(system, make_unit):
    old, one, two = (make_unit(name, START) for name in ("Phòng Cũ", "Phòng Một", "Phòng Hai"))
    close_unit(actor=system, unit=old, day=DAY, version=old.version, heirs=[one, two], instrument="7/QĐ-UBND")
    assert [(row.successor, row.whole, row.default) for row in selectors.heirs_of(old)] == [
        (one, False, True),
        (two, False, False),
    ]


def test_a_unit_with_units_below_is_not_closed_by_oversight(system, so_noi_vu, make_unit):
    make_unit("Phòng A", START, parent=so_noi_vu)
    with pytest.raises(UserError) as refusal:
        close_unit(actor=system, unit=so_noi_vu, day=DAY, version=so_noi_vu.version)
    assert refusal.value.code == "has-units-below"
    assert fresh(so_noi_vu).on(DAY) is not None


def test_positions_and_appointments_end_with_their_unit(system, make_unit, user_with):
    unit = make_unit("Phòng A", START)
    held = Position.objects.create(user=user_with(), unit=unit, role="receiver", valid_from=START)
    to_come = Position.objects.create(user=held.user, unit=unit, role="clerk", valid_from=DAY + timedelta(days=5))
    office = FocalAppointment.objects.create(
        unit=unit, holder="A", year=2026, decision_no="1", signer="B", decision_date=START, valid_from=START
    )
    close_unit(actor=system, unit=unit, day=DAY, version=unit.version)
    for row in (held, office):
        row.refresh_from_db()
        assert row.valid_to == DAY
    assert not Position.objects.filter(pk=to_come.pk).exists()


def test_a_taken_code_or_a_missing_parent_is_refused(system, unit_named, vinh_long):
    content = content_of("Xã X", "commune", "commune", code_list=CodeList.objects.get(key="dvhc-2025"), code="29317")
    with pytest.raises(UserError) as refusal:
        open_unit(actor=system, content=content, day=DAY, parent=vinh_long)
    assert refusal.value.code == "code-taken"
    gone = unit_named("dvhc-2004/province/83")
    with pytest.raises(UserError) as refusal:
        open_unit(actor=system, content=content_of("Xã X"), day=DAY, parent=gone)
    assert refusal.value.code == "parent-not-in-force"


def test_the_log_tells_what_happened_to_which_unit(system, so_noi_vu):
    rename_unit(actor=system, unit=so_noi_vu, content=content_of("Mới", "so"), day=DAY, version=so_noi_vu.version)
    told = Entry.objects.filter(object_type="organisation.unit", object_id=so_noi_vu.public_id).latest("id")
    assert told.verb == "organisation.unit.renamed"
    assert told.facts["day"] == "2026-06-01"
    assert told.unit_id == so_noi_vu.pk

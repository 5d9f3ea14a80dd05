"""A unit is itself for ever; its name, tier, code and place are those of the day one asks about."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Count

from motcua.organisation import selectors
from motcua.organisation.models import TreeRow, Unit, UnitCode, UnitSuccession
from motcua.organisation.seed import read_mapping, read_units_after
from motcua.organisation.services.province import choose_province, set_up_province
from motcua.organisation.services.territory import find_province, load_departments, load_territory
from motcua.web import places
from motcua.web.faults import UserError

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
REUSED = {
    "44": ("Quảng Bình", "Quảng Trị"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "91": ("Kiên Giang", "An Giang"),
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


def test_vinh_long_has_its_124_communes_and_came_from_three_provinces(vinh_long):
    communes = selectors.children_on(vinh_long, AFTER).filter(kind__group="territory")
    assert communes.count() == 124
    assert {row.predecessor.on(BEFORE).name for row in selectors.forebears_of(vinh_long)} == {
        "Tỉnh Bến Tre",
        "Tỉnh Trà Vinh",
        "Tỉnh Vĩnh Long",
    }


@pytest.mark.parametrize(("code", "names"), REUSED.items(), ids=REUSED)
def test_a_reused_code_means_the_unit_of_the_day(code, names):
    old, new = selectors.unit_by_code(code, BEFORE), selectors.unit_by_code(code, AFTER)
    assert old.pk != new.pk
    assert (old.on(BEFORE).name, new.on(AFTER).name) == (f"Tỉnh {names[0]}", f"Tỉnh {names[1]}")
    assert old.on(AFTER) is None
    assert new.on(BEFORE) is None


def test_a_code_list_narrows_what_a_code_means():
    assert selectors.unit_by_code("82", AFTER, "dvhc-2004").on(BEFORE).name == "Tỉnh Tiền Giang"
    assert selectors.unit_by_code("00000", AFTER) is None


def test_three_tiers_stand_above_a_commune_before_and_one_after():
    old, new = selectors.unit_by_code("29317", BEFORE), selectors.unit_by_code("29317", AFTER)
    assert [(row.name, row.tier.key) for row in selectors.ancestors_on(old, BEFORE)] == [
        ("Huyện Cầu Kè", "district"),
        ("Tỉnh Trà Vinh", "province"),
    ]
    assert [(row.name, row.tier.key) for row in selectors.ancestors_on(new, AFTER)] == [("Tỉnh Vĩnh Long", "province")]


def test_a_unit_of_a_day_costs_nothing_once_its_history_is_at_hand(django_assert_num_queries):
    rows = selectors.with_history(Unit.objects.filter(origin__startswith="dvhc-2025/commune/"))
    with django_assert_num_queries(5):
        shown = [unit.on(AFTER) for unit in rows]
    with django_assert_num_queries(0):
        again = [unit.on(AFTER) for unit in rows._result_cache]
    assert shown == again
    assert len(shown) == 124
    assert {one.parent_name for one in shown} == {"Tỉnh Vĩnh Long"}


def test_a_page_about_a_day_outside_a_units_life_shows_it_as_it_was_last_or_will_be_first():
    old, new = selectors.unit_by_code("83", BEFORE), selectors.unit_by_code("86", AFTER)
    assert selectors.shown_on(old, date(2026, 1, 1)).name == "Tỉnh Bến Tre"
    assert selectors.shown_on(new, date(2020, 1, 1)).valid_from == AFTER


def test_every_old_unit_has_exactly_the_heirs_of_the_mapping():
    inside = {row.code for row in read_units_after() if row.parent == "86"}
    told = [row for row in read_mapping() if row.new_code in inside]
    communes = UnitSuccession.objects.filter(predecessor__origin__startswith="dvhc-2004/commune/")
    assert communes.count() == len(told)
    assert communes.filter(whole=False).count() == sum(not row.whole for row in told)


def test_a_split_unit_has_several_heirs_and_one_default():
    split = UnitSuccession.objects.filter(whole=False).values("predecessor").annotate(heirs=Count("id")).order_by()
    assert split
    for row in split:
        heirs = selectors.heirs_of(Unit.objects.get(pk=row["predecessor"]))
        assert [one.default for one in heirs] == [True] + [False] * (len(heirs) - 1)


def test_the_departments_of_a_past_day_are_those_of_that_day(unit_named):
    tra_vinh = unit_named("dvhc-2004/province/84")
    january = {row.name for row in selectors.periods_on(date(2025, 1, 15), under=tra_vinh, group="authority")}
    april = {row.name for row in selectors.periods_on(date(2025, 4, 15), under=tra_vinh, group="authority")}
    assert "Sở Giao thông vận tải tỉnh Trà Vinh" in january - april
    assert "Sở Dân tộc và Tôn giáo tỉnh Trà Vinh" in april - january
    assert not selectors.periods_on(AFTER, under=tra_vinh)


def test_a_commune_has_its_committee_centre_and_divisions_below_it(unit_named):
    commune = unit_named("dvhc-2025/commune/29317")
    kinds = [row.kind.key for row in selectors.periods_on(AFTER, under=commune)]
    assert sorted(kinds) == ["centre", "division", "division", "office", "people_committee"]
    assert {row.tier.key for row in selectors.periods_on(AFTER, under=commune)} == {"commune"}


def test_loading_twice_changes_nothing(system):
    for again in (load_territory(actor=system, province="86"), load_departments(actor=system, province="Vĩnh Long")):
        assert (again.units, again.successions) == (0, 0)


def test_all_units_of_the_country_can_be_loaded(system):
    done = load_territory(actor=system, province="86", everything=True)
    assert done.known == 63 + 696 + 10035 + 34 + 3321
    assert UnitCode.objects.filter(code_list__key="dvhc-2004").count() == 63 + 696 + 10035
    orphans = Unit.objects.filter(origin__contains="/commune/").exclude(pk__in=TreeRow.objects.values("descendant"))
    assert not orphans.exists()


def test_another_province_is_one_call_and_its_name_follows(system):
    territory, departments = set_up_province(actor=system, province="can tho")
    assert territory.units == 103 or territory.units > 100
    assert departments.units > 500
    assert places.province_name() == "Thành phố Cần Thơ"
    names = {row.name for row in selectors.periods_on(AFTER, under=selectors.province(), tier="province")}
    assert "Sở Tư pháp thành phố Cần Thơ" in names
    assert {row.confidence for row in selectors.periods_on(AFTER, under=selectors.province(), tier="province")} == {"D"}


@pytest.mark.parametrize("text", ["86", "Vĩnh Long", "vinh long", "Tỉnh Vĩnh Long", "TINH VINH LONG"])
def test_a_province_is_found_by_code_or_name(text):
    assert find_province(text).code == "86"


@pytest.mark.parametrize("text", ["", "99", "Bến Tre", "tinh"])
def test_what_is_no_province_of_today_is_refused(text):
    with pytest.raises(UserError) as refusal:
        find_province(text)
    assert refusal.value.code == "unknown-province"


def test_only_a_province_can_be_chosen(system, unit_named):
    with pytest.raises(UserError):
        choose_province(actor=system, unit=unit_named("dvhc-2025/commune/29317"))
    with pytest.raises(UserError):
        choose_province(actor=system, unit=unit_named("dvhc-2004/province/83"))
    assert selectors.province() == unit_named("dvhc-2025/province/86")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("an phu tan", "Xã An Phú Tân"),
        ("29317", "Xã An Phú Tân"),
        ("huyện cầu kè", None),
        ("Nhuận Phú", "Xã Nhuận Phú Tân"),
    ],
)
def test_an_old_place_is_found_by_the_name_people_know(asked, first):
    found = selectors.old_units_like(asked, today=date(2026, 7, 1))
    assert [row.name for row in found][:1] == ([first] if first else [])


def test_old_places_with_their_heirs_cost_a_fixed_number_of_statements(django_assert_max_num_queries):
    for asked in ("an phu tan", "phu", "tan"):
        with django_assert_max_num_queries(14):
            rows = selectors.old_units_like(asked, today=AFTER)
            assert all(step.successor.on(AFTER).name for row in rows for step in row.unit.became.all())

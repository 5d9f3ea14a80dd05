"""A newcomer's province has its real units, before and after the change of 1 July 2025."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from unicodedata import is_normalized

import pytest

from motcua.organisation.seed import (
    MappingRow,
    UnitRow,
    province_successors,
    read_code_lists,
    read_kinds,
    read_mapping,
    read_tiers,
    read_units_after,
    read_units_before,
)


@pytest.fixture(scope="module")
def before() -> list[UnitRow]:
    return list(read_units_before())


@pytest.fixture(scope="module")
def after() -> list[UnitRow]:
    return list(read_units_after())


@pytest.fixture(scope="module")
def mapping() -> list[MappingRow]:
    return list(read_mapping())


def test_the_country_of_30_june_2025_has_63_provinces_696_districts_10035_communes(before):
    assert Counter(u.tier for u in before) == {"province": 63, "district": 696, "commune": 10035}


def test_the_country_of_1_july_2025_has_34_provinces_and_3321_communes(after):
    assert Counter(u.tier for u in after) == {"province": 34, "commune": 3321}
    assert Counter(u.kind for u in after if u.tier == "commune") == {"commune": 2621, "ward": 687, "special_zone": 13}
    assert Counter(u.kind for u in after if u.tier == "province") == {"central_city": 6, "province": 28}


def test_vinh_long_has_124_communes_with_their_real_names(after):
    names = {u.name for u in after if u.parent == "86"}
    assert len(names) == 124
    assert {"Phường Trà Vinh", "Phường Bến Tre", "Xã Càng Long", "Xã An Bình"} <= names
    assert sum(name.startswith("Phường ") for name in names) == 19


def test_no_identity_occurs_twice(before, after):
    identities = Counter(u.identity for u in before + after)
    assert [key for key, times in identities.items() if times > 1] == []


def test_every_parent_stands_in_the_same_list_one_tier_up_and_comes_first(before, after):
    up = {"commune": "district", "district": "province"}
    for units, above in ((before, up), (after, {"commune": "province"})):
        seen = set()
        for unit in units:
            seen.add((unit.tier, unit.code))
            if unit.tier == "province":
                assert unit.parent is None
            else:
                assert (above[unit.tier], unit.parent) in seen


def test_codes_have_the_digits_of_their_tier_and_names_are_clean(before, after):
    digits = {"province": 2, "district": 3, "commune": 5}
    for unit in before + after:
        assert unit.code.isdigit()
        assert len(unit.code) == digits[unit.tier]
        assert unit.name == " ".join(unit.name.split())
        assert is_normalized("NFC", unit.name)


def test_periods_meet_without_gap_or_overlap(before, after):
    assert {u.valid_to for u in before} == {date(2025, 6, 30)}
    assert {(u.valid_from, u.valid_to) for u in after} == {(date(2025, 7, 1), None)}


def test_every_kind_and_code_list_is_in_the_vocabulary_and_alive_in_its_period(before, after):
    kinds = {k.key: k for k in read_kinds()}
    lists = {c.key for c in read_code_lists()}
    for unit in before + after:
        kind = kinds[unit.kind]
        assert kind.tier == unit.tier
        assert unit.code_list in lists
        if unit.valid_to:
            assert kind.valid_from is None or kind.valid_from <= unit.valid_to
        else:
            assert kind.valid_to is None


def test_there_are_three_tiers_until_30_june_2025_and_two_after():
    def on(day: date) -> list[str]:
        return [
            t.key
            for t in sorted(read_tiers(), key=lambda t: t.rank)
            if (t.valid_from or day) <= day <= (t.valid_to or day)
        ]

    assert on(date(2025, 6, 30)) == ["province", "district", "commune"]
    assert on(date(2025, 7, 1)) == ["province", "commune"]


def test_every_old_commune_leads_somewhere_and_every_new_one_has_an_origin(before, after, mapping):
    steps = {(m.old_tier, m.old_code) for m in mapping}
    old = {(u.tier, u.code) for u in before}
    new = {u.code for u in after if u.tier == "commune"}
    assert steps <= old
    assert {key for key in old if key[0] == "commune"} <= steps
    assert {m.new_code for m in mapping} == new


def test_a_whole_unit_has_one_heir_and_a_split_one_several_with_one_default(mapping):
    groups: dict[tuple[str, str], list[MappingRow]] = defaultdict(list)
    for row in mapping:
        groups[row.old_tier, row.old_code].append(row)
    for rows in groups.values():
        assert sum(row.default for row in rows) == 1
        assert {row.whole for row in rows} == {len(rows) == 1}
        assert len({row.new_code for row in rows}) == len(rows)
    assert sum(len(rows) > 1 for rows in groups.values()) == 471


def test_reused_codes_name_other_units_but_never_strangers(before, after, mapping):
    old = {u.code: u.name for u in before if u.tier == "commune"}
    new = {u.code: u.name for u in after if u.tier == "commune"}
    reused = old.keys() & new.keys()
    assert (len(reused), sum(old[c] != new[c] for c in reused)) == (3316, 2176)
    steps = {(m.old_code, m.new_code) for m in mapping if m.old_tier == "commune"}
    assert all((code, code) in steps for code in reused)


def test_today_no_name_repeats_inside_a_province_though_it_did_before(before, after):
    assert max(Counter((u.parent, u.name) for u in after if u.tier == "commune").values()) == 1
    province = {u.code: u.parent for u in before if u.tier == "district"}
    assert max(Counter((province[u.parent], u.name) for u in before if u.tier == "commune").values()) > 1


def test_the_five_islands_without_communes_became_special_zones(before, after, mapping):
    names = {u.code: u.name for u in before if u.tier == "district"}
    zones = {u.code: u.name for u in after}
    islands = {names[m.old_code]: zones[m.new_code] for m in mapping if m.old_tier == "district"}
    assert islands == {
        f"Huyện {island}": f"Đặc khu {island}" for island in ("Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo")
    }


def test_ben_tre_tra_vinh_and_vinh_long_are_vinh_long_now():
    successors = province_successors()
    assert {old for old, new in successors.items() if new == "86"} == {"83", "84", "86"}
    assert (len(successors), len(set(successors.values()))) == (63, 34)


def test_a_name_on_which_the_sources_differ_is_kept_with_both_readings(before):
    district = next(u for u in before if u.tier == "district" and u.code == "682")
    assert (district.name, district.also) == ("Huyện Đạ Tẻh", "Huyện Đạ Huoai")
    assert sum(u.also is not None for u in before) == 53
    assert not any(u.also == u.name for u in before)


def test_areas_are_exact_numbers_or_unknown(after):
    known = [u.area_km2 for u in after if u.area_km2 is not None]
    assert all(isinstance(a, Decimal) and a > 0 for a in known)
    assert len(known) > 3200

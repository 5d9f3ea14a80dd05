"""The seeded province has its departments, and each knows where it came from."""

from collections import Counter
from datetime import date, timedelta

from motcua.organisation.seed import commune_units, read_departments, read_kinds, read_units_after

ROWS = {row.key: row for row in read_departments()}
TODAY = [row for row in ROWS.values() if row.key.startswith("vinh-long-2025/")]


def test_keys_are_unique_and_every_reference_is_known_and_comes_first():
    seen: set[str] = set()
    rows = list(read_departments())
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        seen.add(row.key)
        assert set(row.predecessors) <= seen
    assert all(row.parent is None or row.parent in seen for row in rows)


def test_the_province_of_today_has_its_departments_office_centre_and_vertical_agencies():
    kinds = Counter(row.kind for row in TODAY)
    assert kinds["so"] == 11
    assert (kinds["office"], kinds["centre"], kinds["inspectorate"], kinds["ban"]) == (1, 1, 1, 1)
    assert kinds["vertical_agency"] == 8
    assert ROWS["vinh-long-2025/ttpvhcc"].parent == "vinh-long-2025/vp-ubnd"
    assert {row.kind for row in ROWS.values()} <= {kind.key for kind in read_kinds()}


def test_the_finance_department_descends_from_six_of_three_provinces():
    finance = ROWS["vinh-long-2025/so-tai-chinh"]
    assert finance.predecessors == ("ben-tre/so-tai-chinh", "tra-vinh/so-tai-chinh", "vinh-long/so-tai-chinh")
    older = [ROWS[key].name for parent in finance.predecessors for key in ROWS[parent].predecessors]
    assert len(older) == 6
    assert "Sở Kế hoạch và Đầu tư tỉnh Trà Vinh" in older


def test_periods_of_a_unit_and_its_predecessors_touch():
    for row in ROWS.values():
        for key in row.predecessors:
            ended = ROWS[key].valid_to
            assert ended is not None
            assert row.valid_from == ended + timedelta(days=1)


def test_what_is_not_verified_says_so_and_no_number_is_made_up():
    known = {row.instrument for row in ROWS.values()} - {None}
    assert known == {"202/2025/QH15", "207/NQ-HĐND"}
    assert all(row.confidence in {"A", "B", "C", "D"} for row in ROWS.values())
    regional = ROWS["vinh-long-2025/kho-bac"]
    assert regional.confidence == "D"
    assert "chưa xác minh" in (regional.note or "")
    assert not any(char.isdigit() for char in regional.name)


def test_on_a_past_day_the_province_of_that_day_shows():
    day = date(2025, 2, 1)
    names = {r.name for r in ROWS.values() if (r.valid_from or day) <= day <= (r.valid_to or day)}
    assert "Sở Giao thông vận tải tỉnh Bến Tre" in names
    assert "Sở Dân tộc và Tôn giáo tỉnh Trà Vinh" not in names
    assert "Ban Dân tộc tỉnh Trà Vinh" in names


def test_every_commune_gets_a_committee_and_a_service_centre_by_rule():
    communes = [unit for unit in read_units_after() if unit.parent == "86" and unit.tier == "commune"]
    rows = [row for commune in communes for row in commune_units(commune)]
    assert Counter(row.kind for row in rows)["centre"] == 124
    assert Counter(row.kind for row in rows)["people_committee"] == 124
    assert len({row.key for row in rows}) == len(rows)
    assert "Trung tâm Phục vụ hành chính công phường Trà Vinh" in {row.name for row in rows}


def test_a_ward_and_a_commune_have_differently_named_divisions():
    units = {u.name: u for u in read_units_after() if u.parent == "86"}
    ward = {row.name for row in commune_units(units["Phường Trà Vinh"])}
    commune = {row.name for row in commune_units(units["Xã Càng Long"])}
    assert "Phòng Kinh tế, Hạ tầng và Đô thị phường Trà Vinh" in ward
    assert "Phòng Kinh tế xã Càng Long" in commune

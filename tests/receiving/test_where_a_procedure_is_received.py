"""Where a procedure is handed in on a day, with the lists that say so; and what no list says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.receiving import selectors
from motcua.receiving.models import ReceivingList
from motcua.receiving.reviews import reviews
from tests.receiving.conftest import procedure

Make = Callable[..., ReceivingList]
Three = tuple[Procedure, Procedure, Procedure]
DAY, LATER = date(2026, 1, 5), date(2026, 7, 1)


def test_every_list_of_the_day_speaks_with_its_decision(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001")
    issued(DAY, "commune_desk", "1.000001")
    issued(DAY, "post", "1.000001")
    issued(DAY, "linked_group", "1.000001", group="Khai sinh, thường trú")
    issued(DAY, "free_province", "1.000001")
    issued(DAY, "free_nation", "1.000001")
    found = selectors.where_received(three[0], LATER)
    value = found.value
    assert (value.centre, value.commune_desks, value.post, value.boundary_free) == (True, True, True, "nation")
    assert value.groups == ("Khai sinh, thường trú",)
    assert value.listed
    assert not found.warnings
    assert {rule.instrument for rule in found.rules} == {"12/QĐ-UBND"}
    assert len(found.reasons) == 6


def test_the_day_before_a_list_it_says_nothing(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001")
    before = selectors.where_received(three[0], date(2026, 1, 4))
    assert not before.value.listed
    assert (
        before.warnings[0].text()
        == "Chưa có danh mục nào áp dụng vào Chủ nhật 04/01/2026 ghi nơi tiếp nhận thủ tục 1.000001"
    )


def test_a_procedure_on_no_list_is_found(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001")
    issued(DAY, "excluded", "1.000003", reason="Thực hiện tại cơ quan công an")
    issued(DAY, "post", "1.000002")
    assert [row.code for row in selectors.procedures_on_no_list(LATER)] == ["1.000002"]
    issued(LATER, "commune_desk", "1.000002")
    assert not selectors.procedures_on_no_list(LATER).exists()
    assert selectors.procedures_on_no_list(date(2026, 6, 30)).exists()


def test_a_new_procedure_is_on_no_list_until_one_names_it(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001", "1.000002", "1.000003")
    procedure("1.000004")
    assert [row.code for row in selectors.procedures_on_no_list(LATER)] == ["1.000004"]


def test_lists_that_contradict_each_other_are_found(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001")
    issued(DAY, "excluded", "1.000001", reason="Do ngành dọc giải quyết")
    assert [row.code for row in selectors.procedures_contradicted(LATER)] == ["1.000001"]
    found = selectors.where_received(three[0], LATER)
    assert found.value.contradicted
    assert "mâu thuẫn" in found.warnings[0].text()
    assert found.value.excluded_reason == "Do ngành dọc giải quyết"


def test_a_procedure_that_ended_stays_on_its_list_until_the_list_is_renewed(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001", "1.000002")
    Procedure.objects.filter(pk=three[1].pk).update(current=None)
    assert [line.procedure.code for line in selectors.ended_on_lists(LATER)] == ["1.000002"]


def test_a_units_own_list_adds_to_the_provinces_for_that_unit_alone(
    three: Three, issued: Make, commune_desk: Unit, other_desk: Unit
) -> None:
    issued(DAY, "commune_desk", "1.000001")
    issued(DAY, "commune_desk", "1.000002", unit=commune_desk)
    assert not selectors.where_received(three[1], LATER).value.listed
    assert selectors.where_received(three[1], LATER, commune_desk).value.commune_desks
    here = selectors.procedures_received_at(commune_desk, LATER)
    assert [row.code for row in here] == ["1.000001", "1.000002"]
    assert [row.code for row in selectors.procedures_received_at(other_desk, LATER)] == ["1.000001"]


def test_a_units_list_holds_for_the_desks_below_it(
    three: Three, issued: Make, system: Actor, unit: Callable[..., Unit]
) -> None:
    commune = unit("Xã An Phú Tân", "commune", "commune")
    content = UnitContent(
        "Trung tâm", UnitKind.objects.get(key="centre"), Tier.objects.get(key="commune"), "01/NQ-HĐND"
    )
    below = open_unit(actor=system, content=content, day=date(2025, 7, 1), parent=commune)
    issued(DAY, "commune_desk", "1.000002", unit=commune)
    assert [row.code for row in selectors.procedures_received_at(below, LATER)] == ["1.000002"]
    assert selectors.where_received(three[1], LATER, below).value.units == (commune.pk,)


def test_the_centre_receives_by_its_own_list(
    three: Three, issued: Make, centre: Unit, unit: Callable[..., Unit]
) -> None:
    issued(DAY, "centre", "1.000003")
    issued(DAY, "commune_desk", "1.000001")
    assert [row.code for row in selectors.procedures_received_at(centre, LATER)] == ["1.000003"]
    department = unit("Phòng Kinh tế", "division")
    assert not selectors.procedures_received_at(department, LATER).exists()


def test_one_stop_lists_are_reviewed_every_six_months(three: Three, issued: Make) -> None:
    issued(DAY, "centre", "1.000001")
    review = next(row for row in reviews(LATER) if row.kind == "centre")
    assert review.due.value == date(2026, 7, 5)
    assert [review.state_on(day) for day in (DAY, LATER, date(2026, 7, 6))] == ["fine", "soon", "late"]
    assert "6" in " ".join(review.due.lines())


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 3, 1), date(2026, 11, 30)),
        (date(2026, 11, 1), date(2027, 11, 30)),
        (date(2025, 12, 31), date(2026, 11, 30)),
    ],
)
def test_linked_and_postal_lists_are_reviewed_each_november(three: Three, issued: Make, since: date, due: date) -> None:
    issued(since, "post", "1.000001")
    review = next(row for row in reviews(date(2026, 12, 31)) if row.kind == "post")
    assert review.due.value == due


def test_a_list_never_issued_is_missing(db: None) -> None:
    states = {row.kind: row.state_on(LATER) for row in reviews(LATER)}
    assert set(states.values()) == {"missing"}
    assert set(states) == {"centre", "commune_desk", "excluded", "linked_group", "post"}


def test_asking_where_costs_one_statement(
    three: Three, issued: Make, django_assert_num_queries: Callable[..., object], system: Actor
) -> None:
    issued(DAY, "centre", "1.000001")
    issued(DAY, "post", "1.000001")
    with django_assert_num_queries(1):
        selectors.where_received(three[0], LATER)

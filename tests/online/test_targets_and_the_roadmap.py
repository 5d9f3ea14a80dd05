"""Planned, launched and used are three figures; a missed target names its procedures and whose power they lie in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given as drawn
from hypothesis import strategies as st

from motcua.access.actors import Actor
from motcua.catalog.models import Field, Procedure
from motcua.online.content import Outage, Planned, TargetGiven, UsageGiven
from motcua.online.frame import Frame, Scope
from motcua.online.measuring import Measured, Measurer
from motcua.online.missed import by_cause, missing_of
from motcua.online.models import Cause, OnlineService, RoadmapEntry, Target, UsageFact
from motcua.online.quarters import quarter_end, quarter_start
from motcua.online.services import (
    change_entry,
    change_target,
    drop_entry,
    end_target,
    launch_services,
    plan_entries,
    record_usage,
    set_target,
    suspend_service,
)
from motcua.online.targets import TargetRow, shipped_targets, target_by_key, target_rows
from motcua.online.timeline import steps_of, uses_of
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, merge_units
from motcua.web.faults import UserError
from tests.online.conftest import OWN_SITE, PRESENCE, abolish, procedure
from tests.online.test_the_register_keeps_its_history import refused

Make = Callable[..., OnlineService]
Three = tuple[Procedure, Procedure, Procedure]
DAY = date(2026, 8, 3)


@pytest.fixture
def target(system: Actor, db: None) -> Callable[..., TargetRow]:
    """`target(minimum="50", tier="commune")`: a target of the province's own."""

    def make(**more: object) -> TargetRow:
        facts = {"indicator": "launched_share", "by": date(2026, 10, 1), "minimum": Decimal(50), "levels": ("full",)}
        given = TargetGiven(**{**facts, "source": "12/KH-UBND", **more})  # type: ignore[arg-type]
        row = set_target(actor=system, given=given)
        found = target_by_key(row.public_id, system)
        assert found is not None
        return found

    return make


def measured(target: TargetRow, today: date = date(2026, 11, 20)) -> Measured:
    """What a target came to."""
    return Measurer(today).measure(target)


def test_the_shipped_targets_say_what_the_plan_of_2021_says() -> None:
    rows = {row.key: (str(row.indicator), row.tier, row.by.year, int(row.minimum)) for row in shipped_targets()}
    assert sorted(rows.values()) == sorted(
        [
            ("launched_share", "", 2021, 40),
            ("launched_share", "province", 2022, 60),
            ("launched_share", "district", 2022, 50),
            ("launched_share", "commune", 2022, 40),
            ("online_dossier_share", "", 2021, 10),
            ("online_dossier_share", "province", 2022, 30),
            ("online_dossier_share", "district", 2022, 20),
            ("online_dossier_share", "commune", 2022, 15),
        ]
    )
    assert all(row.historic and row.confidence == "A" for row in shipped_targets())


def test_decided_is_not_launched(served: Make, target: Callable[..., TargetRow], system: Actor) -> None:
    goal = target(minimum=Decimal(30))
    served("1.000001", "full")
    served("1.000002", "full", number="2/QĐ")
    before = measured(goal)
    assert before.share.value is not None
    assert (before.share.value.part, before.share.value.whole, before.state) == (0, 3, "missed")
    launch_services(actor=system, codes=["1.000001"], day=date(2026, 9, 30))
    after = measured(goal)
    assert after.share.value is not None
    assert (after.share.value.part, after.state) == (1, "reached")


def test_what_is_launched_after_the_day_comes_too_late(
    served: Make, target: Callable[..., TargetRow], system: Actor
) -> None:
    goal = target(minimum=Decimal(30))
    served("1.000001", "full", launched_on=date(2026, 10, 2))
    found = measured(goal)
    assert found.share.value is not None
    assert (found.on, found.share.value.part, found.state) == (date(2026, 10, 1), 0, "missed")


def test_a_partial_service_and_a_suspended_one_do_not_count(
    served: Make, target: Callable[..., TargetRow], system: Actor
) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=DAY)
    stopped = served("1.000002", "full", number="2/QĐ", launched_on=DAY)
    suspend_service(actor=system, row=stopped, outage=Outage(date(2026, 9, 20), "lỗi"), version=stopped.version)
    found = measured(target())
    assert found.share.value is not None
    assert found.share.value.part == 0
    assert any("tạm dừng" in line for line in found.share.lines())


def test_a_target_of_a_tier_or_field_counts_only_there(served: Make, target: Callable[..., TargetRow]) -> None:
    served("1.000003", "full", launched_on=DAY)
    at_province = measured(target(tier="province")).share.value
    at_commune = measured(target(tier="commune")).share.value
    building = measured(target(field=Field.objects.get(name="Xây dựng"))).share.value
    assert at_province is not None
    assert at_commune is not None
    assert building is not None
    shares = [(found.part, found.whole) for found in (at_province, at_commune, building)]
    assert shares == [(1, 1), (0, 2), (1, 1)]


def test_without_a_catalogue_of_the_day_a_share_is_unknown(three: Three, system: Actor, db: None) -> None:
    old = next(row for row in shipped_targets() if row.key == "2022-launched-district")
    found = measured(old)
    assert found.share.value is None
    assert found.state == "unknown"


def test_use_counts_dossiers_and_says_when_nobody_knows(
    served: Make, target: Callable[..., TargetRow], system: Actor
) -> None:
    goal = target(indicator="online_dossier_share", minimum=Decimal(30), by=date(2026, 10, 31))
    served("1.000001", "full", launched_on=DAY)
    served("1.000002", "full", number="2/QĐ", launched_on=DAY)
    unknown = measured(goal)
    assert (unknown.share.value, unknown.state) == (None, "unknown")
    facts = [UsageGiven(2026, 40, 100, "1.000001"), UsageGiven(2026, 90, 100, "1.000003")]
    record_usage(actor=system, facts=facts, source="Báo cáo quý III")
    found = measured(goal)
    assert found.share.value is not None
    assert (found.share.value.part, found.share.value.whole, found.state) == (40, 100, "reached")
    assert any("1 trong 2" in line for line in found.share.lines())


def test_facts_of_units_stand_in_where_there_are_none_of_procedures(
    served: Make, target: Callable[..., TargetRow], system: Actor, unit: Callable[..., Unit]
) -> None:
    served("1.000001", "full", launched_on=DAY)
    centre, commune = unit("Trung tâm tỉnh"), unit("Trung tâm xã", tier="commune")
    facts = [UsageGiven(2026, 10, 50, unit=centre), UsageGiven(2026, 5, 100, unit=commune)]
    record_usage(actor=system, facts=facts, source="Báo cáo")
    goal = target(indicator="online_dossier_share", tier="commune")
    found = measured(goal)
    assert found.share.value is not None
    assert (found.share.value.part, found.share.value.whole) == (5, 100)
    assert found.share.warnings


def test_a_fact_is_replaced_and_the_old_one_kept(system: Actor, three: Three) -> None:
    record_usage(actor=system, facts=[UsageGiven(2026, 4, 10, "1.000001")], source="sơ bộ")
    record_usage(actor=system, facts=[UsageGiven(2026, 5, 12, "1.000001")], source="chính thức")
    assert [row.total for row in UsageFact.objects.standing()] == [12]
    assert UsageFact.objects.count() == 2


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (UsageGiven(2026, 11, 10, "1.000001"), "more-than-all"),
        (UsageGiven(2026, 1, 10), "whose"),
        (UsageGiven(2027, 1, 10, "1.000001"), "year"),
        (UsageGiven(2026, 1, 10, "9.9"), "unknown-procedure"),
    ],
)
def test_facts_that_cannot_be_are_refused(system: Actor, three: Three, fact: UsageGiven, code: str) -> None:
    with refused(code):
        record_usage(actor=system, facts=[fact], source="Báo cáo")
    assert not UsageFact.objects.exists()


def test_a_missed_target_lists_its_procedures_with_central_law_apart(
    served: Make, target: Callable[..., TargetRow], system: Actor, today: date
) -> None:
    for number in range(4, 9):
        procedure(f"1.00000{number}")
    served("1.000001", "partial", reasons=(OWN_SITE, PRESENCE))
    served("1.000002", "partial", reasons=(OWN_SITE,), number="2/QĐ")
    served("1.000003", "full", number="3/QĐ")
    stopped = served("1.000004", "full", number="4/QĐ", launched_on=DAY)
    suspend_service(actor=system, row=stopped, outage=Outage(date(2026, 9, 1), "lỗi"), version=stopped.version)
    served("1.000005", "full", number="5/QĐ", launched_on=DAY)
    plans = [
        Planned("1.000006", "full", 2026, 4, cause=Cause.CENTRAL_LAW, cause_note="Điều 9 Luật Đất đai"),
        Planned("1.000007", "full", 2026, 4),
    ]
    plan_entries(actor=system, plans=plans)
    rows = missing_of(target(), date(2026, 10, 1), Frame())
    assert {row.code: row.cause for row in rows} == {
        "1.000001": "central_law",
        "1.000002": "own_document",
        "1.000003": "work",
        "1.000004": "technical",
        "1.000006": "central_law",
        "1.000007": "work",
        "1.000008": "",
    }
    first_cause, _name, held_up = by_cause(rows)[0]
    assert first_cause == "central_law"
    assert [row.code for row in held_up] == ["1.000001", "1.000006"]
    assert "Luật Hộ tịch" in held_up[0].words
    assert "Luật Đất đai" in held_up[1].words


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"minimum": Decimal(0)}, "minimum"),
        ({"minimum": Decimal("100.5")}, "minimum"),
        ({"levels": ("5",)}, "unknown-level"),
        ({"levels": ()}, "unknown-level"),
        ({"source": " "}, "no-source"),
        ({"indicator": "joy"}, "indicator"),
    ],
)
def test_a_target_that_cannot_be_measured_is_refused(
    target: Callable[..., TargetRow], wrong: dict[str, object], code: str
) -> None:
    with refused(code):
        target(**wrong)


def test_a_target_is_changed_and_ended(target: Callable[..., TargetRow], system: Actor) -> None:
    target()
    row = Target.objects.get()
    given = TargetGiven("launched_share", date(2027, 1, 1), Decimal(70), "13/KH-UBND", ("full", "partial"))
    change_target(actor=system, row=row, given=given, version=row.version)
    assert next(iter(target_rows(system))).minimum == Decimal(70)
    row.refresh_from_db()
    end_target(actor=system, row=row, reason="thay kế hoạch", version=row.version)
    assert all(found.historic for found in target_rows(system))


def test_many_targets_cost_no_statement_each(
    target: Callable[..., TargetRow], served: Make, today: date, system: Actor
) -> None:
    served("1.000001", "full", launched_on=DAY)
    target()

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            Measurer(today).measure_all(target_rows(system))
        return len(queries)

    few = statements()
    for place in range(10):
        target(by=date(2026, 1 + place, 15), tier="commune")
    assert statements() == few


def test_a_launch_finishes_what_the_roadmap_planned(served: Make, system: Actor, three: Three) -> None:
    (plan, other) = plan_entries(
        actor=system, plans=[Planned("1.000001", "partial", 2026, 4), Planned("1.000002", "full", 2026, 4)]
    )
    served("1.000001", "full")
    served("1.000002", "partial", reasons=(PRESENCE,), number="2/QĐ", launched_on=DAY)
    plan.refresh_from_db()
    assert plan.done_on is None
    launch_services(actor=system, codes=["1.000001"], day=date(2026, 11, 2))
    plan.refresh_from_db()
    other.refresh_from_db()
    assert (plan.done_on, other.done_on) == (date(2026, 11, 2), None)


def test_a_year_shows_planned_launched_and_used_apart(served: Make, system: Actor, three: Three, today: date) -> None:
    plan_entries(
        actor=system,
        plans=[
            Planned("1.000001", "full", 2026, 4),
            Planned("1.000003", "full", 2026),
            Planned("1.000002", "full", 2027, 1),
        ],
    )
    served("1.000001", "full", launched_on=DAY)
    served("1.000002", "full", number="2/QĐ", launched_on=DAY)
    RoadmapEntry.objects.filter(procedure__code="1.000001").update(quarter=3)
    frame = Frame()
    among = set(frame.procedures(Scope(), today))
    steps = steps_of(RoadmapEntry.objects.all(), frame, among, 2026, today)
    told = [(step.quarter, step.planned, step.done, step.late, step.launched) for step in steps]
    assert told == [(1, 0, 0, 0, 0), (2, 0, 0, 0, 0), (3, 1, 1, 0, 2), (4, 0, 0, 0, 0), (None, 1, 0, 0, None)]
    (use,) = uses_of(among, [2026])
    assert use.share is None
    record_usage(actor=system, facts=[UsageGiven(2026, 3, 4, "1.000001")], source="Báo cáo")
    (use,) = uses_of(among, [2026])
    assert use.share is not None
    assert (use.share.part, use.share.whole, use.known) == (3, 4, 1)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Planned("1.000001", "4", 2026, 4), "unknown-level"),
        (Planned("1.000001", "full", 2026, 3), "past"),
        (Planned("1.000001", "full", 2026, 5), "quarter"),
        (Planned("1.000001", "full", 2090, 1), "year"),
        (Planned("9.9", "full", 2026, 4), "unknown-procedure"),
        (Planned("1.000001", "full", 2026, 4, cause="weather"), "cause"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(system: Actor, three: Three, plan: Planned, code: str) -> None:
    with refused(code):
        plan_entries(actor=system, plans=[plan])


def test_a_procedure_stands_once_on_the_roadmap_until_it_is_dropped(system: Actor, three: Three) -> None:
    (row,) = plan_entries(actor=system, plans=[Planned("1.000001", "full", 2026, 4)])
    with refused("planned"):
        plan_entries(actor=system, plans=[Planned("1.000001", "full", 2027, 1)])
    change_entry(actor=system, row=row, plan=Planned("1.000001", "full", 2027, 2), version=row.version)
    assert (row.year, row.quarter) == (2027, 2)
    drop_entry(actor=system, row=row, reason="không khả thi", version=row.version)
    plan_entries(actor=system, plans=[Planned("1.000001", "full", 2027, 1)])
    assert RoadmapEntry.objects.standing().count() == 1


def test_an_abolished_procedure_cannot_be_planned(system: Actor, three: Three) -> None:
    abolish(three[0], date(2026, 9, 1))
    with refused("ended-procedure"):
        plan_entries(actor=system, plans=[Planned("1.000001", "full", 2026, 4)])


def test_a_unit_that_was_merged_leads_to_its_heir(system: Actor, three: Three, unit: Callable[..., Unit]) -> None:
    old, other = unit("Sở Giao thông", "so"), unit("Sở Xây dựng cũ", "so")
    kind, tier = UnitKind.objects.get(key="so"), Tier.objects.get(key="province")
    (row,) = plan_entries(actor=system, plans=[Planned("1.000002", "full", 2026, 4, unit=old)])
    content = UnitContent("Sở Xây dựng mới", kind, tier, "02/NQ-HĐND")
    units = [(old, old.version), (other, other.version)]
    heir = merge_units(actor=system, units=units, day=date(2026, 11, 1), content=content)
    with pytest.raises(UserError, match="đã kết thúc") as told:
        plan_entries(actor=system, plans=[Planned("1.000001", "full", 2026, 4, unit=old)])
    assert told.value.code == "unit-ended"
    assert "Sở Xây dựng mới" in str(told.value.hint)
    change_entry(actor=system, row=row, plan=Planned("1.000002", "full", 2026, 4, unit=heir), version=row.version)
    assert row.unit == heir


@drawn(year=st.integers(2000, 2100), quarter=st.integers(1, 4))
def test_quarters_follow_one_another_without_a_gap(year: int, quarter: int) -> None:
    following = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    assert quarter_end(year, quarter) == quarter_start(*following)
    assert quarter_start(year, quarter) < quarter_end(year, quarter) <= quarter_end(year, None)

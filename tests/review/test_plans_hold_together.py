"""Plans: what scope takes and leaves out, days, weights, lists of exclusion, tasks, last year's plan."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.organisation.services.province import choose_province
from motcua.review.consistency import AnswerGiven, Facts, Given, RemedyGiven, faults_of, names
from motcua.review.content import ScopeRule, TaskGiven, UnitGiven
from motcua.review.deadlines import odd_days
from motcua.review.models import Campaign, CampaignState
from motcua.review.sampling import advised_size, drawn
from motcua.review.scoping import scope_of
from motcua.review.services.copying import copy_campaign, title_for
from motcua.review.services.exclusions import import_exclusions, match_exclusions, set_exclusions
from motcua.review.services.opening import open_campaign
from motcua.review.services.planning import (
    change_campaign,
    choose_procedures,
    discard_campaign,
    finish_task,
    plan_campaign,
    set_units,
    write_tasks,
)
from motcua.review.services.weighing import score_lines, set_weights
from motcua.review.task_table import tasks_in
from motcua.web.faults import Stale, UserError
from tests.review.campaigns import DAYS, TODAY, content, given_to, opened, procedures

HALF = {"S1": Decimal(40), "S2": Decimal(30), "S3": Decimal(20), "S4": Decimal(10)}


def planned(campaign: Campaign) -> set[str]:
    """The codes that a plan takes."""
    pks = [row.procedure_id for row in scope_of(campaign).planned]
    return set(Procedure.objects.filter(pk__in=pks).values_list("code", flat=True))


def sheet(*rows: tuple[object, ...]) -> bytes:
    """A workbook with these rows."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return kept.getvalue()


@pytest.mark.django_db
class TestDays:
    """Deadlines."""

    @pytest.mark.parametrize(
        ("change", "code", "field"),
        [
            ({"unit_result_due": date(2026, 2, 1), "opens_on": date(2026, 1, 5)}, "due-in-past", "unit_result_due"),
            ({"unit_result_due": date(2026, 2, 1)}, "days-out-of-order", "unit_result_due"),
            ({"check_due": date(2026, 6, 1)}, "days-out-of-order", "check_due"),
            ({"consolidation_due": date(2026, 7, 1)}, "days-out-of-order", "consolidation_due"),
        ],
    )
    def test_days_out_of_order_or_over_are_refused(
        self, system: Actor, change: dict[str, date], code: str, field: str
    ) -> None:
        with pytest.raises(UserError) as fault:
            plan_campaign(actor=system, content=content(**change))
        assert (fault.value.code, fault.value.field) == (code, field)

    def test_a_start_that_is_over_is_only_said_aloud(self, system: Actor) -> None:
        odd = content(opens_on=date(2026, 1, 5))
        assert plan_campaign(actor=system, content=odd).state == CampaignState.DRAFT
        assert [one.field for one in odd_days(odd, TODAY)] == ["opens_on"]

    def test_a_running_plan_keeps_a_deadline_that_passed_but_takes_no_new_one(self, system: Actor, clock) -> None:  # type: ignore[no-untyped-def]
        procedures(1)
        campaign = plan_campaign(actor=system, content=content())
        campaign = open_campaign(actor=system, campaign=campaign, version=campaign.version)
        clock("2026-07-10 09:00")
        later = content(check_due=date(2026, 8, 10))
        campaign = change_campaign(actor=system, campaign=campaign, content=later, version=campaign.version)
        assert campaign.check_due == date(2026, 8, 10)
        past = content(unit_result_due=date(2026, 7, 1), check_due=date(2026, 8, 10))
        with pytest.raises(UserError) as fault:
            change_campaign(actor=system, campaign=campaign, content=past, version=campaign.version)
        assert fault.value.code == "due-in-past"

    def test_a_units_own_day_lies_within_the_campaign(self, system: Actor, justice: Unit) -> None:
        campaign = plan_campaign(actor=system, content=content())
        for day, code in ((date(2026, 2, 1), "due-in-past"), (date(2026, 12, 1), "unit-day-outside")):
            with pytest.raises(UserError) as fault:
                set_units(
                    actor=system, campaign=campaign, units=[UnitGiven(justice, True, day)], version=campaign.version
                )
            assert fault.value.code == code


@pytest.mark.django_db
class TestScope:
    """What a plan takes."""

    def test_rule_tiers_and_choices_by_hand(self, system: Actor) -> None:
        commune = procedures(2)
        procedures(1, field="Đất đai", first=20, tier="province")
        procedures(1, first=30, tier="ministry")
        procedures(1, first=40, decision_no="")
        campaign = plan_campaign(actor=system, content=content())
        assert planned(campaign) == {"9.000001", "9.000002", "9.000020"}
        for rule, expected in (
            (ScopeRule(tiers=("province",)), {"9.000020"}),
            (ScopeRule(fields=("Hộ tịch",)), {"9.000001", "9.000002"}),
            (ScopeRule(announced=False, unannounced=True), {"9.000040"}),
            (
                ScopeRule(announced=False, issued_since=date(2025, 6, 1)),
                {"9.000001", "9.000002", "9.000020", "9.000040"},
            ),
            (ScopeRule(announced=False, issued_since=date(2026, 1, 1)), set()),
            (ScopeRule(origins=("province",)), set()),
        ):
            assert planned(plan_campaign(actor=system, content=content(scope=rule))) == expected, rule
        campaign = choose_procedures(
            actor=system, campaign=campaign, codes=["9.000040"], wanted=True, reason="bổ sung", version=campaign.version
        )
        campaign = choose_procedures(
            actor=system, campaign=campaign, codes=[commune[0].code], wanted=False, reason="đã làm",
            version=campaign.version,
        )  # fmt: skip
        assert planned(campaign) == {"9.000002", "9.000020", "9.000040"}
        with pytest.raises(UserError) as fault:
            choose_procedures(
                actor=system, campaign=campaign, codes=["8.111111"], wanted=True, reason="x", version=campaign.version
            )
        assert "8.111111" in fault.value.message

    def test_an_empty_scope_is_refused_at_opening(self, system: Actor) -> None:
        campaign = plan_campaign(actor=system, content=content())
        with pytest.raises(UserError) as fault:
            open_campaign(actor=system, campaign=campaign, version=campaign.version)
        assert fault.value.code == "empty-scope"

    def test_a_list_of_exclusion_with_unknown_codes_says_so_and_excludes_the_rest(self, system: Actor) -> None:
        first, second, third = procedures(3)
        table = sheet(
            ("Danh mục kèm theo Quyết định 846/QĐ-TTg", "", ""),
            ("Mã thủ tục", "Tên thủ tục", "Cấp"),
            (first.code, "", "Xã"),
            (second.code, "", "Tỉnh"),
            ("1.999999", "Không có", ""),
            ("", third.current.name, ""),
        )
        made = import_exclusions(actor=system, title="QĐ 846", instrument="846/QĐ-TTg", data=table, name="846.xlsx")
        unknown = made.lines.filter(procedure=None)
        assert [(row.code, row.trouble) for row in unknown] == [("1.999999", "Danh mục không có mã này.")]
        campaign = plan_campaign(actor=system, content=content())
        campaign = set_exclusions(actor=system, campaign=campaign, lists=[made], version=campaign.version)
        scope = scope_of(campaign)
        assert planned(campaign) == {second.code}
        assert (scope.excluded, scope.unknown_codes) == (2, ("1.999999",))

    def test_the_reasons_of_a_list_of_exclusion_are_kept(self, system: Actor) -> None:
        (first,) = procedures(1)
        table = sheet(("Mã TTHC", "Lý do loại trừ"), (first.code, "Đã cung cấp  trực tuyến toàn trình"), ("1.9", ""))
        made = import_exclusions(actor=system, title="QĐ 846", instrument="", data=table, name="846.xlsx")
        assert list(made.lines.values_list("reason", flat=True)) == ["Đã cung cấp trực tuyến toàn trình", ""]

    def test_a_code_that_comes_later_is_found_by_matching_again(self, system: Actor) -> None:
        made = import_exclusions(
            actor=system, title="Danh mục", instrument="", data=b"ma thu tuc\n9.000001\n", name="a.csv"
        )
        procedures(1)
        made = match_exclusions(actor=system, exclusions=made, version=made.version)
        assert not made.lines.filter(procedure=None).exists()

    @pytest.mark.parametrize(
        ("data", "name", "code"),
        [
            (b"khong,co\n1,2\n", "a.csv", "no-headings"),
            (b"\xff\xfe\x00", "a.csv", "not-utf8"),
            ("Mã thủ tục\n".encode(), "a.csv", "empty-table"),
            (b"PK\x03\x04broken", "a.xlsx", None),
        ],
    )
    def test_a_file_that_is_no_table_is_refused(self, system: Actor, data: bytes, name: str, code: str | None) -> None:
        with pytest.raises(UserError) as fault:
            import_exclusions(actor=system, title="x", instrument="", data=data, name=name)
        assert code is None or fault.value.code == code

    def test_a_refusal_names_columns_as_people_write_them(self, system: Actor) -> None:
        with pytest.raises(UserError) as fault:
            import_exclusions(actor=system, title="x", instrument="", data=sheet(("A", "B"), (1, 2)), name="a.xlsx")
        assert fault.value.hint == "Cần một trong các cột: Mã thủ tục, Tên thủ tục."
        with pytest.raises(UserError) as fault:
            import_exclusions(actor=system, title="x", instrument="", data=b"%PDF-1.4", name="a.xlsx")
        assert fault.value.hint is None


@pytest.mark.django_db
class TestTasksAndCopies:
    """The table of tasks, and a plan from last year's."""

    def test_tasks_come_from_a_table_and_units_are_found_by_name(self, system: Actor, justice: Unit) -> None:
        place = Unit.objects.get(periods__name="Tỉnh Vĩnh Long", periods__valid_to=None)
        choose_province(actor=system, unit=place)
        table = sheet(
            ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm"),
            (1, "Lập danh mục", "Sở Tư pháp tỉnh Vĩnh Long", "15/05/2026", "Danh mục"),
            (2, "Họp thẩm định", "Các sở", "", "Biên bản"),
            (3, "Gửi kết quả", "Sở Tư pháp", "", "Báo cáo"),
        )
        found = tasks_in(table, "ke-hoach.xlsx", TODAY)
        assert [(one.unit, one.due_on) for one in found] == [
            (justice, date(2026, 5, 15)),
            (None, None),
            (justice, None),
        ]
        campaign = plan_campaign(actor=system, content=content())
        first, *_others = write_tasks(actor=system, campaign=campaign, tasks=found, version=campaign.version)
        campaign.refresh_from_db()
        done = finish_task(actor=system, task=first, note="đã gửi", version=campaign.version)
        assert done.done_on == TODAY
        campaign.refresh_from_db()
        with pytest.raises(UserError):
            write_tasks(actor=system, campaign=campaign, tasks=[TaskGiven("khác")], version=campaign.version)

    def test_a_due_day_that_is_none_names_its_row(self, db: None) -> None:
        with pytest.raises(UserError) as fault:
            tasks_in("nhiem vu,thoi han\nLập,quý II\n".encode(), "a.csv", TODAY)
        assert "Dòng 1" in fault.value.message

    def test_last_years_plan_is_copied_a_year_later(self, system: Actor, justice: Unit) -> None:
        campaign = plan_campaign(actor=system, content=content())
        campaign = set_units(actor=system, campaign=campaign, units=[UnitGiven(justice)], version=campaign.version)
        write_tasks(
            actor=system,
            campaign=campaign,
            tasks=[TaskGiven("Lập", due_on=date(2026, 5, 15))],
            version=campaign.version,
        )
        made = copy_campaign(actor=system, campaign=campaign, title="", year=2027)
        assert made.unit_result_due == date(2027, 6, 30)
        assert (made.copied_from, made.units.get().unit) == (campaign, justice)
        assert made.tasks.get().due_on == date(2027, 5, 15)

    def test_a_units_own_day_moves_with_the_copied_plan(self, system: Actor, justice: Unit) -> None:
        campaign = plan_campaign(actor=system, content=content())
        early = UnitGiven(justice, result_due=date(2026, 6, 1))
        campaign = set_units(actor=system, campaign=campaign, units=[early], version=campaign.version)
        made = copy_campaign(actor=system, campaign=campaign, title="", year=2027)
        assert made.units.get().result_due == date(2027, 6, 1)

    @pytest.mark.parametrize(
        ("title", "moved"),
        [
            ("Rà soát thủ tục năm 2026", "Rà soát thủ tục năm 2027"),
            ("Rà soát thủ tục", "Rà soát thủ tục năm 2027"),
            ("Rà soát theo Quyết định 2026/QĐ-UBND", "Rà soát theo Quyết định 2026/QĐ-UBND năm 2027"),
        ],
    )
    def test_the_title_of_a_copied_plan_names_one_year(self, title: str, moved: str) -> None:
        assert title_for(title, 2026, 2027) == moved

    def test_of_two_who_change_a_plan_the_second_is_told_and_a_draft_can_go(self, system: Actor) -> None:
        campaign = plan_campaign(actor=system, content=content())
        change_campaign(actor=system, campaign=campaign, content=content(title="Khác"), version=campaign.version)
        with pytest.raises(Stale):
            discard_campaign(actor=system, campaign=campaign, version=campaign.version)
        campaign.refresh_from_db()
        discard_campaign(actor=system, campaign=campaign, version=campaign.version)
        assert not Campaign.objects.exists()


@pytest.mark.django_db
class TestSelection:
    """Weights and marks."""

    @pytest.mark.parametrize(
        "weights", [{**HALF, "S2": Decimal(31)}, {**HALF, "S2": Decimal(-1), "S1": Decimal(71)}, {"S2": Decimal(100)}]
    )
    def test_weights_that_do_not_hold_are_refused(self, system: Actor, weights: dict[str, Decimal]) -> None:
        campaign = plan_campaign(actor=system, content=content())
        with pytest.raises(UserError) as fault:
            set_weights(actor=system, campaign=campaign, weights=weights, version=campaign.version)
        assert fault.value.field == "weights"

    def test_marks_are_weighed_again_when_weights_change_and_a_veto_rules_out(
        self, system: Actor, justice: Unit
    ) -> None:
        procedures(2)
        campaign = opened(system)
        given_to(system, campaign, justice)
        first, second = campaign.lines.select_related("procedure", "unit").order_by("pk")
        best = dict.fromkeys(HALF, Decimal(5))
        marks = [(first, {**best, "S4": Decimal(0)}), (second, {**best, "S1": Decimal(0)})]
        with pytest.raises(UserError) as fault:
            score_lines(actor=system, campaign=campaign, marks=marks)
        assert fault.value.code == "no-weights"
        campaign = set_weights(actor=system, campaign=campaign, weights=HALF, version=campaign.version)
        score_lines(actor=system, campaign=campaign, marks=marks)
        assert [line.score for line in campaign.lines.order_by("pk")] == [Decimal(90), Decimal(0)]
        even = dict.fromkeys(HALF, Decimal(25))
        set_weights(actor=system, campaign=campaign, weights=even, version=campaign.version)
        assert [line.score for line in campaign.lines.order_by("pk")] == [Decimal(75), Decimal(0)]


class TestSamples:
    """Drawing."""

    @given(st.sets(st.text("abc0123", min_size=1, max_size=6), max_size=60), st.integers(0, 70), st.integers(0, 2**31))
    def test_the_same_seed_draws_the_same_whatever_the_order(self, keys: set[str], size: int, seed: int) -> None:
        sample = drawn(sorted(keys), size, seed)
        assert sample == drawn(sorted(keys, reverse=True), size, seed)
        assert len(sample) == len(set(sample)) == min(size, len(keys))
        assert sample[: size // 2] == drawn(keys, size // 2, seed)

    @pytest.mark.parametrize(("population", "size"), [(0, 0), (3, 3), (20, 5), (90, 9), (91, 10), (1825, 183)])
    def test_the_advised_size(self, population: int, size: int) -> None:
        assert advised_size(population, 10, 5) == size


FINE = Facts("1.000001", "full", True, 2026, "", (), "", TODAY, given=Given(level="full"))


class TestConsistency:
    """Checks that need no person."""

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, []),
            ({"year": None}, ["target-against-facts"]),
            ({"year": None, "level": "keep", "given": None}, ["level-against-criteria"]),  # it has nothing to wait for
            ({"year": None, "period": "2026-2027"}, []),
            ({"year": 2025}, ["target-against-facts"]),
            ({"level": "not_met", "given": Given(level="not_met")}, ["target-against-facts"]),
            ({"level": "", "suitable": False, "year": None}, ["unsuitable-without-remedy"]),
            ({"given": None}, ["level-against-criteria"]),
            ({"outdated": True}, ["newer-version"]),
            ({"given": Given(level="partial")}, ["level-against-criteria"]),
            ({"given": Given(level="full", missing=("C4",))}, ["level-against-criteria"]),
            ({"given": Given({"C6c": AnswerGiven(False)}, level="full")}, ["reason-without-article"]),
            ({"given": Given({"C6c": AnswerGiven(False, article="Điều 5")}, level="full")}, []),
            ({"given": Given(remedies=(RemedyGiven("Kết nối dữ liệu"),), level="full")}, ["remedy-without-owner"]),
            ({"partial_reasons": ({"kind": "presence"},)}, ["reason-without-article"]),
            ({"partial_reasons": ({"kind": "presence", "article": "Khoản 2 Điều 18"},)}, []),
            ({"partial_reasons": ({"kind": "fault"},)}, ["reason-without-article"]),
        ],
    )
    def test_each_check_finds_its_fault(self, change: dict[str, object], expected: list[str], db: None) -> None:
        from dataclasses import replace

        assert [fault.check for fault in faults_of(replace(FINE, **change))] == expected  # type: ignore[arg-type]

    def test_every_check_is_found_by_some_case(self) -> None:
        assert {"level-against-criteria", "reason-without-article", "remedy-without-owner"} <= set(names())


def test_the_days_of_the_stories_are_in_order() -> None:
    assert sorted(DAYS.values()) == list(DAYS.values())

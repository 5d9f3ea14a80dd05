"""A province's own rows: proposed, refused with every reason, approved, in force on their days, ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from motcua.audit.models import Entry
from motcua.rulebook import selectors
from motcua.rulebook.models import LocalInstrument, LocalRule, RuleState
from motcua.rulebook.services import rules as services
from motcua.rulebook.services.rules import RuleRefused
from motcua.web.faults import Denied, Stale, UserError
from tests.law.books import at

pytestmark = pytest.mark.django_db


def cutoff(day: str) -> str:
    return selectors.rules_on(date.fromisoformat(day)).row("clock.same_day_cutoff").value


@pytest.fixture
def approved(control, content, decision):
    """A row in force from 01/02/2026."""

    def make(**given) -> LocalRule:
        row = services.propose_rule(actor=control, content=content(**given), instrument=decision)
        return services.approve_rule(actor=control, rule=row, version=row.version)

    return make


def test_a_proposal_is_not_law_until_it_is_approved(control, content, decision):
    row = services.propose_rule(actor=control, content=content(), instrument=decision)
    assert cutoff("2026-03-02") == "15:00"
    services.approve_rule(actor=control, rule=row, version=row.version)
    assert cutoff("2026-03-02") == "16:00"
    assert cutoff("2026-01-31") == "15:00"
    assert selectors.book().instruments["05/2026/QĐ-UBND"].kind == "local"


def test_a_due_date_uses_the_provinces_row_and_cites_it(approved):
    before = selectors.due(at("2026-03-02 15:30"), "trong ngày")
    approved()
    after = selectors.due(at("2026-03-02 15:30"), "trong ngày")
    assert (before.value, after.value) == (at("2026-03-03 17:30"), at("2026-03-02 17:30"))
    late = selectors.due(at("2026-03-02 16:30"), "trong ngày")
    cited = {rule.key: rule for rule in late.rules}["clock.same_day_cutoff"]
    assert (cited.layer, cited.instrument, cited.value) == ("local", "05/2026/QĐ-UBND", "16:00")


def test_the_national_row_stays_readable_under_the_provinces(approved):
    approved()
    rules = selectors.rules_on(date(2026, 3, 2))
    assert rules.overridden["clock.same_day_cutoff", ""].value == "15:00"
    assert [row.layer for row in selectors.book().history("clock.same_day_cutoff")] == ["local", "national"]


REFUSED = [
    ("khóa không mở cho tỉnh", {"key": "clock.supplement_times", "value": 2}, "Tỉnh không được tự quy định"),
    ("giá trị không phải giờ", {"value": "4 giờ chiều"}, "Giờ trong ngày phải có dạng 15:00"),
    ("số âm", {"key": "clock.hours_a_day", "value": -1}, "Giá trị phải là số không âm"),
    ("lựa chọn lạ", {"key": "clock.limit_mode", "value": "week"}, "không có trong options"),
    ("trước ngày ban hành", {"effective_from": date(2025, 12, 1)}, "Có hiệu lực trước văn bản 05/2026/QĐ-UBND"),
    ("kết thúc trước khi bắt đầu", {"effective_to": date(2026, 1, 31)}, "Ngày hết hiệu lực đứng trước"),
    ("độ tin cậy lạ", {"confidence": "E"}, "Độ tin cậy phải là A, B, C hoặc D"),
]


@pytest.mark.parametrize(("case", "given", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_row_that_cannot_be_law_is_refused_with_the_reason(control, content, decision, case, given, sentence):
    with pytest.raises(RuleRefused, match=sentence):
        services.propose_rule(actor=control, content=content(**given), instrument=decision)
    assert not LocalRule.objects.exists()
    assert not LocalInstrument.objects.exists()


def test_every_reason_is_told_at_once(control, content, decision):
    wrong = content(value="chiều", effective_from=date(2025, 1, 1), effective_to=date(2024, 1, 1))
    with pytest.raises(RuleRefused) as refusal:
        services.propose_rule(actor=control, content=wrong, instrument=decision)
    assert len(refusal.value.sentences) == 3


@pytest.mark.parametrize(
    ("given", "with_title", "field"),
    [({"instrument": " "}, True, "instrument"), ({}, False, "instrument_title"), ({"key": "x.y"}, True, "key")],
)
def test_a_row_without_a_source_or_a_known_key_is_refused(control, content, decision, given, with_title, field):
    with pytest.raises(UserError) as refusal:
        services.propose_rule(actor=control, content=content(**given), instrument=decision if with_title else None)
    assert refusal.value.field == field


def test_a_shipped_instrument_needs_no_title(control, content):
    row = content(key="clock.supplement_notice", value=1, instrument="138/2025/QĐ-UBND Đồng Tháp")
    assert services.propose_rule(actor=control, content=row).unit == "working_day"


def test_two_approved_rows_never_share_a_day(approved, control, content):
    approved(effective_to=date(2026, 6, 30))
    with pytest.raises(RuleRefused, match="Trùng thời gian"):
        services.propose_rule(actor=control, content=content(value="16:30", effective_from=date(2026, 6, 30)))
    next_row = services.propose_rule(actor=control, content=content(value="16:30", effective_from=date(2026, 7, 1)))
    services.approve_rule(actor=control, rule=next_row, version=1)
    assert (cutoff("2026-06-30"), cutoff("2026-07-01")) == ("16:00", "16:30")


def test_the_overlap_is_looked_for_again_at_approval(approved, control, content, decision):
    waiting = services.propose_rule(actor=control, content=content(value="16:30"), instrument=decision)
    approved()
    with pytest.raises(RuleRefused, match="Trùng thời gian"):
        services.approve_rule(actor=control, rule=waiting, version=waiting.version)
    waiting.refresh_from_db()
    assert waiting.state == RuleState.DRAFT


def test_the_database_itself_refuses_an_overlap(approved):
    row = approved(effective_to=date(2026, 6, 30))
    twin = {
        field.attname: getattr(row, field.attname)
        for field in LocalRule._meta.concrete_fields
        if field.attname not in {"id", "public_id"}
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalRule.objects.create(**{**twin, "effective_from": date(2026, 6, 30), "effective_to": date(2026, 7, 30)})
    LocalRule.objects.create(**{**twin, "effective_from": date(2026, 7, 1), "effective_to": None})
    LocalRule.objects.create(**{**twin, "state": RuleState.DRAFT, "approved_at": timezone.now()})


def test_another_scope_is_another_row(approved):
    approved()
    approved(scope="commune", value="16:30")
    rules = selectors.rules_on(date(2026, 3, 2))
    assert rules.row("clock.same_day_cutoff", "commune").value == "16:30"


def test_an_ended_row_gives_way_to_the_national_rule(approved, control):
    row = approved()
    services.close_rule(
        actor=control, rule=row, last_day=date(2026, 4, 30), note="bãi bỏ bởi 20/2026/QĐ-UBND", version=row.version
    )
    assert (cutoff("2026-04-30"), cutoff("2026-05-01")) == ("16:00", "15:00")


@pytest.mark.parametrize(
    ("day", "note", "field"),
    [(date(2026, 1, 31), "20/2026/QĐ-UBND", "last_day"), (date(2026, 4, 30), " ", "note")],
)
def test_an_end_lies_in_the_period_and_names_its_decision(approved, control, day, note, field):
    row = approved()
    with pytest.raises(UserError) as refusal:
        services.close_rule(actor=control, rule=row, last_day=day, note=note, version=row.version)
    assert refusal.value.field == field
    assert cutoff("2027-01-01") == "16:00"


def test_a_withdrawn_proposal_cannot_be_approved(control, content, decision):
    row = services.propose_rule(actor=control, content=content(), instrument=decision)
    services.withdraw_proposal(actor=control, rule=row, version=1)
    with pytest.raises(UserError, match="không cho phép"):
        services.approve_rule(actor=control, rule=row, version=2)


def test_two_people_never_overwrite_each_other(control, content, decision):
    row = services.propose_rule(actor=control, content=content(), instrument=decision)
    mine, theirs = LocalRule.objects.get(pk=row.pk), LocalRule.objects.get(pk=row.pk)
    services.change_proposal(actor=control, rule=theirs, content=content(value="16:15"), version=1)
    with pytest.raises(Stale):
        services.change_proposal(actor=control, rule=mine, content=content(value="16:45"), version=1)
    with pytest.raises(Stale):
        services.approve_rule(actor=control, rule=mine, version=1)
    assert LocalRule.objects.get(pk=row.pk).value == "16:15"


def test_only_those_with_the_right_may_change_the_law(actor_with, content, decision):
    with pytest.raises(Denied):
        services.propose_rule(actor=actor_with("catalog.view"), content=content(), instrument=decision)


def test_everything_is_logged(approved, control):
    row = approved()
    services.close_rule(actor=control, rule=row, last_day=date(2026, 4, 30), note="20/2026/QĐ-UBND", version=2)
    verbs = list(Entry.objects.filter(verb__startswith="rulebook.").order_by("id").values_list("verb", flat=True))
    assert verbs == ["rulebook.rule.proposed", "rulebook.rule.approved", "rulebook.rule.closed"]


def test_a_row_that_no_longer_fits_is_named_and_the_rest_goes_on(approved):
    approved()
    broken = approved(key="clock.warning_levels", value=[3, 1])
    LocalRule.objects.filter(pk=broken.pk).update(key="clock.gone")
    from motcua.rulebook.services.touch import touch_rulebook

    touch_rulebook()
    law = selectors.law()
    assert cutoff("2026-03-02") == "16:00"
    assert [fault.key for fault in law.faults] == ["clock.gone"]


def test_a_question_costs_one_statement(approved, django_assert_num_queries):
    approved()
    selectors.law()
    with django_assert_num_queries(1):
        selectors.due(at("2026-03-02 15:30"), "05 ngày làm việc")
    law = selectors.law()
    with django_assert_num_queries(0):
        for day in range(1, 29):
            law.due(at(f"2026-05-{day:02d} 09:00"), "05 ngày làm việc")


def test_the_tiers_of_a_day_are_rules():
    assert selectors.tiers_on(date(2025, 6, 30)) == {"ministry", "province", "district", "commune", "other"}
    assert selectors.tiers_on(date(2025, 7, 1)) == {"ministry", "province", "commune", "other"}
    assert "district" in selectors.tiers_on(date(2012, 1, 1))

"""A defect is reported at the desk, goes to the department, on to the ministry, and is closed by the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.catalog.models import Finding, FindingState, Procedure
from motcua.defects import selectors
from motcua.defects.ageing import due_of, silence
from motcua.defects.models import DefectKind, DefectLetter, DefectReport, LetterState, Level, ReportState
from motcua.defects.parts import part_of_path, parts_on
from motcua.defects.services.answering import Answer, LineAnswer, answer_letter
from motcua.defects.services.letters import (
    Addressee,
    Sent,
    add_reports,
    change_addressee,
    discard_letter,
    forward_letter,
    open_letter,
    record_sent,
    remove_reports,
)
from motcua.defects.services.reporting import ReportContent, report_defect, take_in_findings, withdraw_report
from motcua.web.faults import Denied, Stale, UserError
from tests.defects.conftest import DAY, House
from tests.receiving.conftest import procedure

Report = Callable[..., DefectReport]
Letter = Callable[..., DefectLetter]
MINISTRY = Addressee(name="Bộ Tư pháp")


def again(row: DefectReport) -> DefectReport:
    row.refresh_from_db()
    return row


def test_any_officer_reports_in_the_name_of_the_unit(
    house: House, birth: Procedure, user_with: Callable[..., User], reported: Report
) -> None:
    report = reported()
    assert (report.unit, report.reported_on, report.state) == (house.desk, DAY, ReportState.OPEN)
    assert report.procedure_version == birth.current


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (ReportContent(DefectKind.LATE, "nothing", "x"), "part"),
        (ReportContent(DefectKind.LATE, "fee", "  "), "proposal"),
    ],
)
def test_a_report_names_a_part_of_the_law_and_what_is_right(
    house: House, birth: Procedure, content: ReportContent, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        report_defect(actor=house.clerk, procedure=birth, content=content)
    assert caught.value.field == field
    assert not DefectReport.objects.exists()


def test_a_letter_gathers_reports_and_sends_them(house: House, reported: Report, sent_letter: Letter) -> None:
    first, second = reported(), reported("fee")
    letter = sent_letter(first, second)
    assert (letter.to_name, letter.level, letter.state) == ("Sở Tư pháp", Level.PROVINCE, LetterState.SENT)
    assert {again(first).state, again(second).state} == {ReportState.SENT}


def test_a_report_stands_in_one_letter(house: House, reported: Report) -> None:
    report = reported()
    open_letter(actor=house.clerk, from_unit=house.desk, to=Addressee(house.department), reports=[report])
    with pytest.raises(UserError) as caught:
        open_letter(actor=house.clerk, from_unit=house.desk, to=MINISTRY, reports=[report])
    assert caught.value.code == "not-free"
    assert DefectLetter.objects.count() == 1


def test_a_draft_is_changed_and_thrown_away(house: House, reported: Report) -> None:
    first, second = reported(), reported("fee")
    to = Addressee(house.department)
    letter = open_letter(actor=house.clerk, from_unit=house.desk, to=to, reports=[first])
    letter = add_reports(actor=house.clerk, letter=letter, reports=[second], version=letter.version)
    assert remove_reports(actor=house.clerk, letter=letter, reports=[first], version=letter.version) == 1
    assert again(first).state == ReportState.OPEN
    letter = change_addressee(actor=house.clerk, letter=letter, to=MINISTRY, version=letter.version)
    assert (letter.to_unit, letter.level) == (None, Level.MINISTRY)
    discard_letter(actor=house.clerk, letter=letter, version=letter.version)
    assert again(second).state == ReportState.OPEN
    assert not DefectLetter.objects.exists()


def test_a_letter_does_not_go_to_its_own_unit_nor_to_nobody(house: House, reported: Report) -> None:
    report = reported()
    for to in (Addressee(house.desk), Addressee()):
        with pytest.raises(UserError):
            open_letter(actor=house.clerk, from_unit=house.desk, to=to, reports=[report])
    with pytest.raises(UserError, match="Chưa chọn"):
        open_letter(actor=house.clerk, from_unit=house.desk, to=MINISTRY, reports=[])
    assert again(report).state == ReportState.OPEN


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (Sent(" ", DAY, "Giám đốc"), "number"),
        (Sent("12", DAY, " "), "signer"),
        (Sent("12", DAY + timedelta(days=1), "Giám đốc"), "on"),
    ],
)
def test_a_letter_goes_out_under_a_number_signed_today_at_the_latest(
    house: House, reported: Report, sent: Sent, field: str
) -> None:
    letter = open_letter(actor=house.clerk, from_unit=house.desk, to=MINISTRY, reports=[reported()])
    with pytest.raises(UserError) as caught:
        record_sent(actor=house.clerk, letter=letter, sent=sent, version=letter.version)
    assert caught.value.field == field


def test_the_answer_closes_the_report(house: House, reported: Report, sent_letter: Letter) -> None:
    first, second = reported(), reported("fee")
    letter = sent_letter(first, second)
    told = Answer(DAY, "45/STP")
    letter = answer_letter(
        actor=house.expert,
        letter=letter,
        answer=told,
        lines=[LineAnswer(first, True, "Sửa trong lần công bố tới")],
        version=letter.version,
    )
    assert (again(first).state, first.closed_on, first.outcome) == (
        ReportState.ACCEPTED,
        DAY,
        "Sửa trong lần công bố tới",
    )
    assert letter.state == LetterState.SENT
    letter = answer_letter(
        actor=house.expert,
        letter=letter,
        answer=told,
        lines=[LineAnswer(second, False, "Nghị quyết còn hiệu lực")],
        version=letter.version,
    )
    assert (again(second).state, letter.state) == (ReportState.REFUSED, LetterState.ANSWERED)


def test_a_refusal_says_why(house: House, reported: Report, sent_letter: Letter) -> None:
    report = reported()
    letter = sent_letter(report)
    with pytest.raises(UserError) as caught:
        answer_letter(
            actor=house.expert,
            letter=letter,
            answer=Answer(DAY),
            lines=[LineAnswer(report, False)],
            version=letter.version,
        )
    assert caught.value.code == "no-reason"
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.lines.update(result="refused", answered_on=DAY)


def test_an_answer_comes_after_the_letter_and_once(house: House, reported: Report, sent_letter: Letter) -> None:
    report = reported()
    letter = sent_letter(report)
    line = [LineAnswer(report, True)]
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        with pytest.raises(UserError):
            answer_letter(actor=house.expert, letter=letter, answer=Answer(day), lines=line, version=letter.version)
    letter.refresh_from_db()
    seen = letter.version
    answer_letter(actor=house.expert, letter=letter, answer=Answer(DAY), lines=line, version=seen)
    with pytest.raises(Stale):
        answer_letter(actor=house.expert, letter=letter, answer=Answer(DAY), lines=line, version=seen)


def test_the_department_passes_on_and_the_ministrys_answer_closes_the_whole_chain(
    house: House, reported: Report, sent_letter: Letter, clock: Callable[[str], object]
) -> None:
    first, second = reported(), reported("fee")
    letter = sent_letter(first, second)
    letter = answer_letter(
        actor=house.expert,
        letter=letter,
        answer=Answer(DAY),
        lines=[LineAnswer(second, True)],
        version=letter.version,
    )
    on = forward_letter(actor=house.expert, letter=letter, from_unit=house.department, to=MINISTRY, reports=())
    assert (on.forwards, on.level) == (letter, Level.MINISTRY)
    assert [line.report for line in on.lines.all()] == [first]
    on = record_sent(actor=house.expert, letter=on, sent=Sent("77/STP", DAY, "Giám đốc"), version=on.version)
    with pytest.raises(UserError) as caught:
        forward_letter(actor=house.expert, letter=letter, from_unit=house.department, to=MINISTRY, reports=())
    assert caught.value.code == "nothing-to-forward"
    clock("2026-12-01 09:00")
    day = date(2026, 12, 1)
    line = LineAnswer(first, False, "Nội dung công khai đúng Thông tư")
    answer_letter(actor=house.expert, letter=on, answer=Answer(day, "99/BTP"), lines=[line], version=on.version)
    chain = list(selectors.chain_of(first, house.clerk))
    assert [step.letter.number for step in chain] == ["12/TTPVHCC", "77/STP"]
    assert {(step.result, step.answer_no, step.answered_on) for step in chain} == {("refused", "99/BTP", day)}
    assert {row.state for row in DefectLetter.objects.all()} == {LetterState.ANSWERED}
    assert again(first).state == ReportState.REFUSED


def test_an_answer_takes_the_line_out_of_a_letter_that_has_not_gone(
    house: House, reported: Report, sent_letter: Letter
) -> None:
    report = reported()
    letter = sent_letter(report)
    on = forward_letter(actor=house.expert, letter=letter, from_unit=house.department, to=MINISTRY, reports=[report])
    letter.refresh_from_db()
    answer_letter(
        actor=house.expert,
        letter=letter,
        answer=Answer(DAY),
        lines=[LineAnswer(report, True)],
        version=letter.version,
    )
    assert not on.lines.exists()
    with pytest.raises(UserError, match="chưa có nội dung"):
        record_sent(actor=house.expert, letter=on, sent=Sent("77", DAY, "Giám đốc"), version=on.version)


def test_throwing_a_forward_away_leaves_the_report_with_the_letter_that_went(
    house: House, reported: Report, sent_letter: Letter
) -> None:
    report = reported()
    letter = sent_letter(report)
    on = forward_letter(actor=house.expert, letter=letter, from_unit=house.department, to=MINISTRY, reports=())
    discard_letter(actor=house.expert, letter=on, version=on.version)
    assert again(report).state == ReportState.SENT


def test_letters_are_written_and_answered_by_their_units_alone(
    house: House, reported: Report, sent_letter: Letter, user_with: Callable[..., User]
) -> None:
    report = reported()
    with pytest.raises(Denied):
        open_letter(actor=house.expert, from_unit=house.desk, to=MINISTRY, reports=[report])
    letter = sent_letter(report)
    assert list(selectors.letter_rows(house.expert)) == [letter]
    assert list(selectors.report_rows(house.expert)) == [report]
    with pytest.raises(Denied):
        forward_letter(actor=house.expert, letter=letter, from_unit=house.desk, to=MINISTRY, reports=())


def test_only_those_to_whom_a_letter_went_pass_it_on(house: House, reported: Report, sent_letter: Letter) -> None:
    letter = sent_letter(reported())
    with pytest.raises(Denied):
        forward_letter(actor=house.clerk, letter=letter, from_unit=house.desk, to=MINISTRY, reports=())
    assert not letter.forwarded_by.exists()


def test_a_letter_that_passes_ones_own_on_is_told_of_once_it_went(
    house: House, reported: Report, sent_letter: Letter
) -> None:
    report = reported()
    letter = sent_letter(report)
    on = forward_letter(actor=house.expert, letter=letter, from_unit=house.department, to=MINISTRY, reports=())
    assert list(selectors.later_letters(letter, house.expert)) == [on]
    assert not selectors.later_letters(letter, house.clerk).exists()
    assert [line.letter for line in selectors.chain_of(report, house.clerk)] == [letter]
    record_sent(actor=house.expert, letter=on, sent=Sent("77/STP", DAY, "Giám đốc"), version=on.version)
    assert list(selectors.later_letters(letter, house.clerk)) == [on]
    assert [line.letter for line in selectors.chain_of(report, house.clerk)] == [letter, on]
    assert selectors.may_open(house.clerk, [letter.pk, on.pk]) == {letter.pk}


def test_drafts_and_reports_of_others_are_not_seen(
    house: House, reported: Report, staff_with: Callable[..., Actor]
) -> None:
    open_letter(actor=house.clerk, from_unit=house.desk, to=Addressee(house.department), reports=[reported()])
    assert not selectors.letter_rows(house.expert).exists()
    assert not selectors.report_rows(house.expert).exists()
    inspector = staff_with("defects.oversee")
    assert selectors.letter_rows(inspector).count() == selectors.report_rows(inspector).count() == 1


def test_a_free_report_is_withdrawn_by_its_author_with_a_reason(
    house: House, reported: Report, staff_with: Callable[..., Actor]
) -> None:
    report = reported()
    with pytest.raises(Denied):
        withdraw_report(actor=staff_with("defects.report"), report=report, reason="x", version=report.version)
    with pytest.raises(UserError):
        withdraw_report(actor=house.clerk, report=report, reason=" ", version=report.version)
    withdraw_report(actor=house.clerk, report=report, reason="Đã được sửa", version=report.version)
    assert (report.state, report.closed_on) == (ReportState.WITHDRAWN, DAY)


def test_a_report_in_a_letter_is_not_withdrawn(house: House, reported: Report) -> None:
    report = reported()
    open_letter(actor=house.clerk, from_unit=house.desk, to=MINISTRY, reports=[report])
    with pytest.raises(Stale):
        withdraw_report(actor=house.clerk, report=report, reason="x", version=again(report).version)


def test_findings_become_reports_once_and_the_answer_settles_them(
    house: House, found: Callable[..., Finding], sent_letter: Letter
) -> None:
    findings = [found("channels[0].time"), found("components[3].name")]
    assert take_in_findings(actor=house.clerk, findings=findings, kind=DefectKind.INCOMPLETE) == (2, 0)
    assert take_in_findings(actor=house.clerk, findings=findings, kind=DefectKind.INCOMPLETE) == (0, 2)
    assert not selectors.findings_to_take(house.clerk).exists()
    first, second = DefectReport.objects.order_by("id")
    assert (first.part, second.part, first.quote) == ("time_limit", "dossier", "7")
    letter = sent_letter(first, second)
    answer_letter(
        actor=house.expert,
        letter=letter,
        answer=Answer(DAY, "45/STP"),
        lines=[LineAnswer(first, True), LineAnswer(second, False, "Đúng Thông tư")],
        version=letter.version,
    )
    accepted, refused = Finding.objects.order_by("id")
    assert (accepted.state, refused.state) == (FindingState.SETTLED, FindingState.DISMISSED)
    assert "45/STP" in accepted.decision
    assert "Đúng Thông tư" in refused.decision


def test_a_withdrawn_report_frees_its_finding(house: House, found: Callable[..., Finding]) -> None:
    finding = found("channels[0].fee")
    take_in_findings(actor=house.clerk, findings=[finding], kind=DefectKind.INACCURATE)
    report = DefectReport.objects.get()
    withdraw_report(actor=house.clerk, report=report, reason="Nhầm", version=report.version)
    assert take_in_findings(actor=house.clerk, findings=[finding], kind=DefectKind.LATE) == (1, 0)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("name", "name"),
        ("steps", "sequence"),
        ("channels[2].time", "time_limit"),
        ("channels[0].fee", "fee"),
        ("channels[1]", "manner"),
        ("components[4].form", "forms"),
        ("legal_basis[0].number", "legal_basis"),
        ("record", "name"),
    ],
)
def test_the_place_of_a_finding_is_a_part_of_the_law(db: None, path: str, part: str) -> None:
    assert part_of_path(path) == part
    assert part in parts_on(DAY)


def test_silence_is_counted_and_overdue_by_the_rule_of_the_level(
    house: House, reported: Report, sent_letter: Letter, clock: Callable[[str], object]
) -> None:
    letter = sent_letter(reported())
    now = silence(letter, date(2026, 11, 23))
    assert now is not None
    assert (now.days, now.due.value, now.overdue) == (14, date(2026, 11, 23), False)
    late = silence(letter, date(2026, 11, 24))
    assert late is not None
    assert late.overdue
    assert "D" in {rule.confidence for rule in now.due.rules}
    assert not selectors.letter_rows(house.clerk, overdue_on=date(2026, 11, 23)).exists()
    assert list(selectors.letter_rows(house.clerk, overdue_on=date(2026, 11, 24))) == [letter]


def test_a_ministry_is_given_longer(db: None) -> None:
    near, far = due_of(DAY, Level.PROVINCE).value, due_of(DAY, Level.MINISTRY).value
    assert near is not None
    assert far is not None
    assert near < far


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dates(date(2026, 1, 1), date(2026, 12, 1)), step=st.integers(0, 60))
def test_a_letter_sent_later_is_never_due_earlier(db: None, start: date, step: int) -> None:
    for level in Level:
        first, second = due_of(start, level).value, due_of(start + timedelta(days=step), level).value
        assert first is not None
        assert second is not None
        assert start < first <= second


def test_lists_cost_the_same_for_many_rows_as_for_few(
    house: House, reported: Report, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(6):
        reported(row=procedure(f"1.9000{number:02}"))
    with django_assert_num_queries(1):
        assert len({row.procedure.code for row in selectors.report_rows(house.clerk)}) == 6

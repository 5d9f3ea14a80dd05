"""Each unit has a focal officer, appointed by decision, renewed each January; who has none is found and reminded."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from motcua.access.actors import Actor, Grant, actor_for
from motcua.access.roles import Role
from motcua.audit.models import Entry
from motcua.jobs.registry import find, schedules
from motcua.organisation import annex, annex_word, findings, officers
from motcua.organisation.models import FocalAppointment, FocalReminder, Position
from motcua.organisation.services.focal import (
    Decision,
    Holder,
    appoint_focal,
    end_focal,
    record_reminders,
    renew_focal,
)
from motcua.organisation.services.units import close_unit
from motcua.web import tiles
from motcua.web.faults import Denied, Stale, UserError

START, DAY = date(2026, 1, 5), date(2026, 6, 1)
JANUARY, FEBRUARY = date(2027, 1, 15), date(2027, 2, 1)
THIS_YEAR = Decision("12/QĐ-UBND", date(2026, 1, 4), "Phó Chủ tịch Thường trực", 2026, START)
NEXT_YEAR = Decision("7/QĐ-UBND", date(2027, 1, 10), "Phó Chủ tịch Thường trực", 2027, JANUARY)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


@pytest.fixture
def unit(unit_named):
    return unit_named("vinh-long-2025/so-tu-phap")


@pytest.fixture
def other(unit_named):
    return unit_named("vinh-long-2025/so-tai-chinh")


@pytest.fixture
def appointed(system, unit):
    holder = Holder("Người thứ nhất", "Chuyên viên", "0270 3 000 000", "dau.moi@example.vn")
    return appoint_focal(actor=system, unit=unit, holder=holder, decision=THIS_YEAR)


def state_of(system, unit, day):
    return next(line.state for line in officers.focal_lines(system, day, units=[unit.pk]))


def test_departments_and_communes_must_have_one_but_not_their_divisions_or_the_provinces_own_office(system):
    lines = officers.focal_lines(system, DAY)
    kinds = {(line.period.kind.key, line.period.tier.key) for line in lines}
    assert kinds == {
        ("so", "province"),
        ("ban", "province"),
        ("inspectorate", "province"),
        ("people_committee", "commune"),
    }
    assert len(lines) == 11 + 1 + 1 + 124


def test_the_list_costs_a_fixed_number_of_statements(system, appointed, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        lines = officers.focal_lines(system, DAY)
        assert [line.appointment.holder for line in lines if line.appointment] == ["Người thứ nhất"]


@pytest.mark.parametrize("day", [date(2025, 12, 31), START, DAY, JANUARY, FEBRUARY])
def test_the_number_on_the_start_page_is_that_of_the_list(system, appointed, day, django_assert_num_queries):
    lines = officers.focal_lines(system, day)
    with django_assert_num_queries(3):
        counted = officers.focal_counts(system, day)
    assert counted == (len(lines), sum(line.state == officers.CURRENT for line in lines))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 1, 4), officers.MISSING),
        (START, officers.CURRENT),
        (date(2026, 12, 31), officers.CURRENT),
        (JANUARY, officers.DUE),
        (FEBRUARY, officers.OVERDUE),
        (date(2028, 1, 1), officers.OVERDUE),
    ],
)
def test_an_appointment_is_good_for_its_year_due_in_january_and_overdue_after(system, unit, appointed, day, state):
    assert state_of(system, unit, day) == state


def test_the_next_one_replaces_the_one_before_and_both_stay_on_record(system, unit, appointed):
    decision = Decision("30/QĐ-UBND", date(2026, 5, 30), "Chủ tịch", 2026, DAY)
    second = appoint_focal(actor=system, unit=unit, holder=Holder("Người thứ hai"), decision=decision)
    history = list(officers.history_of(system, unit))
    assert [(row.holder, row.valid_from, row.valid_to) for row in history] == [
        ("Người thứ hai", DAY, None),
        ("Người thứ nhất", START, DAY),
    ]
    assert second.decision_no == "30/QĐ-UBND"


@pytest.mark.parametrize(
    ("holder", "decision", "code"),
    [
        (Holder(" "), THIS_YEAR, "no-holder"),
        (Holder("A"), Decision(" ", START, "B", 2026, START), "no-decision"),
        (Holder("A"), Decision("1", START, " ", 2026, START), "no-decision"),
        (Holder("A"), Decision("1", DAY, "B", 2026, START), "signed-later"),
        (Holder("A"), Decision("1", START, "B", 2026, START), "appointed-later"),
        (Holder("A"), Decision("1", date(2025, 1, 1), "B", 2025, date(2025, 1, 1)), "unit-not-in-force"),
    ],
)
def test_an_appointment_that_says_too_little_or_crosses_another_is_refused(
    system, unit, appointed, holder, decision, code
):
    with pytest.raises(UserError) as refusal:
        appoint_focal(actor=system, unit=unit, holder=holder, decision=decision)
    assert refusal.value.code == code


def test_only_procedure_control_appoints(actor_with, unit):
    with pytest.raises(Denied):
        appoint_focal(actor=actor_with("organisation.view"), unit=unit, holder=Holder("A"), decision=THIS_YEAR)


def test_all_are_renewed_for_the_new_year_in_one_act(system, unit, other, appointed):
    appoint_focal(actor=system, unit=other, holder=Holder("Người khác"), decision=THIS_YEAR)
    lines = officers.renewable(system, 2027, JANUARY)
    assert {line.period.unit for line in lines} == {unit, other}
    done = renew_focal(actor=system, appointments=[line.appointment for line in lines], decision=NEXT_YEAR)
    assert len(done) == 2
    assert {row.year for row in done} == {2027}
    assert state_of(system, unit, JANUARY) == officers.CURRENT
    renewed = FocalAppointment.objects.get(unit=unit, year=2027)
    assert (renewed.renewed_from, renewed.phone) == (appointed, "0270 3 000 000")
    assert not officers.renewable(system, 2027, JANUARY)
    again = renew_focal(actor=system, appointments=[appointed], decision=NEXT_YEAR)
    assert again == []


def test_an_appointment_ends_and_the_unit_has_none(system, unit, appointed):
    end_focal(actor=system, appointment=appointed, day=DAY, version=1)
    assert state_of(system, unit, DAY) == officers.MISSING
    with pytest.raises(UserError):
        end_focal(actor=system, appointment=appointed, day=DAY, version=2)


def test_ending_what_another_changed_meanwhile_is_refused(system, appointed):
    FocalAppointment.objects.filter(pk=appointed.pk).update(version=5)
    with pytest.raises(Stale):
        end_focal(actor=system, appointment=appointed, day=DAY, version=1)


def test_a_unit_without_one_is_a_finding_until_it_has_one(system, unit, appointed):
    missing = {row.name for row in findings.unit_findings(system, DAY, "no-focal")}
    assert "Sở Tư pháp tỉnh Vĩnh Long" not in missing
    assert "Sở Tài chính tỉnh Vĩnh Long" in missing
    late = findings.unit_findings(system, FEBRUARY, "focal-not-renewed")
    assert [(row.name, row.evidence) for row in late] == [("Sở Tư pháp tỉnh Vĩnh Long", "12/QĐ-UBND (2026)")]


def test_one_who_appraises_and_approves_is_a_finding(system, unit, user_with):
    user = user_with()
    Position.objects.create(user=user, unit=unit, role=Role.APPRAISER, valid_from=START)
    assert not findings.unit_findings(system, DAY, "roles-not-separated")
    Position.objects.create(user=user, unit=unit, role=Role.APPROVER, valid_from=START)
    found = findings.unit_findings(system, DAY, "roles-not-separated")
    assert [row.name for row in found] == ["Sở Tư pháp tỉnh Vĩnh Long"]


def test_reminders_go_to_the_officer_and_the_head_and_are_recorded_once(system, unit, user_with, appointed):
    officer, head = user_with(), user_with()
    FocalAppointment.objects.filter(pk=appointed.pk).update(user=officer)
    Position.objects.create(user=head, unit=unit, role=Role.HEAD_OF_UNIT, valid_from=START)
    notices = officers.due_reminders(system, JANUARY)
    mine = next(notice for notice in notices if notice.reminder.unit_id == unit.pk)
    assert mine.recipients == (officer, head)
    assert mine.reminder.reason == "renew"
    assert len(notices) == 137
    reminders = [notice.reminder for notice in notices]
    assert record_reminders(actor=system, reminders=reminders) == 137
    later = [notice.reminder for notice in officers.due_reminders(system, FEBRUARY)]
    assert record_reminders(actor=system, reminders=later) == 0
    assert FocalReminder.objects.count() == 137
    assert Entry.objects.filter(verb="organisation.focal.reminded").count() == 1


def test_reminders_run_every_day_by_themselves():
    assert find("organisation.focal_reminders").permission == "organisation.focal"
    assert "organisation.focal_reminders" in {one.kind for one in schedules()}


def test_the_desk_reminds_those_who_answer_for_a_unit_and_nobody_else(system, unit, user_with, appointed, clock):
    head, stranger = user_with(), user_with()
    Position.objects.create(user=head, unit=unit, role=Role.HEAD_OF_UNIT, valid_from=START)
    clock("2027-01-15 08:00")
    actor = actor_for(head)
    figure = next(one for one in tiles.figures("desk", actor) if "đầu mối" in str(one.label))
    assert (figure.number, figure.note) == (1, "Sở Tư pháp tỉnh Vĩnh Long")
    assert not [one for one in tiles.figures("desk", actor_for(stranger)) if "đầu mối" in str(one.label)]
    renew_focal(actor=system, appointments=[appointed], decision=NEXT_YEAR)
    assert not [one for one in tiles.figures("desk", actor) if "đầu mối" in str(one.label)]


def test_control_sees_how_many_units_lack_one(staff_with, appointed, clock):
    clock("2026-06-01 08:00")
    actor = staff_with("organisation.focal")
    figure = next(one for one in tiles.figures("control", actor) if "đầu mối" in str(one.label))
    assert figure.number == 136


def test_a_unit_that_is_closed_needs_none(system, unit, other):
    close_unit(actor=system, unit=unit, day=DAY, version=unit.version, heirs=[other])
    assert not officers.focal_lines(system, DAY, units=[unit.pk])


def test_names_and_telephones_are_for_the_administration(unit, appointed):
    assert not officers.history_of(Actor(), unit)
    assert all(line.appointment is None for line in officers.focal_lines(Actor(), DAY))
    colleague = Actor(grants=(Grant(Role.RECEIVER, unit.pk, None),))
    assert officers.history_of(colleague, unit)


def test_the_annex_lists_who_holds_the_office_and_cites_the_decision(system, unit, other, appointed):
    appoint_focal(actor=system, unit=other, holder=Holder("Người khác"), decision=THIS_YEAR)
    end_focal(actor=system, appointment=appointed, day=date(2026, 3, 1), version=1)
    second = Decision("20/QĐ-UBND", date(2026, 3, 1), "Chủ tịch", 2026, date(2026, 3, 1))
    appoint_focal(actor=system, unit=unit, holder=Holder("Người thứ hai", "Phó phòng"), decision=second)
    found = annex.annex_of(system, 2026, DAY)
    assert [(row.number, row.unit, row.holder) for row in found.rows] == [
        (1, "Sở Tài chính tỉnh Vĩnh Long", "Người khác"),
        (2, "Sở Tư pháp tỉnh Vĩnh Long", "Người thứ hai"),
    ]
    assert found.decisions == (
        "Quyết định số 12/QĐ-UBND ngày 04/01/2026 do Phó Chủ tịch Thường trực ký",
        "Quyết định số 20/QĐ-UBND ngày 01/03/2026 do Chủ tịch ký",
    )
    assert len(annex.annex_of(system, 2026, DAY, "20/QĐ-UBND").rows) == 1
    assert annex.annex_of(system, 2024, DAY).rows == ()


def test_the_annex_is_a_word_file_on_a4_with_the_same_lines(system, appointed):
    body = annex_word.annex_docx(annex.annex_of(system, 2026, DAY), "Tỉnh Vĩnh Long")
    paper = Document(BytesIO(body))
    assert (round(paper.sections[0].page_width.mm), round(paper.sections[0].page_height.mm)) == (297, 210)
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells[0] == list(annex.heads())
    assert cells[1][1:4] == ["Sở Tư pháp tỉnh Vĩnh Long", "Người thứ nhất", "Chuyên viên"]
    assert "năm 2026" in paper.paragraphs[1].text

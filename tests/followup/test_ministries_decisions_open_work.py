"""Decisions of ministries enter by an import or by hand and open work for the departments whose field they are."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.followup.models import AnnouncementSource, FollowTask, MinistryAnnouncement, StepKind, TaskState
from motcua.followup.services.announcing import (
    Announced,
    TypedLine,
    change_announcement,
    note_announcement,
    note_import,
)
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH, another

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]
GIVEN = Announced("163/QĐ-BTP", "Bộ Tư pháp", date(2026, 7, 1), date(2026, 8, 1))
LINES = [TypedLine("1.001193", "amended")]


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-06 09:00")


def test_filling_an_empty_catalogue_opens_nothing(bring, system):
    batch = bring(BIRTH, another("1.000001"))
    assert note_import(actor=system, batch=batch) == []
    assert not MinistryAnnouncement.objects.exists()


def test_a_new_version_with_a_new_decision_opens_work(tasks):
    assert set(tasks) == {"163/QĐ-BTP", "77/QĐ-BCT"}
    justice = tasks["163/QĐ-BTP"]
    assert justice.announcement.source == AnnouncementSource.IMPORT
    assert justice.announcement.learned_on == date(2026, 7, 6)
    kinds = dict(justice.lines.values_list("code", "kind"))
    assert kinds == {"1.001193": "amended", "1.000001": "amended", "1.000004": "new"}
    assert [step.kind for step in justice.steps.all()] == StepKind.values


def test_a_text_changed_under_the_same_decision_is_no_announcement(tasks):
    assert not any(task.lines.filter(code="1.000003").exists() for task in tasks.values())


def test_work_goes_to_the_department_of_the_field(tasks, unit_named):
    assert tasks["163/QĐ-BTP"].unit == unit_named("so-tu-phap")
    assert tasks["77/QĐ-BCT"].unit == unit_named("so-cong-thuong")
    owners = {step.kind: step.owner for step in tasks["77/QĐ-BCT"].steps.all()}
    assert owners["list"] == owners["process"] == unit_named("so-cong-thuong")
    assert owners["posting"] == unit_named("ttpvhcc")
    assert owners["upload"] == unit_named("vp-ubnd")


def test_a_procedure_that_only_ministries_handle_opens_nothing(bring, system):
    bring(BIRTH)
    batch = bring(another("1.000009", levels=("ministry",), decision_no="5/QĐ-BTP"))
    assert note_import(actor=system, batch=batch) == []


def test_an_older_version_that_joins_the_history_opens_nothing(bring, system):
    bring(another("1.000009", decision_no="163/QĐ-BTP", collected="2026-06"))
    older = bring(another("1.000009", decision_no="1833/QĐ-BTP", collected="2025-12", steps="Như cũ."))
    assert note_import(actor=system, batch=older) == []
    # and what comes next under the decision in force is compared with that decision, not with the history
    again = bring(another("1.000009", decision_no="163/QĐ-BTP", collected="2026-07", steps="Nộp hồ sơ, nhận kết quả."))
    assert note_import(actor=system, batch=again) == []


def test_noting_an_import_again_adds_nothing(tasks, grown, system):
    before = FollowTask.objects.count()
    assert note_import(actor=system, batch=grown) == []
    assert FollowTask.objects.count() == before


def test_the_same_decision_in_a_later_import_grows(tasks, bring, system):
    batch = bring(another("1.000003", decision_no="163/QĐ-BTP", collected="2026-08"))
    grown = note_import(actor=system, batch=batch)
    assert [one.decision_no for one in grown] == ["163/QĐ-BTP"]
    assert tasks["163/QĐ-BTP"].lines.count() == 4


def test_a_number_of_another_year_is_another_decision(tasks, bring, system, clock):
    clock("2028-01-10 09:00")
    batch = bring(another("1.000003", decision_no="163/QĐ-BTP", collected="2027-12"))
    note_import(actor=system, batch=batch)
    assert MinistryAnnouncement.objects.filter(decision_no="163/QĐ-BTP").count() == 2


def test_imports_without_number_are_kept_apart(bring, system):
    bring(BIRTH)
    batch = bring(another("1.000005", decision_no=None), another("1.000006", decision_no=None))
    noted = note_import(actor=system, batch=batch)
    assert [one.decision_no for one in noted] == [""]
    assert noted[0].lines.count() == 2


def test_a_decision_is_typed_by_hand(bring, system, unit_named):
    bring(BIRTH)
    row = note_announcement(actor=system, given=GIVEN, lines=[*LINES, TypedLine("9.000001", "new", "Thủ tục mới")])
    assert row.source == AnnouncementSource.TYPED
    assert {task.unit for task in row.tasks.all()} == {unit_named("so-tu-phap"), None}
    assert row.lines.get(code="1.001193").name == BIRTH.name


def test_the_typed_unit_takes_every_line(bring, system, unit_named):
    bring(BIRTH)
    trade = unit_named("so-cong-thuong")
    row = note_announcement(actor=system, given=GIVEN, lines=[*LINES, TypedLine("9.000001", "new", "A")], unit=trade)
    assert [task.unit for task in row.tasks.all()] == [trade]


def test_an_import_meets_what_was_typed_before(bring, system):
    bring(BIRTH)
    typed = note_announcement(actor=system, given=GIVEN, lines=[*LINES, TypedLine("1.000004", "new", "Sắp có")])
    batch = bring(another("1.000004", decision_no="163/QĐ-BTP"))
    noted = note_import(actor=system, batch=batch)
    assert noted == [typed]
    line = typed.lines.get(code="1.000004")
    assert line.procedure_version is not None
    assert line.name == "Thủ tục số 1.000004"


REFUSED = [
    (Announced("", "Bộ Tư pháp"), LINES, "no-number"),
    (Announced("1/QĐ-BTP", " "), LINES, "no-ministry"),
    (GIVEN, [], "no-lines"),
    (GIVEN, LINES * 2, "code-twice"),
    (GIVEN, [TypedLine(" ", "new")], "bad-code"),
    (GIVEN, [TypedLine("1.000001", "sold")], "bad-kind"),
    (Announced("1/QĐ-BTP", "Bộ Tư pháp", date(2026, 7, 2), date(2026, 7, 1)), LINES, "effective-before-signing"),
    (GIVEN, [TypedLine(f"1.{number:06}", "new") for number in range(2001)], "too-many-lines"),
]


@pytest.mark.parametrize(("given", "lines", "code"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_decision_that_does_not_hold_together_is_refused(system, given, lines, code):
    with pytest.raises(UserError) as refused:
        note_announcement(actor=system, given=given, lines=lines)
    assert refused.value.code == code
    assert not MinistryAnnouncement.objects.exists()


def test_days_that_an_import_cannot_know_are_said_later(tasks, system):
    row = tasks["163/QĐ-BTP"].announcement
    asked = {"signed_on": date(2026, 6, 20), "effective_on": date(2026, 8, 3), "note": ""}
    changed = change_announcement(actor=system, announcement=row, version=row.version, **asked)
    assert changed.since == date(2026, 6, 20)
    listed = tasks["163/QĐ-BTP"].steps.get(kind="list")
    assert listed.due_on == date(2026, 7, 27)  # five working days before Monday 3 August
    with pytest.raises(Stale):
        change_announcement(actor=system, announcement=row, version=1, **asked)


def test_days_typed_for_a_decision_that_an_import_brought_are_kept(tasks, system):
    """The task is due by the law's day from then on; a day that contradicts the one known is refused."""
    row = note_announcement(
        actor=system,
        given=Announced("163/QĐ-BTP", "Bộ Tư pháp", date(2026, 6, 20), date(2026, 8, 3)),
        lines=LINES,
    )
    assert row == tasks["163/QĐ-BTP"].announcement
    assert (row.signed_on, row.effective_on) == (date(2026, 6, 20), date(2026, 8, 3))
    assert tasks["163/QĐ-BTP"].steps.get(kind="list").due_on == date(2026, 7, 27)
    with pytest.raises(UserError) as refused:
        note_announcement(actor=system, given=GIVEN, lines=LINES)
    assert (refused.value.code, refused.value.field) == ("other-day", "signed_on")
    assert "20/06/2026" in refused.value.message


def test_a_number_that_comes_again_in_the_next_year_is_another_decision(system, clock):
    """Signed in December and in February under one number: two decisions, each with its own lines and days."""
    first = note_announcement(
        actor=system,
        given=Announced("9/QĐ-BTP", "Bộ Tư pháp", date(2025, 12, 20)),
        lines=[TypedLine("9.000001", "new")],
    )
    second = note_announcement(
        actor=system, given=Announced("9/QĐ-BTP", "Bộ Tư pháp", date(2026, 2, 3)), lines=[TypedLine("9.000002", "new")]
    )
    assert first != second
    assert second.lines.get().code == "9.000002"
    grown = [TypedLine("9.000003", "new")]
    again = note_announcement(
        actor=system, given=Announced("Số 9 /QĐ-BTP", "Bộ Tư pháp", date(2025, 12, 20)), lines=grown
    )
    assert again == first


def test_a_decision_of_december_that_an_import_brought_in_january_is_the_one_that_is_typed(bring, system, clock):
    """The import knows no day of signing, so it counts by the year in which it was learned."""
    clock("2026-01-09 09:00")
    bring(BIRTH)
    (brought,) = note_import(actor=system, batch=bring(another("1.000004", decision_no="900/QĐ-BTP")))
    given = Announced("900/QĐ-BTP", "Bộ Tư pháp", date(2025, 12, 22))
    assert note_announcement(actor=system, given=given, lines=[TypedLine("1.000004", "new")]) == brought


def test_only_procedure_control_writes_decisions_down(staff_with):
    with pytest.raises(Denied):
        note_announcement(actor=staff_with("posting.confirm"), given=GIVEN, lines=LINES)


def test_tasks_begin_open_and_dated(tasks):
    assert {task.state for task in tasks.values()} == {TaskState.OPEN}
    assert {task.opened_on for task in tasks.values()} == {date(2026, 7, 6)}

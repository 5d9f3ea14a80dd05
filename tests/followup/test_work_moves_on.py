"""Open work is moved on by what the province does: its list, its processes, its boards, its uploads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.access.actors import Actor, Grant
from motcua.access.roles import Role
from motcua.followup import progress
from motcua.followup.models import FollowTask, StepKind, TaskState
from motcua.followup.progress import Desks
from motcua.followup.selectors import WorkFilter, work, work_by_unit
from motcua.followup.services.announcing import Announced, TypedLine, change_announcement, note_announcement
from motcua.followup.services.drafting import draft_list, open_lines
from motcua.followup.services.processes import note_processes
from motcua.followup.services.tasks import (
    dismiss_tasks,
    give_task,
    refresh_tasks,
    reopen_task,
    waive_step,
)
from motcua.organisation.services.units import merge_units
from motcua.publication.models import Place
from motcua.publication.services.drafting import discard_decision
from motcua.publication.services.publishing import publish_lines
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH
from tests.followup.conftest import tasks_by_number
from tests.organisation.conftest import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-06 09:00")


@pytest.fixture
def tasks(followed, db) -> dict[str, FollowTask]:
    return tasks_by_number()


@pytest.fixture
def justice(tasks) -> FollowTask:
    return tasks["163/QĐ-BTP"]


@pytest.fixture
def boards(monkeypatch):
    """Every procedure hangs at two desks of three; change the answer by assigning to `boards["desks"]`."""
    said = {"desks": Desks(2, 3)}
    monkeypatch.setattr(progress, "_desks", [lambda ids, day: dict.fromkeys(ids, said["desks"])])
    return said


def step(task: FollowTask, kind: str):
    return task.steps.get(kind=kind)


def focal(unit) -> Actor:
    return Actor(label="đầu mối", grants=(Grant(Role.FOCAL_OFFICER, unit.pk, None),))


def test_a_draft_takes_every_open_line_once(justice, system, unit_named):
    decision = draft_list(actor=system, task=justice)
    assert decision.advising_unit == unit_named("so-tu-phap")
    assert decision.issuing_unit == unit_named("ubnd")
    assert decision.source == "163/QĐ-BTP (Bộ Tư pháp)"
    kinds = dict(decision.lines.values_list("code", "kind"))
    assert kinds == {"1.000001": "amended", "1.000004": "new", "1.001193": "amended"}
    assert open_lines(justice) == []
    with pytest.raises(UserError) as refused:
        draft_list(actor=system, task=justice)
    assert refused.value.code == "nothing-to-list"


def test_a_draft_names_the_day_of_the_ministry_s_decision_where_it_is_known(justice, system):
    first = draft_list(actor=system, task=justice)
    one = justice.announcement
    change_announcement(
        actor=system, announcement=one, version=one.version, signed_on=date(2026, 7, 1), effective_on=None, note=""
    )
    justice.refresh_from_db()
    assert open_lines(justice) == []  # listed by the draft made before the day was known
    discard_decision(actor=system, decision=first, version=first.version)
    assert draft_list(actor=system, task=justice).source == "163/QĐ-BTP ngày 01/07/2026 (Bộ Tư pháp)"


def test_a_draft_alone_moves_nothing(justice, system):
    draft_list(actor=system, task=justice)
    refresh_tasks(actor=system)
    assert step(justice, "list").done == 0


def test_from_the_signed_list_to_the_end(justice, system, sign, boards, clock):
    decision = draft_list(actor=system, task=justice)
    clock("2026-07-08 09:00")
    decision = sign(decision, "1024/QĐ-UBND", date(2026, 7, 8))
    refresh_tasks(actor=system)
    listed = step(justice, "list")
    assert (listed.done, listed.total, listed.done_on) == (3, 3, date(2026, 7, 8))
    assert step(justice, "process").due_on == date(2026, 7, 13)
    assert step(justice, "posting").due_on == date(2026, 7, 9)
    assert step(justice, "upload").due_on == date(2026, 7, 15)
    assert justice.lines.first().listed_by == decision.public_id
    clock("2026-07-10 09:00")
    codes = [line.code for line in justice.lines.all()]
    note_processes(actor=system, codes=codes, decision_no="1100/QĐ-UBND", approved_on=date(2026, 7, 10))
    assert step(justice, "process").done_on == date(2026, 7, 10)
    moment = datetime(2026, 7, 10, 1, tzinfo=UTC)
    publish_lines(actor=system, lines=list(decision.lines.all()), place=Place.NATIONAL, published_at=moment)
    refresh_tasks(actor=system)
    assert step(justice, "upload").done_on == date(2026, 7, 10)
    justice.refresh_from_db()
    assert justice.state == TaskState.OPEN
    assert justice.lines.first().desks_done == 2
    boards["desks"] = Desks(3, 3, date(2026, 7, 10))
    refresh_tasks(actor=system)
    justice.refresh_from_db()
    assert (justice.state, justice.closed_on) == (TaskState.DONE, date(2026, 7, 10))


def test_a_procedure_posted_before_its_list_was_signed_does_not_count(justice, system, boards):
    boards["desks"] = Desks(3, 3, date(2026, 7, 1))
    refresh_tasks(actor=system)
    assert step(justice, "posting").done == 0


def test_no_known_desk_is_not_posted_everywhere(justice, system, sign, boards):
    sign(draft_list(actor=system, task=justice), "1024/QĐ-UBND", date(2026, 7, 6))
    boards["desks"] = Desks(0, 0)
    refresh_tasks(actor=system)
    assert step(justice, "posting").done == 0


def test_a_process_of_before_the_list_does_not_count(justice, system, sign):
    note_processes(actor=system, codes=["1.001193"], decision_no="9/QĐ-UBND", approved_on=date(2026, 7, 1))
    sign(draft_list(actor=system, task=justice), "1024/QĐ-UBND", date(2026, 7, 6))
    refresh_tasks(actor=system)
    assert step(justice, "process").done == 0


def test_an_old_provincial_list_follows_nothing(tasks, system, sign, clock):
    """The list that answers an earlier decision of the ministry is no answer to the next one."""
    sign(draft_list(actor=system, task=tasks["163/QĐ-BTP"]), "1024/QĐ-UBND", date(2026, 7, 6))
    clock("2026-07-20 09:00")
    later = Announced("500/QĐ-BTP", "Bộ Tư pháp", date(2026, 7, 15))
    row = note_announcement(actor=system, given=later, lines=[TypedLine("1.001193", "amended")])
    assert row.tasks.get().steps.get(kind="list").done == 0


def test_an_abolished_procedure_is_followed_by_abolishing_and_needs_no_process(tasks, system, sign):
    row = note_announcement(
        actor=system,
        given=Announced("500/QĐ-BTP", "Bộ Tư pháp", date(2026, 7, 6)),
        lines=[TypedLine("1.000003", "abolished")],
    )
    task = row.tasks.get()
    assert step(task, "process").total == 0
    decision = sign(draft_list(actor=system, task=task), "1025/QĐ-UBND", date(2026, 7, 6))
    assert decision.lines.get().kind == "abolished"
    refresh_tasks(actor=system)
    assert step(task, "list").done == 1


def test_a_step_is_waived_with_a_reason_and_back(justice, system, unit_named):
    done = waive_step(actor=system, step=step(justice, "process"), reason="Quy trình cũ vẫn đúng", version=1)
    assert done.finished
    with pytest.raises(Stale):
        waive_step(actor=system, step=done, reason="", version=1)
    assert not waive_step(actor=system, step=done, reason="", version=2).finished


def test_when_all_steps_are_waived_the_task_is_done_and_opens_again(justice, system):
    for kind in StepKind.values:
        waive_step(actor=system, step=step(justice, kind), reason="Làm ngoài hệ thống", version=1)
    justice.refresh_from_db()
    assert justice.state == TaskState.DONE
    waive_step(actor=system, step=step(justice, "list"), reason="", version=2)
    justice.refresh_from_db()
    assert (justice.state, justice.closed_on) == (TaskState.OPEN, None)


def test_a_focal_officer_writes_only_on_the_own_unit_s_work(justice, unit_named):
    with pytest.raises(UserError) as refused:
        waive_step(actor=focal(unit_named("so-y-te")), step=step(justice, "list"), reason="x", version=1)
    assert refused.value.code == "not-own-task"
    assert waive_step(actor=focal(unit_named("so-tu-phap")), step=step(justice, "list"), reason="x", version=1).waived
    with pytest.raises(Denied):
        dismiss_tasks(actor=focal(unit_named("so-tu-phap")), tasks=[(justice, justice.version)], reason="x")


def test_a_task_is_dismissed_with_a_reason_and_taken_back(justice, system):
    with pytest.raises(UserError, match="lý do"):
        dismiss_tasks(actor=system, tasks=[(justice, justice.version)], reason=" ")
    (gone,) = dismiss_tasks(actor=system, tasks=[(justice, justice.version)], reason="Tỉnh đã công bố năm trước")
    assert gone.state == TaskState.DISMISSED
    refresh_tasks(actor=system)
    gone.refresh_from_db()
    assert gone.state == TaskState.DISMISSED
    with pytest.raises(Stale):
        reopen_task(actor=system, task=gone, version=gone.version - 1)
    back = reopen_task(actor=system, task=gone, version=gone.version)
    assert back.state == TaskState.OPEN
    with pytest.raises(UserError):
        reopen_task(actor=system, task=back, version=FollowTask.objects.get(pk=back.pk).version)


def test_of_several_tasks_all_are_dismissed_or_none(tasks, system):
    rows = sorted(tasks.values(), key=lambda task: task.pk)
    with pytest.raises(Stale):
        dismiss_tasks(
            actor=system, tasks=[(rows[0], rows[0].version), (rows[1], rows[1].version + 1)], reason="Đã theo"
        )
    with pytest.raises(UserError, match="Chưa chọn"):
        dismiss_tasks(actor=system, tasks=[], reason="Đã theo")
    assert FollowTask.objects.filter(state=TaskState.OPEN).count() == len(rows)
    gone = dismiss_tasks(actor=system, tasks=[(row, row.version) for row in rows], reason="Đã theo năm trước")
    assert {(row.state, row.reason) for row in gone} == {(TaskState.DISMISSED, "Đã theo năm trước")}


def test_a_task_put_away_keeps_its_first_reason(tasks, justice, system):
    (gone,) = dismiss_tasks(actor=system, tasks=[(justice, justice.version)], reason="Đã theo năm trước")
    other = tasks["77/QĐ-BCT"]
    with pytest.raises(UserError, match="không còn mở"):
        dismiss_tasks(actor=system, tasks=[(gone, gone.version), (other, other.version)], reason="Lần nữa")
    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.reason, other.state) == ("Đã theo năm trước", TaskState.OPEN)


def test_a_task_goes_to_another_unit_whole(justice, system, unit_named):
    moved = give_task(actor=system, task=justice, unit=unit_named("so-noi-vu"), version=justice.version)
    assert moved.unit == unit_named("so-noi-vu")
    assert moved.lines.count() == 3
    assert not FollowTask.objects.filter(pk=justice.pk).exists()
    assert step(moved, "list").owner == unit_named("so-noi-vu")


def test_two_tasks_of_one_decision_become_one(justice, system, unit_named):
    row = justice.announcement
    other = note_announcement(
        actor=system,
        given=Announced("163/QĐ-BTP", "Bộ Tư pháp"),
        lines=[TypedLine("9.000009", "new", "Thêm")],
        unit=unit_named("so-noi-vu"),
    )
    assert other == row
    task = FollowTask.objects.get(unit=unit_named("so-noi-vu"))
    joined = give_task(actor=system, task=task, unit=unit_named("so-tu-phap"), version=task.version)
    assert joined == justice
    assert joined.lines.count() == 4


def test_the_work_of_a_merged_unit_is_its_heir_s(justice, system, unit_named, clock):
    clock("2026-08-03 09:00")
    joined = [unit_named("so-tu-phap"), unit_named("so-noi-vu")]
    heir = merge_units(
        actor=system,
        units=[(unit, unit.version) for unit in joined],
        content=content_of("Sở Tư pháp và Nội vụ", "so"),
        day=date(2026, 8, 1),
        parent=unit_named("ubnd"),
    )
    assert justice in work(system, WorkFilter(unit=heir), date(2026, 8, 3))
    assert draft_list(actor=system, task=justice).advising_unit == heir


def test_totals_per_unit_name_the_latest_first(tasks, system, clock):
    clock("2026-07-20 09:00")
    tasks["163/QĐ-BTP"].steps.filter(kind="list").update(waived="xong")
    totals = work_by_unit(system, date(2026, 7, 20))
    assert [(one.name, one.tasks, one.late) for one in totals] == [
        ("Sở Công Thương tỉnh Vĩnh Long", 1, 1),
        ("Sở Tư pháp tỉnh Vĩnh Long", 1, 0),
    ]


def test_filters_find_what_they_say(tasks, system, unit_named):
    day = date(2026, 7, 20)

    def numbers(**asked) -> set[str]:
        return {task.announcement.decision_no for task in work(system, WorkFilter(**asked), day)}

    both = {"163/QĐ-BTP", "77/QĐ-BCT"}
    assert numbers() == numbers(late=True) == numbers(step="upload") == both
    assert numbers(unit=unit_named("so-tu-phap")) == {"163/QĐ-BTP"}
    assert numbers(ministry="Bộ Công Thương") == {"77/QĐ-BCT"}
    assert numbers(text="1.000002") == numbers(text="77/") == {"77/QĐ-BCT"}
    assert numbers(unassigned=True) == numbers(state="done") == numbers(own=frozenset()) == set()
    assert list(work(Actor(), WorkFilter(), day)) == []


def test_a_closed_task_opens_when_its_decision_grows(justice, system, unit_named):
    dismiss_tasks(actor=system, tasks=[(justice, justice.version)], reason="Đã theo")
    more = Announced("163/QĐ-BTP", "Bộ Tư pháp")
    note_announcement(actor=system, given=more, lines=[TypedLine("9.000009", "new", "A")], unit=justice.unit)
    justice.refresh_from_db()
    assert justice.state == TaskState.OPEN
    assert BIRTH.code in set(justice.lines.values_list("code", flat=True))

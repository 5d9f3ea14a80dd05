"""The same words by machine API and by terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from motcua.followup.models import FollowTask, InternalProcessNote, MinistryAnnouncement
from motcua.papers.models import Paper
from motcua.publication.models import AnnouncementDecision
from tests.followup.conftest import tasks_by_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]
API = "/api/v1/follow-up"


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
def ask(client_with) -> Callable[..., Any]:
    """`ask("get", "/tasks")`: the answer of the API to procedure control, as plain values."""
    client: Client = client_with("publication.check", "papers.draft")

    def run(method: str, path: str, status: int = 200, **given: Any) -> Any:
        send = getattr(client, method)
        answer = send(API + path, given) if method == "get" else send(API + path, given, "application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return run


def tell(*words: str) -> Any:
    """What `motcua announce … --json` prints."""
    out = StringIO()
    call_command("announce", *words, "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


def test_open_work_is_the_same_by_machine_and_terminal(ask, tasks, unit_named):
    machine, terminal = ask("get", "/tasks")["items"], tell("open-work")
    assert json.loads(json.dumps(terminal)) == machine
    assert {row["decision_no"] for row in terminal} == {"163/QĐ-BTP", "77/QĐ-BCT"}
    first = terminal[0]
    assert [step["kind"] for step in first["steps"]] == ["list", "process", "posting", "upload"]
    assert first["days"] == 0
    one = tell("open-work", "--unit", unit_named("so-cong-thuong").public_id)
    assert [row["decision_no"] for row in one] == ["77/QĐ-BCT"]
    assert tell("open-work", "--late") == []


@pytest.mark.parametrize("name", ["Sở Tư pháp", "so tu phap"])
def test_open_work_of_a_unit_is_asked_by_its_name(tasks, unit_named, name):
    justice = unit_named("so-tu-phap")
    assert tell("open-work", "--unit", name) == tell("open-work", "--unit", justice.public_id) != []


def test_a_name_that_no_unit_bears_is_told(tasks):
    with pytest.raises(CommandError, match="Không có đơn vị"):
        tell("open-work", "--unit", "Sở Không Có Thật")


def test_open_work_reads_as_lines_for_a_person(tasks):
    out = StringIO()
    call_command("announce", "open-work", stdout=out)
    assert "163/QĐ-BTP\tBộ Tư pháp\tSở Tư pháp tỉnh Vĩnh Long\t0 ngày\tDanh mục của tỉnh 0/3" in out.getvalue()


def test_a_page_of_work_says_whether_another_follows(ask, tasks):
    page = ask("get", "/tasks", size=1)
    assert (len(page["items"]), page["next"]) == (1, True)
    assert ask("get", "/tasks", size=1, page=2)["next"] is False


def test_one_task_tells_its_reasons(ask, justice):
    machine, terminal = ask("get", f"/tasks/{justice.public_id}"), tell("task", justice.public_id)
    assert machine == terminal
    assert machine["due"]["list"]["value"] == "2026-07-13"
    assert machine["due"]["list"]["why"]
    assert [row["code"] for row in machine["procedures"]] == ["1.000001", "1.000004", "1.001193"]
    assert ask("get", "/tasks/khong-co", 404)["error"]["code"] == "no-such-task"
    with pytest.raises(CommandError, match="Không có việc này"):
        tell("task", "khong-co")


def test_the_list_is_drafted_by_either(ask, tasks):
    made = ask("post", f"/tasks/{tasks['163/QĐ-BTP'].public_id}/draft")["decision"]
    other = tell("do", "draft-list", tasks["77/QĐ-BCT"].public_id)["decision"]
    assert {made, other} == set(AnnouncementDecision.objects.values_list("public_id", flat=True))
    listed = tell("list")
    assert {row["id"] for row in listed} == {made, other}
    assert tell("show", made)["id"] == made


def test_steps_are_waived_and_tasks_dismissed_by_either(ask, justice):
    path = f"/tasks/{justice.public_id}"
    waived = ask("put", f"{path}/steps/process", reason="Quy trình cũ vẫn đúng", version=1)
    assert waived["steps"][1]["state"] == "waived"
    assert ask("put", f"{path}/steps/process", 409, reason="x", version=1)["error"]["code"] == "stale"
    assert ask("put", f"{path}/steps/khac", 404, reason="x", version=1)["error"]["code"] == "no-such-step"
    assert tell("do", "waive", justice.public_id, "--step", "process")["steps"][1]["state"] == "waiting"
    gone = ask("post", f"{path}/dismiss", reason="Đã theo", version=justice.version)
    assert gone["state"] == "dismissed"
    assert tell("do", "reopen", justice.public_id)["state"] == "open"
    assert tell("do", "dismiss", justice.public_id, "--reason", "Đã theo")["reason"] == "Đã theo"
    now = FollowTask.objects.get(pk=justice.pk).version
    assert ask("post", f"{path}/reopen", version=now)["state"] == "open"


def test_several_tasks_are_dismissed_by_either(ask, tasks):
    rows = sorted(tasks.values(), key=lambda task: task.pk)
    named = [{"id": row.public_id, "version": row.version} for row in rows]
    gone = ask("post", "/dismissed", tasks=named, reason="Đã theo")
    assert {row["state"] for row in gone} == {"dismissed"}
    for row in rows:
        tell("do", "reopen", row.public_id)
    told = tell("do", "dismiss", *(row.public_id for row in rows), "--reason", "Đã theo năm trước")
    assert {row["reason"] for row in told} == {"Đã theo năm trước"}
    with pytest.raises(CommandError, match="nhiều việc"):
        tell("do", "reopen", *(row.public_id for row in rows))


def test_tasks_are_given_away_by_either(ask, tasks, unit_named):
    home, health = unit_named("so-noi-vu").public_id, unit_named("so-y-te").public_id
    justice, trade = tasks["163/QĐ-BTP"], tasks["77/QĐ-BCT"]
    moved = ask("post", f"/tasks/{justice.public_id}/unit", unit=home, version=justice.version)
    assert moved["unit"]["id"] == home
    assert tell("do", "give", trade.public_id, "--unit", health)["unit"]["id"] == health


def test_reminders_are_drafted_by_either(ask, justice, unit_named):
    justice.steps.filter(kind="list").update(due_on=date(2026, 7, 1))
    unit = unit_named("so-tu-phap").public_id
    made = [ask("post", "/reminders", unit=unit)["paper"], tell("remind", "--unit", unit)["paper"]]
    assert set(Paper.objects.values_list("public_id", flat=True)) == set(made)
    assert ask("post", "/reminders", 409, unit=unit_named("so-y-te").public_id)["error"]["code"] == "nothing-due"


def test_ministries_decisions_are_written_down_by_either(ask, tasks):
    given = {"decision_no": "900/QĐ-BTP", "ministry": "Bộ Tư pháp", "lines": [{"code": "1.001193", "kind": "amended"}]}
    row = ask("post", "/announcements", **given)
    assert len(row["tasks"]) == 1
    other = tell("ministry-add", "901/QĐ-BTP", "1.000001", "--ministry", "Bộ Tư pháp", "--signed", "2026-07-01")
    assert other["signed_on"] == "2026-07-01"
    assert {"900/QĐ-BTP", "901/QĐ-BTP"} < {one["decision_no"] for one in tell("ministry")}
    assert [one["decision_no"] for one in ask("get", "/announcements", text="900/")["items"]] == ["900/QĐ-BTP"]
    days = {"signed_on": "2026-07-01", "effective_on": "2026-08-03", "version": row["version"]}
    assert ask("put", f"/announcements/{row['id']}", **days)["effective_on"] == "2026-08-03"
    told = tell("ministry-days", other["id"], "--effective", "2026-08-03")
    assert (told["signed_on"], told["effective_on"]) == ("2026-07-01", "2026-08-03")
    assert MinistryAnnouncement.objects.count() == 4


def test_departments_are_guessed_and_confirmed_by_either(ask, tasks, unit_named):
    unit = unit_named("so-noi-vu").public_id
    row = next(one for one in ask("get", "/fields")["items"] if one["field"] == "Hộ tịch")
    changed = ask("put", f"/fields/{row['field_id']}", unit=unit, version=row["version"])
    assert (changed["state"], changed["unit"]["id"]) == ("confirmed", unit)
    told = tell("fields", "--set", "Lưu thông hàng hóa trong nước", "--unit", unit)
    assert told[0]["state"] == "confirmed"
    assert ask("post", "/fields/guesses") == {"fields": 0}
    assert tell("fields", "--guess", "--state", "guess") == []
    with pytest.raises(CommandError, match="Không có lĩnh vực"):
        tell("fields", "--set", "Khác", "--unit", unit)


def test_processes_are_noted_and_dropped_by_either(ask, tasks, tmp_path):
    given = {"decision_no": "9/QĐ-UBND", "approved_on": "2026-07-06", "codes": ["1.001193"]}
    made = ask("post", "/processes", **given)["items"]
    assert ask("delete", f"/processes/{made[0]['id']}")["dropped"]["code"] == "1.001193"
    file = tmp_path / "ma.txt"
    file.write_text("1.001193\n1.000001\n", encoding="utf-8")
    told = tell("process-add", "10/QĐ-UBND", "--on", "2026-06-01", "--file", str(file))
    assert len(told) == 2
    assert set(InternalProcessNote.objects.values_list("source", flat=True)) == {"imported"}
    assert {row["code"] for row in ask("get", "/processes")["items"]} == {"1.001193", "1.000001"}
    assert len(tell("processes")) == 2
    assert tell("process-drop", told[0]["id"])["dropped"]["decision_no"] == "10/QĐ-UBND"
    assert ask("delete", "/processes/khong-co", 404)["error"]["code"] == "no-such-note"


def test_everything_is_brought_up_to_date_by_either(ask, tasks):
    assert ask("post", "/refresh") == {"tasks": 2}
    assert tell("refresh")["tasks"] == 2


def test_who_may_not_see_the_work_is_told_so(client, client_with, tasks):
    assert client.get(f"{API}/tasks").status_code == 401
    officer = client_with("publication.draft")
    refused = officer.post(f"{API}/refresh", {}, "application/json")
    assert refused.status_code == 403

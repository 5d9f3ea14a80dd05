"""Pages: what is open, one task and what is done to it, ministries' decisions, departments, processes."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.followup.models import (
    FieldDepartment,
    FollowReminder,
    FollowTask,
    InternalProcessNote,
    MinistryAnnouncement,
    TaskState,
)
from motcua.followup.services.announcing import Announced, TypedLine, note_announcement
from motcua.followup.services.drafting import draft_list
from motcua.followup.services.tasks import dismiss_tasks, refresh_tasks
from motcua.papers.models import Paper
from motcua.publication.models import AnnouncementDecision
from motcua.publication.services.drafting import discard_decision
from tests.followup.conftest import tasks_by_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


def at(name: str, *args: object) -> str:
    return reverse(f"followup:{name}", args=args)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.content[:2000]
    return unescape(answer.content.decode())


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-20 09:00")


@pytest.fixture
def tasks(followed: None, db: None, system: Actor) -> dict[str, FollowTask]:
    """The decisions were found two weeks ago."""
    refresh_tasks(actor=system)
    return tasks_by_number()


@pytest.fixture
def once():
    """`once()`: the one-use key that a form carries, a new one each time."""
    numbers = iter(range(1000))
    return lambda **given: {"_once": f"0123456789abcdefgh{next(numbers):04}", **given}


@pytest.fixture
def control(client_with) -> Client:
    return client_with("publication.check", "papers.draft")


@pytest.fixture
def justice(tasks) -> FollowTask:
    return tasks["163/QĐ-BTP"]


def test_the_list_shows_who_owes_what_since_when(control, tasks):
    page = text_of(control.get(at("work")))
    for words in ("163/QĐ-BTP", "Bộ Công Thương", "Sở Tư pháp tỉnh Vĩnh Long", "quá hạn", "chưa đến lượt", "0/3"):
        assert words in page
    assert "Việc chưa theo xong của từng cơ quan" in page


def test_the_oldest_decision_stands_first(control, tasks):
    trade, justice = tasks["77/QĐ-BCT"].announcement, tasks["163/QĐ-BTP"].announcement
    for old, young in ((trade, justice), (justice, trade)):
        type(old).objects.filter(pk=old.pk).update(signed_on=date(2026, 6, 1))
        type(young).objects.filter(pk=young.pk).update(signed_on=date(2026, 7, 2))
        shown = text_of(control.get(at("work")))
        assert shown.index(f">{old.decision_no}<") < shown.index(f">{young.decision_no}<")


def test_an_empty_list_says_what_opens_work(control, tasks, system):
    dismiss_tasks(actor=system, tasks=[(row, row.version) for row in tasks.values()], reason="Đã theo")
    assert "Việc tự mở khi lần nhập danh mục" in text_of(control.get(at("work")))


def test_filters_stand_in_the_address(control, tasks, unit_named):
    trade = text_of(control.get(at("work"), {"unit": unit_named("so-cong-thuong").public_id}))
    assert "77/QĐ-BCT" in trade
    assert "163/QĐ-BTP" not in trade
    assert "Không có việc nào khớp" in text_of(control.get(at("work"), {"unit": "-"}))
    assert "Không có việc nào khớp" in text_of(control.get(at("work"), {"state": "done"}))
    nonsense = {"unit": "khong-co", "step": "x", "late": "maybe", "trang": "-1"}
    assert "163/QĐ-BTP" in text_of(control.get(at("work"), nonsense))


def test_a_focal_officer_sees_the_own_unit_s_work(client_with, tasks, unit_named):
    officer = client_with("publication.draft", unit_id=unit_named("so-tu-phap").pk)
    page = text_of(officer.get(at("work"), {"mine": "on"}))
    assert "163/QĐ-BTP" in page
    assert "77/QĐ-BCT" not in page


@pytest.mark.parametrize("name", ["work", "announcements", "fields", "processes"])
def test_pages_are_for_staff(client, client_with, name):
    assert client.get(at(name)).status_code == 302
    assert client_with("desk.view").get(at(name)).status_code == 200


@pytest.mark.parametrize("name", ["work", "announcements", "fields", "processes"])
def test_a_page_of_many_rows_costs_no_more_statements(control, tasks, system, name, unit_named):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            text_of(control.get(at(name)))
        return len(seen)

    cost()  # the first one also fills what is kept in memory
    few = cost()
    for number in range(8):
        note_announcement(
            actor=system,
            given=Announced(f"{number}/QĐ-BYT", "Bộ Y tế"),
            lines=[TypedLine(f"7.{number:06}", "new", "Thủ tục")],
            unit=unit_named("so-y-te"),
        )
    assert cost() == few


def test_a_task_says_whose_turn_it_is_until_when_and_why(control, justice):
    page = text_of(control.get(at("task", justice.public_id)))
    for words in (
        "Danh mục của tỉnh",
        "Trung tâm Phục vụ hành chính công tỉnh Vĩnh Long",
        "Vì sao có hạn này?",
        "Chưa có quyết định danh mục của tỉnh",
        "Lập dự thảo danh mục (3 thủ tục)",
        "Biết quyết định của bộ ngày",
        "1.001193",
    ):
        assert words in page


def test_nobody_else_s_page_exists(control):
    assert control.get(at("task", "khong-co")).status_code == 404
    assert control.get(at("announcement", "khong-co")).status_code == 404
    assert control.get(at("process", "9.999999")).status_code == 404


def test_a_draft_of_the_list_is_one_click_away(control, justice, once):
    answer = control.post(at("draft", justice.public_id), once())
    decision = AnnouncementDecision.objects.get()
    assert answer.url == reverse("publication:decision", args=[decision.public_id])
    assert control.post(at("draft", justice.public_id), once()).status_code == 409


def test_a_step_is_waived_on_the_page(control, justice, once):
    step = justice.steps.get(kind="process")
    address = at("waive", justice.public_id, "process")
    assert control.post(address, once(version=step.version, reason=" ")).status_code == 400
    assert control.post(address, once(reason="x")).status_code == 409
    control.post(address, once(version=step.version, reason="Quy trình cũ vẫn đúng"))
    page = text_of(control.get(at("task", justice.public_id)))
    assert "Quy trình cũ vẫn đúng" in page
    assert "không phải làm" in page
    assert control.post(at("waive", justice.public_id, "khong-co"), once(version=1)).status_code == 404


def test_a_task_is_dismissed_and_taken_back_on_the_page(control, justice, once):
    control.post(at("dismiss", justice.public_id), once(version=justice.version, reason="Đã theo từ trước"))
    away = text_of(control.get(at("task", justice.public_id)))
    assert "Đã theo từ trước" in away
    assert "Đang chờ" not in away
    listed = text_of(control.get(at("work"), {"state": "dismissed"}))
    assert "163/QĐ-BTP" in listed
    assert "Dùng khi tỉnh đã theo từ trước" not in listed
    justice.refresh_from_db()
    control.post(at("reopen", justice.public_id), once(version=justice.version))
    justice.refresh_from_db()
    assert justice.state == TaskState.OPEN


def test_several_tasks_are_dismissed_at_once_on_the_page(control, tasks, once):
    address = reverse("followup:dismiss-several")
    first, *_rest = rows = sorted(tasks.values(), key=lambda task: task.pk)
    marks = [f"{row.public_id}:{row.version}" for row in rows]
    refused = control.post(address, once(task=marks[:1], reason=""))
    text = refused.content.decode()
    assert (refused.status_code, "Chưa ghi mục “Lý do”" in unescape(text)) == (422, True)
    assert re.search(rf'value="{marks[0]}"[^>]* checked', text)
    assert f"Ghi cho cả {len(rows)} việc khớp bộ lọc" in unescape(text)
    none = control.post(address, once(reason="Đã theo"))
    assert "Chưa chọn việc nào." in none.content.decode()
    control.post(f"{address}?ministry=Bộ Tư pháp", once(task=marks[:1], reason="Đã theo năm trước"))
    first.refresh_from_db()
    assert (first.state, first.reason) == ("dismissed", "Đã theo năm trước")
    control.post(address, once(all="1", reason="Không thuộc tỉnh"))
    assert "Chưa có việc nào đang mở" in control.get(reverse("followup:work")).content.decode()
    stale = control.post(address, once(task=marks[:1], reason="Đã theo"))
    assert stale.status_code == 409


def test_a_task_is_given_to_another_department_on_the_page(control, justice, once, unit_named):
    unit = unit_named("so-noi-vu")
    answer = control.post(at("give", justice.public_id), once(version=justice.version, unit=unit.public_id))
    assert "Sở Nội vụ" in text_of(control.get(answer.url))
    assert control.post(answer.url + "giao/", once(version=1, unit="")).status_code == 400


def test_a_unit_is_reminded_by_a_letter(control, justice, once, unit_named):
    answer = control.post(at("remind", justice.public_id), once(reply_by="31/07/2026"))
    assert answer.status_code == 302, unescape(answer.content.decode())[-3000:]
    paper = Paper.objects.get()
    assert answer.url == reverse("papers:paper", args=[paper.public_id])
    assert (paper.template, paper.unit) == ("reminder", unit_named("vp-ubnd"))
    assert paper.data["addressees"] == ["Sở Tư pháp tỉnh Vĩnh Long"]
    assert [row["task"] for row in paper.data["lines"]] == ["Danh mục của tỉnh"]
    assert "còn 3/3 thủ tục" in paper.data["lines"][0]["about"]
    assert FollowReminder.objects.get().task == justice
    assert "công văn đôn đốc" in text_of(control.get(at("task", justice.public_id)))


@pytest.mark.parametrize("day", ["05/07/2026", "06/07/2026"])
def test_an_answer_is_not_asked_for_by_a_day_that_has_passed(control, justice, once, day):
    assert control.post(at("remind", justice.public_id), once(reply_by=day)).status_code == 400
    assert not Paper.objects.exists()


def test_nobody_is_reminded_of_what_is_not_due(control, justice, once):
    justice.steps.filter(kind="list").update(due_on=date(2026, 7, 21))
    assert control.post(at("remind", justice.public_id), once()).status_code == 409
    assert not Paper.objects.exists()


def test_only_procedure_control_gives_dismisses_and_reminds(client_with, justice, once):
    officer = client_with("publication.draft")
    for name in ("dismiss", "reopen", "give", "remind"):
        assert officer.post(at(name, justice.public_id), once(version=1)).status_code == 403


def test_the_list_leaves_the_house_as_csv_and_workbook_and_the_log_knows(control, tasks, once):
    MinistryAnnouncement.objects.filter(decision_no="77/QĐ-BCT").update(ministry="=Bộ Công Thương")
    address = reverse("followup:export", kwargs={"kind": "csv"})
    rows = list(csv.reader(StringIO(control.post(address, once()).content.decode("utf-8-sig"))))
    assert len(rows) == 1 + 2 * 4
    assert rows[0][:3] == ["Cơ quan tham mưu", "Quyết định của bộ, ngành", "Bộ, ngành"]
    assert "'=Bộ Công Thương" in {row[2] for row in rows}
    book = control.post(reverse("followup:export", kwargs={"kind": "xlsx"}) + "?late=on", once()).content
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 1 + 2 * 4
    assert isinstance(sheet[1][5], float)  # days are a number
    assert Entry.objects.filter(verb="audit.exported", object_id="followup.work").count() == 2


def test_work_is_brought_up_to_date_by_hand(control, justice, once):
    justice.steps.update(done=0, total=0)
    control.post(at("refresh"), once())
    assert justice.steps.get(kind="list").total == 3


def test_ministries_decisions_are_listed_and_dated(control, justice, once):
    row = justice.announcement
    assert "từ lần nhập danh mục" in text_of(control.get(at("announcements")))
    page = text_of(control.get(at("announcement", row.public_id)))
    assert "Lần nhập danh mục không cho biết các ngày này" in page
    bad = once(version=row.version, signed_on="01/07/2026", effective_on="30/06/2026", note="")
    assert "Ngày có hiệu lực không thể trước ngày ký" in text_of(control.post(at("announcement", row.public_id), bad))
    good = once(version=row.version, signed_on="01/07/2026", effective_on="15/08/2026", note="")
    assert control.post(at("announcement", row.public_id), good).status_code == 302
    row.refresh_from_db()
    assert row.effective_on == date(2026, 8, 15)


def test_a_decision_is_typed_on_a_page(control, tasks, once):
    given = {
        "decision_no": "900/QĐ-BTP",
        "ministry": "Bộ Tư pháp",
        "signed_on": "10/07/2026",
        "effective_on": "",
        "kind": "amended",
        "codes": "1.001193\n9.000001; Thủ tục mới\n\n",
        "unit": "",
        "note": "",
    }
    wrong = {**given, "codes": "1.001193\n; không có mã"}
    assert "Dòng 2 không bắt đầu bằng mã thủ tục" in text_of(control.post(at("announcement-new"), once(**wrong)))
    twice = {**given, "codes": "1.001193\n1.001193"}
    assert "được ghi hai lần" in text_of(control.post(at("announcement-new"), once(**twice)))
    answer = control.post(at("announcement-new"), once(**given))
    page = text_of(control.get(answer.url))
    assert "Thủ tục mới" in page
    assert "Chưa rõ cơ quan tham mưu" in page


def test_departments_are_confirmed_row_by_row(control, tasks, once, unit_named):
    page = text_of(control.get(at("fields")))
    assert "Hộ tịch" in page
    assert "Cùng ngành với Bộ Tư pháp" in page
    row = FieldDepartment.objects.get(field__name="Hộ tịch")
    unit = unit_named("so-tu-phap").public_id
    control.post(at("field-set", row.pk), once(version=row.version, unit=unit))
    assert "đã xác nhận" in text_of(control.get(at("fields"), {"state": "confirmed"}))
    assert control.post(at("field-set", row.pk), once(version=row.version, unit=unit)).status_code == 409
    assert control.post(at("field-set", 10**6), once(version=1, unit=unit)).status_code == 404
    control.post(at("fields-guess"), once())


def test_approvals_of_processes_are_written_down_and_taken_back(control, justice, once):
    form = {"decision_no": "1100/QĐ-UBND", "approved_on": "18/07/2026", "codes": "1.001193, 1.000001"}
    unknown = once(**{**form, "codes": "1.001193 9.9"})
    assert "Danh mục không có mã: 9.9" in text_of(control.post(at("processes"), unknown))
    tomorrow = once(**{**form, "approved_on": "21/07/2026"})
    assert "Ngày ký không thể sau hôm nay" in text_of(control.post(at("processes"), tomorrow))
    assert control.post(at("processes"), once(**form)).status_code == 302
    assert InternalProcessNote.objects.count() == 2
    again = control.post(at("processes"), once(**form), follow=True)
    assert "Các thủ tục này đã ghi quyết định ấy." in text_of(again)
    assert InternalProcessNote.objects.count() == 2
    page = text_of(control.get(at("process", "1.001193")))
    assert "1100/QĐ-UBND" in page
    note = InternalProcessNote.objects.get(procedure__code="1.001193")
    assert control.post(at("process-drop", note.public_id), once()).status_code == 302
    assert "Chưa ghi nhận quy trình nội bộ nào" in text_of(control.get(at("process", "1.001193")))


def test_the_homes_lead_to_the_work(control, client_with, tasks, unit_named):
    assert "việc theo công bố quá hạn" in text_of(control.get("/kiem-soat/"))
    officer = client_with("publication.draft", "desk.view", unit_id=unit_named("so-tu-phap").pk)
    assert "quyết định của bộ, ngành cần theo" in text_of(officer.get("/can-bo/"))
    stranger = client_with("publication.draft", "desk.view", unit_id=unit_named("so-y-te").pk)
    assert "quyết định của bộ, ngành cần theo" not in text_of(stranger.get("/can-bo/"))


def test_a_task_leads_to_the_list_that_is_being_written(client_with, tasks, system):
    office = client_with("control.view", "publication.view", "publication.draft", "publication.check")
    task = tasks["163/QĐ-BTP"]
    assert "Danh mục đang soạn" not in text_of(office.get(at("task", task.public_id)))
    decision = draft_list(actor=system, task=task)
    page = text_of(office.get(at("task", task.public_id)))
    assert "Danh mục đang soạn" in page
    assert reverse("publication:decision", args=[decision.public_id]) in page
    discard_decision(actor=system, decision=decision, version=decision.version)
    assert "Danh mục đang soạn" not in text_of(office.get(at("task", task.public_id)))

"""By page, machine and terminal: a report, a letter, its number, the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.catalog.models import Finding, Procedure
from motcua.catalog.services.abolishing import abolish_procedures
from motcua.defects.models import DefectLetter, DefectReport, LetterState, ReportState
from motcua.papers.models import Paper
from motcua.papers.services import record_signed
from motcua.papers.signing import handlers_of
from tests.defects.conftest import DAY, House

DESK, CONTROL = "/can-bo/phan-anh-noi-dung/", "/kiem-soat/phan-anh-noi-dung/"
WORDING = {"symbol": "TTPVHCC", "place": "An Phú Tân", "signature": "GIÁM ĐỐC"}


@pytest.fixture
def clerk(house: House, sign_in: Callable[..., Client]) -> Client:
    assert house.clerk.user is not None
    return sign_in(Client(), house.clerk.user)


@pytest.fixture
def expert(house: House, sign_in: Callable[..., Client]) -> Client:
    assert house.expert.user is not None
    return sign_in(Client(), house.expert.user)


def posted(client: Client, letter: DefectLetter, act: str, **data: object) -> int:
    letter.refresh_from_db()
    address = f"{CONTROL}van-ban/{letter.public_id}/{act}/"
    return client.post(address, {"version": letter.version, **data}).status_code


def test_a_letter_without_addressee_keeps_the_marks_and_says_so_beside_the_field(
    house: House, birth: Procedure, client_with: Callable[..., Client], clerk: Client
) -> None:
    receiver = client_with("defects.report", unit_id=house.desk.pk)
    receiver.post(f"{DESK}moi/1.000001/", {"kind": "late", "part": "fee", "proposal": "Theo Nghị quyết mới"})
    report = DefectReport.objects.get()
    given = {"report": report.public_id, "from_unit": house.desk.public_id}
    answer = clerk.post(f"{CONTROL}van-ban/moi/", given)
    text = answer.content.decode()
    assert (answer.status_code, DefectLetter.objects.count()) == (400, 0)
    assert "Chưa ghi nơi nhận văn bản." in text
    assert re.search(rf'name="report" value="{report.public_id}"[^>]* checked', text)


def test_a_refused_answer_keeps_the_marks(
    house: House, clerk: Client, reported: Callable[..., DefectReport], sent_letter: Callable[..., DefectLetter]
) -> None:
    kept, left = reported(), reported("fee")
    letter = sent_letter(kept, left)
    given = {"version": letter.version, "report": [kept.public_id], "result": "refused", "on": "09/11/2026"}
    answer = clerk.post(f"{CONTROL}van-ban/{letter.public_id}/tra-loi/", given)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Không tiếp thu thì cần ghi lý do." in text
    assert re.search(rf'name="report" value="{kept.public_id}"[^>]* checked', text)
    assert not re.search(rf'name="report" value="{left.public_id}"[^>]* checked', text)


def test_the_same_report_again_is_refused_until_the_first_is_closed(
    house: House, birth: Procedure, client_with: Callable[..., Client]
) -> None:
    receiver = client_with("defects.report", unit_id=house.desk.pk)
    told = {"kind": "late", "part": "fee", "proposal": "Theo Nghị quyết mới", "quote": "200.000 đồng"}
    link = f"{DESK}moi/1.000001/"
    assert receiver.post(link, told).status_code == 302
    again = receiver.post(link, told)
    assert (again.status_code, DefectReport.objects.count()) == (400, 1)
    assert "đã báo đúng nội dung này" in again.content.decode()
    first = DefectReport.objects.get()
    receiver.post(f"{DESK}{first.public_id}/", {"version": first.version, "reason": "Ghi nhầm"})
    assert receiver.post(link, told).status_code == 302


def test_an_abolished_procedure_is_reported_by_its_last_version(
    house: House, birth: Procedure, client_with: Callable[..., Client], system: Actor
) -> None:
    last = birth.current
    abolish_procedures(actor=system, days={birth.pk: DAY})
    receiver = client_with("defects.report", unit_id=house.desk.pk)
    link = f"{DESK}moi/1.000001/"
    assert "Thủ tục 1.000001" in receiver.get(link).content.decode()
    told = {"kind": "late", "part": "fee", "proposal": "Gỡ xuống: đã bãi bỏ"}
    assert receiver.post(link, told).status_code == 302
    assert DefectReport.objects.get().procedure_version == last


def test_a_text_that_is_too_long_comes_back_whole_with_its_length(
    house: House, birth: Procedure, client_with: Callable[..., Client]
) -> None:
    receiver = client_with("defects.report", unit_id=house.desk.pk)
    link = f"{DESK}moi/1.000001/"
    assert "maxlength" not in re.sub(r"<header.*?</header>", "", receiver.get(link).content.decode(), flags=re.S)
    answer = receiver.post(link, {"kind": "late", "part": "fee", "proposal": "ă" * 5000})
    text = answer.content.decode()
    assert (answer.status_code, DefectReport.objects.count()) == (400, 0)
    assert "nhiều nhất 4000 ký tự, đang có 5000" in text
    assert "ă" * 5000 in text


def test_an_officer_reports_from_the_page_of_a_procedure(
    house: House, birth: Procedure, client_with: Callable[..., Client]
) -> None:
    receiver = client_with("defects.report", unit_id=house.desk.pk)
    link = f"{DESK}moi/1.000001/"
    assert f'href="{link}"' in receiver.get("/kiem-soat/danh-muc/1.000001/").content.decode()
    wrong = receiver.post(link, {"kind": "late", "part": "fee", "proposal": ""})
    assert wrong.status_code == 400
    assert 'href="#id_proposal"' in wrong.content.decode()
    told = {"kind": "late", "part": "fee", "proposal": "Theo Nghị quyết mới", "quote": "200.000 đồng"}
    assert receiver.post(link, told).status_code == 302
    report = DefectReport.objects.get()
    assert "Thủ tục 1.000001" in receiver.get(DESK).content.decode()
    assert "Theo Nghị quyết mới" in receiver.get(f"{DESK}{report.public_id}/").content.decode()
    assert "Theo Nghị quyết mới" in receiver.get("/kiem-soat/danh-muc/1.000001/").content.decode()
    assert receiver.post(f"{DESK}{report.public_id}/", {"version": 1, "reason": "Đã sửa"}).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.WITHDRAWN


def test_a_letter_is_written_signed_answered_and_passed_on(
    house: House, clerk: Client, expert: Client, reported: Callable[..., DefectReport], system: Actor
) -> None:
    first, second = reported(), reported("fee")
    chosen = {"report": [first.public_id, second.public_id], "from_unit": house.desk.public_id}
    page = clerk.get(f"{CONTROL}cho-gui/").content.decode()
    assert f'value="{house.desk.public_id}"' in page
    clerk.post(f"{CONTROL}van-ban/moi/", {**chosen, "to_unit": house.department.public_id})
    letter = DefectLetter.objects.get()
    assert posted(clerk, letter, "trinh", **WORDING) == 302
    letter.refresh_from_db()
    paper = Paper.objects.get(public_id=letter.paper)
    assert paper.template == "defect-letter"
    assert [(line["part"], line["kind"]) for line in paper.data["lines"]] == [
        ("thời hạn giải quyết", "chưa chính xác"),
        ("phí, lệ phí (nếu có)", "chưa chính xác"),
    ]
    signed = record_signed(
        actor=system, paper=paper, version=paper.version, number=8, symbol="TTPVHCC", signed_on=DAY, signer="Giám đốc"
    )
    for handler in (*handlers_of("defects.letter"), *handlers_of("defects.letter")):
        handler(system, signed)
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.sent_on) == (LetterState.SENT, "08/TTPVHCC", DAY)
    assert "08/TTPVHCC" in expert.get(CONTROL).content.decode()
    assert posted(expert, letter, "tra-loi", report=[first.public_id], result="refused", on="09/11/2026") == 400
    address = f"{CONTROL}van-ban/{letter.public_id}/tra-loi/"
    again = {"version": letter.version, "report": [first.public_id], "result": "refused", "on": "09/11/2026"}
    assert f'name="version" value="{letter.version}"' in expert.post(address, again).content.decode()
    told = {"result": "accepted", "on": "09/11/2026", "number": "45/STP"}
    assert posted(expert, letter, "tra-loi", report=[first.public_id], **told) == 302
    onward = {"from_unit": house.department.public_id, "to_name": "Bộ Tư pháp"}
    assert posted(expert, letter, "chuyen-tiep", **onward) == 302
    later = DefectLetter.objects.exclude(pk=letter.pk).get()
    assert later.forwards == letter
    sent = {"number": "77/STP", "on": "09/11/2026", "signer": "Giám đốc"}
    assert posted(expert, later, "da-gui", **sent) == 302
    way = clerk.get(f"{DESK}{second.public_id}/").content.decode()
    assert "Bộ Tư pháp" in way
    assert "77/STP" in way


def test_a_submitted_letter_is_taken_back_and_a_draft_readdressed_and_discarded(
    house: House, clerk: Client, reported: Callable[..., DefectReport]
) -> None:
    report, more = reported(), reported("fee")
    chosen = {"from_unit": house.desk.public_id, "to_name": "Bộ Tư pháp"}
    clerk.post(f"{CONTROL}van-ban/moi/", {**chosen, "report": [report.public_id]})
    letter = DefectLetter.objects.get()
    clerk.post(f"{CONTROL}van-ban/moi/", {"draft": letter.public_id, "report": [more.public_id]})
    assert letter.lines.count() == 2
    assert posted(clerk, letter, "trinh", **WORDING) == 302
    assert posted(clerk, letter, "bo", report=[more.public_id]) == 409
    assert posted(clerk, letter, "lay-lai", reason="Thiếu") == 302
    assert posted(clerk, letter, "bo", report=[more.public_id]) == 302
    assert posted(clerk, letter, "noi-nhan", to_unit=house.department.public_id) == 302
    assert posted(clerk, letter, "trinh", **WORDING) == 302
    paper = Paper.objects.get()
    assert (paper.data["addressees"], len(paper.data["lines"])) == (["Sở Tư pháp"], 1)
    assert posted(clerk, letter, "lay-lai", reason="Thôi") == 302
    assert posted(clerk, letter, "huy") == 302
    assert not DefectLetter.objects.exists()


def test_findings_are_taken_in_by_hand(house: House, clerk: Client, found: Callable[..., Finding]) -> None:
    finding = found("channels[0].time")
    assert finding.message in clerk.get(f"{CONTROL}phat-hien/").content.decode()
    clerk.post(f"{CONTROL}phat-hien/dua-vao/", {"finding": [finding.public_id], "kind": "incomplete"})
    assert DefectReport.objects.get().finding == finding
    assert finding.message not in clerk.get(f"{CONTROL}phat-hien/").content.decode()


def test_silence_and_what_is_overdue_are_shown(
    house: House,
    clerk: Client,
    reported: Callable[..., DefectReport],
    sent_letter: Callable[..., DefectLetter],
    clock: Callable[[str], object],
    sign_in: Callable[..., Client],
) -> None:
    letter = sent_letter(reported())
    clock("2026-11-30 09:00")
    assert house.clerk.user is not None
    later = sign_in(Client(), house.clerk.user)
    page = later.get(f"{CONTROL}?overdue=on").content.decode()
    assert letter.number in page
    assert "quá hạn" in page
    assert ">21<" in page
    assert "quá hạn chưa được trả lời" in later.get("/kiem-soat/").content.decode()


def _asked(client: Client, address: str) -> int:
    """How many statements a page takes; the fewest of three, for what is kept in memory is read anew now and then."""
    found = []
    for _time in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        found.append(len(asked))
    return min(found)


def test_pages_cost_the_same_for_many_rows_as_for_few(
    house: House,
    clerk: Client,
    reported: Callable[..., DefectReport],
    sent_letter: Callable[..., DefectLetter],
    found: Callable[..., Finding],
) -> None:
    letter = sent_letter(reported())
    reported()
    found("channels[0].time")
    pages = [DESK, CONTROL, f"{CONTROL}cho-gui/", f"{CONTROL}phat-hien/", f"{CONTROL}van-ban/{letter.public_id}/"]
    before = [_asked(clerk, address) for address in pages]
    for number in range(8):
        sent_letter(reported(), reported("fee"), number=f"{number + 20}/TTPVHCC")
        reported()
        found(f"channels[{number + 1}].time")
    many = sent_letter(*[reported() for _number in range(12)], number="99/TTPVHCC")
    pages[-1] = f"{CONTROL}van-ban/{many.public_id}/"
    assert [_asked(clerk, address) for address in pages] == before
    assert max(before) <= 30


def test_strangers_and_other_units_stay_out(
    house: House, birth: Procedure, client: Client, expert: Client, reported: Callable[..., DefectReport]
) -> None:
    report = reported()
    for address in (DESK, CONTROL, f"{DESK}{report.public_id}/"):
        assert client.get(address).status_code == 302
    assert expert.get(f"{DESK}{report.public_id}/").status_code == 404


def test_machines_report_write_and_answer(house: House, clerk: Client, birth: Procedure) -> None:
    def call(path: str, **body: object) -> dict[str, Any]:
        answer = clerk.post(f"/api/v1/defects/{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    report = call("reports", code="1.000001", kind="incomplete", part="dossier", proposal="Bổ sung tờ khai")
    letter = call("letters", from_unit=house.desk.public_id, to_unit=house.department.public_id, reports=[report["id"]])
    sent = {"number": "5/TTPVHCC", "on": DAY.isoformat(), "signer": "Giám đốc"}
    letter = call(f"letters/{letter['id']}/sent", version=letter["version"], **sent)
    assert letter["silence"]["due"]["value"] == "2026-11-23"
    line = {"report": report["id"], "accepted": True}
    letter = call(f"letters/{letter['id']}/answer", version=letter["version"], on=DAY.isoformat(), lines=[line])
    assert letter["state"] == "answered"
    assert clerk.get("/api/v1/defects/reports?state=accepted").json()["items"][0]["id"] == report["id"]
    assert clerk.get(f"/api/v1/defects/letters/{letter['id']}").json()["lines"][0]["result"] == "accepted"
    assert clerk.get("/api/v1/defects/letters?overdue=true").json()["items"] == []


def terminal(*arguments: str) -> Any:
    out = StringIO()
    call_command("defects", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_terminal_reports_writes_and_answers(house: House, birth: Procedure, found: Callable[..., Finding]) -> None:
    report = terminal("report", "1.000001", "--kind", "late", "--part", "fee", "--proposal", "Cập nhật mức thu")
    assert terminal("take", found("steps").public_id, "--kind", "incomplete") == {"taken": 1, "passed": 0}
    other = next(row for row in terminal("list") if row["id"] != report["id"])
    desk, department = house.desk.public_id, house.department.public_id
    letter = terminal("write", report["id"], "--from-unit", desk, "--to-name", "Bộ Tư pháp")
    letter = terminal("change", letter["id"], "--add", other["id"], "--to-unit", department)
    assert letter["to"] == "Sở Tư pháp"
    terminal("change", letter["id"], "--drop", other["id"])
    terminal("sent", letter["id"], "--number", "6", "--on", DAY.isoformat(), "--signer", "Giám đốc")
    onward = terminal("forward", letter["id"], "--from-unit", department, "--to-name", "Bộ Tư pháp")
    assert terminal("discard", onward["id"]) == {"discarded": onward["id"]}
    told = ("--reason", "Đúng Thông tư", "--on", DAY.isoformat())
    assert terminal("answer", letter["id"], "--refuse", report["id"], *told)["state"] == "answered"
    assert terminal("show", letter["id"])["lines"][0]["result"] == "refused"
    assert terminal("withdraw", other["id"], "--reason", "Nhầm")["state"] == "withdrawn"
    assert terminal("letters", "--overdue") == []


def test_an_unknown_id_is_named(house: House, user_with: Callable[..., User]) -> None:
    with pytest.raises(Exception, match="khong-co"):
        terminal("show", "khong-co")


def test_a_letter_that_no_database_keeps_is_no_fault_of_the_system(client_with: Callable[..., Client]) -> None:
    clerk = client_with("defects.letter", "defects.view", "defects.report")
    assert clerk.get("/api/v1/defects/letters/a%00b").status_code == 404
    for path in ("reports?code=%00", "reports?state=%00", "reports?kind=late%00", "letters?state=sent%00"):
        assert clerk.get(f"/api/v1/defects/{path}").status_code == 422

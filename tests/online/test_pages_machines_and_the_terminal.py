"""By page, machine and terminal: a decision becomes a public list; what is missing is said; lists stay cheap."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.online.content import Outage, ServiceLine
from motcua.online.models import OnlineService, RoadmapEntry, Suspension, Target, UsageFact
from motcua.online.services import record_decided, suspend_service
from motcua.organisation import naming
from motcua.organisation.models import ProvinceSetting, Unit
from tests.online.conftest import PRESENCE, abolish, decided, procedure

Make = Callable[..., OnlineService]
Three = tuple[Procedure, Procedure, Procedure]
HOME = "/kiem-soat/dich-vu-cong/"
AUGUST = date(2026, 8, 3)
SIGNED = {
    "number": "1200/QĐ-UBND",
    "signed_on": "03/08/2026",
    "signer": "Chủ tịch",
    "effective_from": "03/08/2026",
    "proactive": "0",
}


@pytest.fixture
def officer(client_with: Callable[..., Client], today: date) -> Client:
    return client_with("online.edit", "catalog.view")


@pytest.fixture
def province(unit: Callable[..., Unit]) -> Unit:
    """The chosen province."""
    chosen = unit("Tỉnh Vĩnh Long", "province")
    ProvinceSetting.objects.create(id=ProvinceSetting.ONLY, unit=chosen)
    naming.forget()
    return chosen


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_a_decision_to_the_citizen(officer: Client, three: Three) -> None:
    form = {**SIGNED, "level": "partial", "codes": "1.000001, 1.000002", "reason": "presence"}
    refused = officer.post(f"{HOME}ghi-quyet-dinh/", form)
    assert refused.status_code == 400
    assert "chưa ghi điều khoản" in refused.content.decode()
    form["article"] = "khoản 2 Điều 10 Luật Hộ tịch"
    assert officer.post(f"{HOME}ghi-quyet-dinh/", form).status_code == 302
    assert "1.000001" in text_of(officer, HOME)
    launched = officer.post(f"{HOME}khai-thac/", {"codes": "1.000001", "day": "01/09/2026"})
    assert launched.status_code == 302
    page = text_of(Client(), "/thu-tuc/1.000001/")
    assert "Nộp trực tuyến" in page
    assert "khoản 2 Điều 10 Luật Hộ tịch" in page
    assert "đang khai thác" in page
    assert "chưa khai thác" in text_of(Client(), "/thu-tuc/1.000002/")
    assert "Nộp trực tuyến" not in text_of(Client(), "/thu-tuc/1.000003/")


def test_a_suspension_is_told_to_the_citizen_and_ends(officer: Client, served: Make) -> None:
    row = served("1.000001", "full", launched_on=AUGUST, proactive=2)
    path = f"{HOME}thu-tuc/1.000001/"
    about = {"row": row.public_id, "version": row.version}
    given = {**about, "day": "10/11/2026", "reason": "Nâng cấp hệ thống", "repair_by": "25/11/2026"}
    assert officer.post(f"{path}tam-dung/", given).status_code == 302
    page = text_of(Client(), "/thu-tuc/1.000001/")
    assert "Đang tạm dừng nộp trực tuyến từ 10/11/2026" in page
    assert "Nâng cấp hệ thống" in page
    assert "nhắc và chuẩn bị sẵn hồ sơ" in page
    assert "Nâng cấp hệ thống" in text_of(Client(), "/dich-vu-cong/")
    row.refresh_from_db()
    stale = officer.post(f"{path}hoat-dong-lai/", {**about, "day": "15/11/2026"})
    assert stale.status_code == 409
    about["version"] = row.version
    assert officer.post(f"{path}hoat-dong-lai/", {**about, "day": "15/11/2026"}).status_code == 302
    assert Suspension.objects.get().effective_to == date(2026, 11, 15)
    assert "Đang tạm dừng" not in text_of(Client(), "/thu-tuc/1.000001/")


def test_the_page_of_a_service_shows_its_history_and_acts(officer: Client, served: Make) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=AUGUST)
    row = served("1.000001", "full", day=date(2026, 9, 1), number="1500/QĐ-UBND")
    path = f"{HOME}thu-tuc/1.000001/"
    page = text_of(officer, path)
    assert "1200/QĐ-UBND" in page
    assert "1500/QĐ-UBND" in page
    early = officer.post(f"{path}khai-thac/", {"day": "20/08/2026"})
    assert early.status_code == 400
    assert officer.post(f"{path}khai-thac/", {"day": "02/09/2026"}).status_code == 302
    row.refresh_from_db()
    about = {"row": row.public_id, "version": row.version}
    assert officer.post(f"{path}rut/", {**about, "reason": ""}).status_code == 400
    assert officer.post(f"{path}rut/", {**about, "reason": "ghi nhầm"}).status_code == 302
    again = OnlineService.objects.standing().get(effective_to__isnull=True)
    assert again.level == "partial"
    about = {"row": again.public_id, "version": again.version}
    assert officer.post(f"{path}ket-thuc/", {**about, "day": "20/11/2026", "reason": "thôi"}).status_code == 302
    assert "Không có dịch vụ nào áp dụng hôm nay" in text_of(officer, path)
    assert officer.get(f"{HOME}dong/{row.public_id}/").headers["Location"] == path
    foreign = served("1.000002", number="3/QĐ")
    wrong = {"row": foreign.public_id, "version": foreign.version, "day": "20/11/2026", "reason": "x"}
    assert officer.post(f"{path}ket-thuc/", wrong).status_code == 404


def test_targets_and_the_roadmap_by_hand(officer: Client, three: Three, served: Make) -> None:
    goal = {
        "indicator": "launched_share", "levels": ["full"], "by": "01/10/2026", "minimum": "50", "source": "12/KH-UBND",
    }  # fmt: skip
    assert officer.post(f"{HOME}chi-tieu/moi/", {**goal, "source": ""}).status_code == 400
    assert officer.post(f"{HOME}chi-tieu/moi/", goal).status_code == 302
    row = Target.objects.get()
    served("1.000001", "partial", reasons=(PRESENCE,))
    page = text_of(officer, f"{HOME}chi-tieu/{row.public_id}/")
    assert "không đạt" in page
    assert "quy định của trung ương" in page.lower()
    assert "1601/KH-UBND" in text_of(officer, f"{HOME}chi-tieu/")
    changed = {**goal, "minimum": "40", "version": row.version}
    assert officer.post(f"{HOME}chi-tieu/{row.public_id}/sua/", changed).status_code == 302
    row.refresh_from_db()
    ended = officer.post(f"{HOME}chi-tieu/{row.public_id}/bo/", {"version": row.version, "reason": "thay"})
    assert ended.status_code == 302
    plan = {"codes": "1.000001 1.000002", "level": "full", "year": "2026", "quarter": "4"}
    assert officer.post(f"{HOME}lo-trinh/moi/", plan).status_code == 302
    entry = RoadmapEntry.objects.get(procedure__code="1.000002")
    page = text_of(officer, f"{HOME}lo-trinh/?year=2026")
    assert "<svg" in page
    assert "Chưa rõ: chưa ghi số hồ sơ" in page
    again = {"level": "full", "year": "2027", "quarter": "", "cause": "technical", "version": entry.version}
    assert officer.post(f"{HOME}lo-trinh/{entry.public_id}/", again).status_code == 302
    entry.refresh_from_db()
    assert (entry.year, entry.quarter, entry.cause) == (2027, None, "technical")
    gone = {"version": entry.version, "reason": "không khả thi"}
    assert officer.post(f"{HOME}lo-trinh/{entry.public_id}/bo/", gone).status_code == 302
    assert officer.get(f"{HOME}lo-trinh/{entry.public_id}/").status_code == 404


def test_facts_are_pasted_and_wrong_lines_named(officer: Client, three: Three, unit: Callable[..., Unit]) -> None:
    desk = unit("Trung tâm tỉnh")
    wrong = {"year": "2026", "source": "Báo cáo", "lines": "1.000001; 4; 10\n1.000002; bốn; 10"}
    answer = officer.post(f"{HOME}su-dung/", wrong)
    assert answer.status_code == 400
    assert "Dòng 2 chưa đúng dạng" in answer.content.decode()
    lines = f"1.000001; 4; 10\n{desk.public_id}\t5\t20"
    assert officer.post(f"{HOME}su-dung/", {**wrong, "lines": lines}).status_code == 302
    assert UsageFact.objects.count() == 2
    page = text_of(officer, f"{HOME}su-dung/")
    assert "Trung tâm tỉnh" in page


def test_a_reader_may_not_write(client_with: Callable[..., Client], three: Three, today: date) -> None:
    reader = client_with("online.view")
    text_of(reader, HOME)
    assert reader.get(f"{HOME}ghi-quyet-dinh/").status_code == 403
    assert reader.post(f"{HOME}su-dung/", {"year": "2026", "source": "x", "lines": "1; 2; 3"}).status_code == 403
    assert Client().get(HOME).status_code in {302, 403}


def test_filters_of_the_register_show_what_is_to_be_mended(officer: Client, served: Make, three: Three) -> None:
    served("1.000001", "full", launched_on=AUGUST)
    served("1.000002", "full", number="2/QĐ")
    served("1.000003", "4", day=date(2021, 5, 1), number="3/QĐ")
    assert "1.000003" in text_of(officer, f"{HOME}?state=reassess")
    assert "1.000001" not in text_of(officer, f"{HOME}?state=reassess")
    assert "1.000002" in text_of(officer, f"{HOME}?state=waiting")
    assert "1.000002" not in text_of(officer, f"{HOME}?state=open")
    abolish(three[1], date(2026, 11, 1))
    assert "cần kết thúc" in text_of(officer, HOME)
    assert "1.000002" not in text_of(Client(), "/dich-vu-cong/")
    for odd in ("?state=x&tier=%00&q=%00", "?trang=abc", "?level=zzz"):
        text_of(officer, f"{HOME}{odd}")
        text_of(Client(), f"/dich-vu-cong/{odd}")


def test_the_public_list_is_open_data(served: Make, three: Three) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=AUGUST)
    served("1.000003", "full", number="2/QĐ")
    answer = Client().get("/dich-vu-cong/du-lieu.csv?level=partial")
    rows = list(csv.DictReader(StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert [(row["ma"], row["muc_do"], row["dua_vao_khai_thac"]) for row in rows] == [
        ("1.000001", "một phần", "2026-08-03")
    ]
    found = json.loads(Client().get("/dich-vu-cong/du-lieu.json").content)
    assert found["about"]["services"] == 2
    assert {row["code"] for row in found["services"]} == {"1.000001", "1.000003"}
    assert found["services"][0]["reasons"][0]["article"] == "khoản 2 Điều 10 Luật Hộ tịch"


def cells_of(workbook: bytes) -> str:
    """The texts of a workbook."""
    return ZipFile(BytesIO(workbook)).read("xl/sharedStrings.xml").decode()


def test_lists_come_out_as_documents(officer: Client, served: Make, province: Unit) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=AUGUST)
    served("1.000003", "full", number="2/QĐ")
    cells = cells_of(officer.get(f"{HOME}tep/danh-muc/xlsx/").content)
    for wanted in ("STT", "Mã số", "Tên thủ tục hành chính", "Lĩnh vực", "Cấp thực hiện", "1.000001", "một phần"):
        assert wanted in cells
    partial = cells_of(officer.get(f"{HOME}tep/mot-phan/xlsx/").content)
    assert "khoản 2 Điều 10 Luật Hộ tịch" in partial
    assert "1.000003" not in partial
    word = ZipFile(BytesIO(officer.get(f"{HOME}tep/danh-muc/docx/").content)).read("word/document.xml").decode()
    assert "1.000003" in word
    assert officer.get(f"{HOME}tep/danh-muc/pdf/").content.startswith(b"%PDF")
    assert officer.get(f"{HOME}tep/khac/pdf/").status_code == 404
    assert officer.get(f"{HOME}tep/danh-muc/xlsx/?state=suspended").status_code == 409


def many(system: Actor, first: int, number: int) -> None:
    """So many services more, every third suspended."""
    codes = [f"3.{place:06d}" for place in range(first, first + number)]
    for code in codes:
        procedure(code, field=f"Lĩnh vực {code[-1]}", tiers=("province", "commune"))
    lines = [ServiceLine(code, "full", launched_on=AUGUST) for code in codes]
    record_decided(actor=system, decision=decided(number=f"{first}/QĐ"), lines=lines)
    for row in OnlineService.objects.filter(procedure__code__in=codes[::3]):
        suspend_service(actor=system, row=row, outage=Outage(date(2026, 9, 1), "lỗi"), version=row.version)


@pytest.mark.parametrize(
    "path", [HOME, "/dich-vu-cong/", f"{HOME}lo-trinh/", f"{HOME}chi-tieu/", f"{HOME}chi-tieu/2021-launched/"]
)
def test_a_longer_list_costs_no_more_statements(officer: Client, system: Actor, path: str, db: None) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(officer, path)
        return len(queries)

    many(system, 1, 4)
    RoadmapEntry.objects.bulk_create(
        RoadmapEntry(procedure=row, level="full", year=2026, quarter=4) for row in Procedure.objects.all()
    )
    text_of(officer, path)
    few = statements()
    many(system, 100, 30)
    RoadmapEntry.objects.bulk_create(
        RoadmapEntry(procedure=row, level="full", year=2026, quarter=4)
        for row in Procedure.objects.filter(online_roadmap__isnull=True)
    )
    assert statements() == few


def run(*words: str) -> object:
    out = StringIO()
    call_command("online", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_terminal_keeps_the_register(three: Three, system: Actor, province: Unit, tmp_path: Path) -> None:
    signed = ["--number", "1/QĐ", "--signed-on", "2026-08-03", "--signer", "Chủ tịch", "--effective-from", "2026-08-03"]
    file = tmp_path / "lines.json"
    file.write_text(json.dumps([{"code": "1.000003", "level": "partial", "reasons": [PRESENCE.plain()]}]))
    assert run("record", "1.000001", "1.000002", *signed, "--level", "full", "--file", str(file)) == {
        "opened": 3,
        "replaced": 0,
        "unchanged": 0,
    }
    (row,) = run("launch", "1.000001", "--day", "2026-09-01")  # type: ignore[misc]
    assert row["launched_on"] == "2026-09-01"
    run("suspend", "1.000001", "--day", "2026-10-01", "--reason", "lỗi")
    shown = run("show", "1.000001")
    assert shown["value"]["suspended_because"] == "lỗi"  # type: ignore[index]
    run("resume", "1.000001", "--day", "2026-10-05")
    assert len(run("list", "--state", "open")) == 1  # type: ignore[arg-type]
    assert len(run("list", "--field", "Xây dựng")) == 1  # type: ignore[arg-type]
    out = tmp_path / "list.xlsx"
    assert run("export", "danh-muc", "--out", str(out))["lines"] == 3  # type: ignore[index]
    assert out.read_bytes().startswith(b"PK")
    run("withdraw", "1.000002", "--reason", "nhầm")
    run("end", "1.000003", "--day", "2026-11-01", "--reason", "thôi")
    assert len(run("list")) == 1  # type: ignore[arg-type]
    with pytest.raises(CommandError):
        run("show", "9.9")
    with pytest.raises(CommandError):
        run("record", *signed, "--file", str(tmp_path / "none.json"))


def test_the_terminal_plans_and_measures(three: Three, system: Actor, tmp_path: Path) -> None:
    goal = ["--indicator", "launched_share", "--levels", "full", "--by", "2026-10-01", "--minimum", "50"]
    made = run("target-set", *goal, "--source", "12/KH")
    key = str(made["id"])  # type: ignore[index]
    found = run("targets", key)
    assert found["state"] == "missed"  # type: ignore[index]
    assert len(found["missing"]) == 3  # type: ignore[index]
    run("target-change", key, *goal, "--source", "13/KH")
    assert len(run("targets")) == 9  # type: ignore[arg-type]
    run("target-end", key, "--reason", "thay")
    (entry,) = run("plan", "1.000001", "--level", "full", "--year", "2026", "--quarter", "4")  # type: ignore[misc]
    run("replan", entry["id"], "--level", "full", "--year", "2027", "--cause", "technical")
    year = run("roadmap", "--year", "2027")
    assert year["steps"][-1]["planned"] == 1  # type: ignore[index]
    run("drop", entry["id"], "--reason", "thôi")
    file = tmp_path / "facts.json"
    file.write_text(json.dumps([{"code": "1.000001", "year": 2026, "online": 3, "total": 4}]))
    assert run("usage-record", str(file), "--source", "Báo cáo") == {"recorded": 1}
    assert run("usage")[0]["online"] == 3  # type: ignore[index]


def test_machines_read_and_write(officer: Client, three: Three) -> None:
    def send(path: str, data: object, method: str = "post") -> dict[str, object]:
        call = getattr(officer, method)
        answer = call(f"/api/v1/online/{path}", json.dumps(data), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def got(path: str) -> dict[str, object]:
        return json.loads(officer.get(f"/api/v1/online/{path}").content)

    signed = {"number": "1/QĐ", "signed_on": "2026-08-03", "signer": "Chủ tịch", "effective_from": "2026-08-03"}
    lines = [{"code": "1.000001", "level": "full"}, {"code": "1.000002", "level": "full"}]
    assert send("decisions", {**signed, "lines": lines})["opened"] == 2
    send("launches", {"codes": ["1.000001"], "day": "2026-09-01"})
    row = OnlineService.objects.get(procedure__code="1.000001")
    send(f"rows/{row.public_id}/suspend", {"version": row.version, "day": "2026-10-01", "reason": "lỗi"})
    row.refresh_from_db()
    send(f"rows/{row.public_id}/resume", {"version": row.version, "day": "2026-10-02"})
    row.refresh_from_db()
    assert got("services/1.000001")["value"]["level"] == "full"  # type: ignore[index]
    assert len(got("services?state=open")["items"]) == 1  # type: ignore[arg-type]
    assert len(got("services/1.000001/history")["suspensions"]) == 1  # type: ignore[arg-type]
    send(f"rows/{row.public_id}/end", {"version": row.version, "day": "2026-11-01", "reason": "thôi"})
    other = OnlineService.objects.get(procedure__code="1.000002")
    answer = send(f"rows/{other.public_id}/withdraw", {"version": other.version, "reason": "nhầm"})
    assert answer["again"] is None
    goal = {"indicator": "launched_share", "levels": ["full"], "by": "2026-10-01", "minimum": 50, "source": "12/KH"}
    made = send("targets", goal)
    send(f"targets/{made['id']}", {**goal, "minimum": 60, "version": made["version"]}, "put")
    assert got(f"targets/{made['id']}")["minimum"] == 60
    assert len(got("targets")["items"]) == 9  # type: ignore[arg-type]
    send(f"targets/{made['id']}/end", {"version": 2, "reason": "thay"})
    send("usage", {"source": "BC", "facts": [{"code": "1.000001", "year": 2026, "online": 1, "total": 2}]})
    assert got("usage?year=2026")["items"][0]["total"] == 2  # type: ignore[index]
    (entry,) = send("roadmap", {"plans": [{"code": "1.000003", "level": "full", "year": 2026, "quarter": 4}]})
    key = str(entry["id"])  # type: ignore[index]
    send(f"roadmap/{key}", {"code": "1.000003", "level": "full", "year": 2027, "version": 1}, "put")
    assert got("roadmap?year=2027")["items"][0]["id"] == key  # type: ignore[index]
    send(f"roadmap/{key}/drop", {"version": 2, "reason": "thôi"})
    assert Client().get("/api/v1/online/services?q=%00").status_code in {200, 400, 422}
    assert Client().get("/api/v1/online/targets").status_code in {401, 403}

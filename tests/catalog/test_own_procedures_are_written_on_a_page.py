"""Stories of the pages on which the province writes its own procedures, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.catalog.models import Component, ImportBatch, Procedure, ProcedureVersion
from tests.catalog.records import BIRTH

CODE = "2.001234.H61"
LIST, NEW = "/kiem-soat/thu-tuc-cua-tinh/", "/kiem-soat/thu-tuc-cua-tinh/moi/"
DRAFT = f"{LIST}{CODE}/"
Bring = Callable[..., ImportBatch]


def _form(**changes: Any) -> dict[str, Any]:
    """What an officer types for a whole procedure."""
    said: dict[str, Any] = {
        "code": CODE,
        "name": "Hỗ trợ chi phí hỏa táng",
        "decision_no": "10/QĐ-UBND",
        "field": "Bảo trợ xã hội",
        "levels": ["commune"],
        "agency": "Ủy ban nhân dân cấp xã",
        "subjects": "Công dân Việt Nam\nTổ chức",
        "steps": "Nộp hồ sơ.\nNhận kết quả.",
    }
    rows = {
        "channels": [{"channel": "counter", "time": "05 ngày làm việc", "fee": "Miễn phí"}, {}],
        "components": [
            {"name": "Đơn đề nghị", "originals": "1", "copies": "0"},
            {"name": "Giấy chứng tử", "copies": "1"},
        ],
        "results": [{"name": "Quyết định hỗ trợ"}],
        "legal_basis": [{"number": "20/2021/NĐ-CP"}],
    }
    for part, given in rows.items():
        said |= {f"{part}-TOTAL_FORMS": len(given), f"{part}-INITIAL_FORMS": 0}
        said |= {f"{part}-{place}-{name}": text for place, row in enumerate(given) for name, text in row.items()}
    return said | changes


@pytest.fixture
def officer(client_with: Callable[..., Client]) -> Client:
    return client_with("catalog.edit", "catalog.publish")


def test_a_procedure_is_drafted_written_on_published_and_seen(officer: Client, client: Client) -> None:
    assert "Chưa có thủ tục nào do tỉnh quy định" in officer.get(LIST).content.decode()
    answer = officer.post(NEW, _form())
    assert (answer.status_code, answer["Location"]) == (302, DRAFT)
    page = officer.get(DRAFT).content.decode()
    assert "Giấy chứng tử" in page
    assert client.get(f"/thu-tuc/{CODE}/").status_code == 404

    saved = officer.post(DRAFT, _form(version=1, steps="Nộp hồ sơ tại xã."))
    assert saved.status_code == 302
    officer.post(f"{DRAFT}cong-khai/", {"version": 2, "effective_from": "01/03/2026"})
    version = ProcedureVersion.objects.get()
    assert (version.state, version.steps, str(version.effective_from)) == (
        "published",
        "Nộp hồ sơ tại xã.",
        "2026-03-01",
    )
    assert [(one.name, one.originals, one.copies) for one in version.components.all()] == [
        ("Đơn đề nghị", 1, 0),
        ("Giấy chứng tử", None, 1),
    ]
    assert version.channels.count() == 1
    assert [one.name for one in version.subjects.all()] == ["Công dân Việt Nam", "Tổ chức"]
    assert client.get(f"/thu-tuc/{CODE}/").status_code == 200
    assert "Sửa nội dung" in officer.get(f"/kiem-soat/danh-muc/{CODE}/").content.decode()


def test_more_rows_come_by_a_button_and_nothing_typed_is_lost(officer: Client) -> None:
    page = officer.post(NEW, _form(more="components", name="")).content.decode()
    assert not Procedure.objects.exists()
    assert re.search(r'name="components-TOTAL_FORMS" value="5"', page)
    assert "Giấy chứng tử" in page
    assert "Chưa ghi mục" not in page


def test_what_is_missing_is_said_beside_its_field(officer: Client) -> None:
    page = officer.post(NEW, _form(name="", code="123")).content.decode()
    assert "Chưa ghi mục “Tên thủ tục”" in page
    page = officer.post(NEW, _form(code="123")).content.decode()
    assert "Mã thủ tục không đúng dạng" in page
    assert "Giấy chứng tử" in page


def test_a_change_opens_a_draft_that_can_be_thrown_away(officer: Client) -> None:
    officer.post(NEW, _form())
    officer.post(f"{DRAFT}cong-khai/", {"version": 1, "effective_from": "01/03/2026"})
    assert officer.post(f"{DRAFT}mo-ban-sua/")["Location"] == DRAFT
    assert "Hỗ trợ chi phí hỏa táng" in officer.get(DRAFT).content.decode()
    assert officer.post(f"{DRAFT}bo/", {"version": 2}).status_code == 302
    assert ProcedureVersion.objects.count() == 1


def test_an_old_form_never_writes_over_a_newer_one(officer: Client) -> None:
    officer.post(NEW, _form())
    officer.post(DRAFT, _form(version=1, steps="Lần hai."))
    page = officer.post(DRAFT, _form(version=1, steps="Lần ba.")).content.decode()
    assert "vừa được người khác sửa" in page
    assert ProcedureVersion.objects.get().steps == "Lần hai."


def test_a_ministry_s_procedure_says_that_it_is_not_the_province_s_to_write(officer: Client, bring: Bring) -> None:
    bring(BIRTH)
    page = officer.get(f"/kiem-soat/danh-muc/{BIRTH.code}/").content.decode()
    assert "Tỉnh không sửa phần này" in page
    assert "Sửa nội dung" not in page
    assert officer.post(f"{LIST}{BIRTH.code}/mo-ban-sua/").status_code == 409


def test_one_who_may_not_publish_is_told_who_does(client_with: Callable[..., Client], bring: Bring) -> None:
    reader = client_with("catalog.view")
    assert reader.get(LIST).status_code == 403


def test_a_paper_is_marked_on_its_page(officer: Client, bring: Bring) -> None:
    bring(BIRTH)
    address = f"/kiem-soat/danh-muc/{BIRTH.code}/giay-to/"
    assert "Chưa xác định" in officer.get(address).content.decode()
    assert "Giấy chứng sinh" in officer.get(f"{address}?giay=2").content.decode()
    said = {"giay": 2, "version": 1, "from_database": "yes", "database": "CSDL dân cư", "ground": ""}
    assert "Chưa ghi căn cứ" in officer.post(address, said).content.decode()
    assert officer.post(address, {**said, "ground": "Điều 14 Nghị định 107/2021/NĐ-CP"}).status_code == 302
    assert Component.objects.get(from_database=True).name == "Giấy chứng sinh"
    assert officer.get(f"{address}?giay=99").status_code == 404


def test_the_list_costs_the_same_for_many_as_for_few(officer: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(LIST).status_code == 200
        return len(asked)

    officer.post(NEW, _form())
    statements()
    few = statements()
    for place in range(12):
        officer.post(NEW, _form(code=f"2.0019{place:02}.H61"))
    assert statements() == few

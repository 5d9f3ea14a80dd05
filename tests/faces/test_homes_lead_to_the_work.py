"""The three homes: the search field first, figures that lead to their rows, empty states that say what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client

from motcua.access.actors import system_actor
from motcua.catalog.models import Finding, FindingState, ImportBatch, ImportState, Procedure, Severity
from motcua.jobs.models import Job, JobState
from motcua.web import navigation

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def a_finding() -> Finding:
    procedure = Procedure.objects.create(code="1.000001")
    version = procedure.versions.create(number=1, name="Thử", state="published", effective_from=date(2026, 1, 1))
    Procedure.objects.update(current=version)
    return Finding.objects.create(
        procedure=procedure,
        procedure_version=version,
        kind="time_missing",
        severity=Severity.ERROR,
        path="channels[0].time",
        message="Thiếu",
        digest="a" * 64,
    )


def test_the_citizens_home_begins_with_the_search_field(client: Client):
    page = shown(client, "/")
    assert page.index("Ông/bà cần làm thủ tục gì?") < page.index('name="q"') < page.index("Theo việc trong đời")
    assert "Hồ sơ của tôi đến đâu?" in page
    assert 'data-suggest="/tim/goi-y/"' in page


def test_an_empty_control_home_says_what_to_do_next(client_with: Callable[..., Client]):
    page = shown(client_with("control.view", "catalog.import"), "/kiem-soat/")
    assert "phát hiện chưa xử lý" not in page, "no catalogue is not a clean catalogue"
    assert "/kiem-soat/nhap/" in page


def test_open_findings_lead_to_the_worklist(client_with: Callable[..., Client], a_finding: Finding):
    page = shown(client_with("control.view", "catalog.view"), "/kiem-soat/")
    assert "phát hiện chưa xử lý trong danh mục" in page
    assert "/kiem-soat/phat-hien/?severity=error" in page
    Finding.objects.update(state=FindingState.OBSOLETE)
    assert "sạch" in shown(client_with("control.view", "catalog.view"), "/kiem-soat/")


def test_waiting_imports_and_failed_work_are_told_to_those_concerned(client_with: Callable[..., Client]):
    ImportBatch.objects.create(title="Tháng 6", state=ImportState.PREVIEW, counts={"new": 0, "changed": 2})
    Job.objects.create(kind="x.y", key="1", queue="slow", state=JobState.FAILED, max_attempts=3)
    page = shown(client_with("control.view", "catalog.import", "jobs.manage"), "/kiem-soat/")
    assert "lần nhập chờ duyệt" in page
    assert "công việc chạy nền không xong" in page
    assert "/cong-viec/?state=failed" in page


def test_an_import_without_anything_to_apply_waits_for_nobody(client_with: Callable[..., Client]):
    batch = ImportBatch.objects.create(
        title="Hỏng", state=ImportState.PREVIEW, counts={"new": 0, "changed": 0, "rejected": 1}
    )
    client = client_with("control.view", "catalog.import")
    assert "lần nhập chờ duyệt" not in shown(client, "/kiem-soat/")
    assert "không có gì để áp dụng" in shown(client, "/kiem-soat/nhap/")
    page = shown(client, f"/kiem-soat/nhap/{batch.public_id}/")
    assert "không có gì để áp dụng" in page
    assert "Áp dụng các dòng đã chọn" not in page
    ImportBatch.objects.update(counts={"new": 1, "changed": 0})
    assert "Áp dụng các dòng đã chọn" in shown(client, f"/kiem-soat/nhap/{batch.public_id}/")


def test_a_quiet_desk_says_so_and_offers_the_search(client_with: Callable[..., Client]):
    page = shown(client_with("desk.view"), "/can-bo/")
    assert "Chưa có việc nào chờ ông/bà" in page


def test_homes_of_the_staff_are_closed_to_others(client: Client, client_with: Callable[..., Client]):
    assert client.get("/can-bo/").status_code == 302
    assert client.get("/kiem-soat/").status_code == 302


def test_the_portals_navigation_leads_to_pages_that_answer(client: Client):
    links = navigation.links("portal", system_actor())
    assert {"procedures", "open-data"} <= {link.key for link in links}
    for link in links:
        assert client.get(link.href).status_code == 200, link.href


def test_each_home_costs_a_fixed_number_of_statements(
    client_with: Callable[..., Client], a_finding: Finding, django_assert_max_num_queries
):
    staff = client_with("control.view", "catalog.import", "jobs.manage")
    for address in ("/kiem-soat/", "/can-bo/"):
        staff.get(address)
        with django_assert_max_num_queries(34):
            assert staff.get(address).status_code == 200

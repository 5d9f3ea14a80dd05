"""Control pages: propose, correct, approve and end a row; write and approve a calendar; who may not is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.rulebook import selectors
from motcua.rulebook.models import CalendarYear, LocalRule, RuleState
from motcua.rulebook.shipped import shipped_book
from motcua.rulebook.values import value_text

pytestmark = pytest.mark.django_db
FORM = {
    "value": "16:00",
    "instrument": "05/2026/QĐ-UBND",
    "instrument_title": "Quy định mốc trả kết quả trong ngày",
    "instrument_issued": "05/01/2026",
    "article": "Điều 3",
    "effective_from": "01/02/2026",
    "confidence": "A",
}
PROPOSE = "/kiem-soat/quy-dinh/moi/?khoa=clock.same_day_cutoff"


@pytest.fixture
def officer(client_with):
    return client_with("rulebook.edit", "rulebook.approve")


def proposed(officer, **given) -> LocalRule:
    answer = officer.post(PROPOSE, {**FORM, **given})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return LocalRule.objects.latest("pk")


def test_a_row_goes_from_proposal_to_law_on_the_pages(officer):
    row = proposed(officer)
    shown = officer.get(f"/kiem-soat/quy-dinh/{row.public_id}/").content.decode()
    assert "chờ duyệt" in shown
    assert "15:00" in shown
    answer = officer.post(f"/kiem-soat/quy-dinh/{row.public_id}/duyet/", {"version": row.version})
    assert answer.status_code == 302
    assert selectors.rules_on(date(2026, 3, 1)).row("clock.same_day_cutoff").value == "16:00"
    listed = officer.get("/kiem-soat/quy-dinh/").content.decode()
    assert "đã duyệt" in listed
    assert "05/2026/QĐ-UBND" in listed


def test_the_form_of_a_proposal_comes_back_filled_and_changes_it(officer):
    row = proposed(officer)
    address = f"/kiem-soat/quy-dinh/{row.public_id}/sua/"
    assert 'value="16:00"' in officer.get(address).content.decode()
    assert officer.post(address, {**FORM, "value": "16:15", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.value, row.version) == ("16:15", 2)
    stale = officer.post(address, {**FORM, "value": "16:20", "version": 1}).content.decode()
    assert "vừa được người khác sửa" in stale


def test_every_error_stands_in_one_form_and_nothing_is_written(officer):
    text = officer.post(
        PROPOSE, {**FORM, "value": "chiều", "effective_from": "01/01/2025", "effective_to": "01/01/2024"}
    ).content.decode()
    for sentence in ("Giờ trong ngày phải có dạng", "Ngày hết hiệu lực đứng trước", "Có hiệu lực trước văn bản"):
        assert sentence in text
    assert not LocalRule.objects.exists()


def test_a_field_left_empty_is_named(officer):
    text = officer.post(PROPOSE, {**FORM, "instrument": "", "value": ""}).content.decode()
    assert "Chưa ghi mục “Số ký hiệu văn bản”" in text
    assert "Chưa ghi mục “Giá trị”" in text
    lacking = officer.post(PROPOSE, {**FORM, "instrument_title": ""}).content.decode()
    assert "cần trích yếu và ngày ban hành" in lacking


VALUES = [
    ("clock.limit_mode", "hour", "hour"),
    ("clock.hours_a_day", "7,5", 7.5),
    ("clock.warning_levels", "3\n1\n0", [3, 1, 0]),
    ("calendar.office_hours", "07:00-11:00\n13:00-17:00", ["07:00-11:00", "13:00-17:00"]),
    ("plan.dates", '[{"act": "gửi kế hoạch", "by": "20/01"}]', [{"act": "gửi kế hoạch", "by": "20/01"}]),
    ("report.recipient", "Bộ  Tư pháp", "Bộ Tư pháp"),
]


@pytest.mark.parametrize(("key", "typed", "value"), VALUES, ids=[row[0] for row in VALUES])
def test_a_value_is_typed_by_the_unit_of_its_rule(officer, key, typed, value):
    answer = officer.post(f"/kiem-soat/quy-dinh/moi/?khoa={key}", {**FORM, "value": typed})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = LocalRule.objects.get()
    assert row.value == value
    again = officer.get(f"/kiem-soat/quy-dinh/{row.public_id}/sua/")
    again_saved = officer.post(
        f"/kiem-soat/quy-dinh/{row.public_id}/sua/",
        {**FORM, "value": value_text(shipped_book().keys[key], row.value), "version": 1},
    )
    assert (again.status_code, again_saved.status_code) == (200, 302)
    assert LocalRule.objects.get().value == value


@pytest.mark.parametrize(
    ("key", "typed"), [("clock.hours_a_day", "tám"), ("plan.dates", "[{"), ("clock.hours_a_day", "nan")]
)
def test_a_value_that_cannot_be_read_is_refused_in_the_form(officer, key, typed):
    answer = officer.post(f"/kiem-soat/quy-dinh/moi/?khoa={key}", {**FORM, "value": typed})
    assert answer.status_code == 200
    assert "Cần sửa trước khi tiếp tục" in answer.content.decode()


def test_a_key_not_open_to_the_province_cannot_be_chosen(officer):
    text = officer.get("/kiem-soat/quy-dinh/moi/?khoa=clock.supplement_times").content.decode()
    assert "Chọn quy định mà tỉnh được tự quy định" in text
    assert "clock.supplement_times" not in text.split("<main")[1]
    assert "clock.hours_a_day" in text.split("<main")[1]


def test_a_proposal_is_withdrawn_and_a_row_is_ended(officer):
    row = proposed(officer)
    officer.post(f"/kiem-soat/quy-dinh/{row.public_id}/rut/", {"version": 1})
    row.refresh_from_db()
    assert row.state == RuleState.WITHDRAWN
    row = proposed(officer)
    officer.post(f"/kiem-soat/quy-dinh/{row.public_id}/duyet/", {"version": 1})
    address = f"/kiem-soat/quy-dinh/{row.public_id}/dung/"
    wrong = officer.post(address, {"last_day": "01/01/2026", "note": "9/2026", "version": 2})
    assert "phải nằm trong thời gian áp dụng" in wrong.content.decode()
    assert officer.post(address, {"last_day": "30/04/2026", "note": "9/2026", "version": 2}).status_code == 302
    assert selectors.rules_on(date(2026, 5, 1)).row("clock.same_day_cutoff").value == "15:00"


DAY = {"day": "09/03/2029", "kind": "holiday", "name": "Nghỉ thêm", "source": "9/2029", "confidence": "A"}


def test_a_year_is_opened_written_and_approved_on_the_pages(officer):
    assert officer.post("/kiem-soat/quy-dinh/lich/", {"year": 2029}).status_code == 302
    address = "/kiem-soat/quy-dinh/lich/2029/"
    assert "chưa duyệt" in officer.get(address).content.decode()
    assert officer.post(address, {**DAY, "version": 1}).status_code == 302
    assert 'value="09/03/2029"' in officer.get(address, {"ngay": "2029-03-09"}).content.decode()
    assert officer.post(address + "bo-ngay/", {"day": "2029-03-09", "version": 2}).status_code == 302
    assert "Chưa ghi mục" in officer.post(address + "duyet/", {"decision": "", "version": 3}).content.decode()
    assert officer.post(address + "duyet/", {"decision": "Thông báo 1/2029", "version": 3}).status_code == 302
    assert CalendarYear.objects.get().approved_by is not None
    assert "đã duyệt" in officer.get("/kiem-soat/quy-dinh/lich/").content.decode()


def test_a_wrong_day_is_said_in_the_form(officer):
    officer.post("/kiem-soat/quy-dinh/lich/", {"year": 2029})
    text = officer.post("/kiem-soat/quy-dinh/lich/2029/", {**DAY, "day": "09/03/2028", "version": 1}).content.decode()
    assert "không thuộc năm của lịch" in text
    swapped = {**DAY, "kind": "worked", "version": 1}
    assert "phải ghi ngày được đổi" in officer.post("/kiem-soat/quy-dinh/lich/2029/", swapped).content.decode()


def test_a_revision_is_thrown_away(officer):
    officer.post("/kiem-soat/quy-dinh/lich/", {"year": 2029})
    again = officer.post("/kiem-soat/quy-dinh/lich/", {"year": 2029}).content.decode()
    assert "đang có một lần sửa chưa duyệt" in again
    officer.post("/kiem-soat/quy-dinh/lich/2029/huy/", {"version": 1})
    assert not CalendarYear.objects.exists()
    assert officer.post("/kiem-soat/quy-dinh/lich/2029/huy/", {"version": 1}).status_code == 404


WRITING = [
    "/kiem-soat/quy-dinh/moi/",
    "/kiem-soat/quy-dinh/x/duyet/",
    "/kiem-soat/quy-dinh/lich/2029/duyet/",
    "/kiem-soat/quy-dinh/lich/2029/bo-ngay/",
]


@pytest.mark.parametrize("address", WRITING)
def test_those_without_the_right_are_refused(client_with, address):
    assert client_with("catalog.view").post(address).status_code == 403


def test_readers_see_the_pages_without_the_forms(client_with, officer):
    row = proposed(officer)
    officer.post("/kiem-soat/quy-dinh/lich/", {"year": 2029})
    reader = client_with("rulebook.view")
    for address in ("/kiem-soat/quy-dinh/", f"/kiem-soat/quy-dinh/{row.public_id}/", "/kiem-soat/quy-dinh/lich/2029/"):
        text = reader.get(address).content.decode()
        assert "_once" not in text.split("<main")[1], address


def test_a_stranger_does_not_see_proposals(client, officer):
    row = proposed(officer)
    assert client.get(f"/kiem-soat/quy-dinh/{row.public_id}/").status_code == 302
    assert "16:00" not in client.get("/quy-dinh/clock.same_day_cutoff/").content.decode()


@pytest.mark.parametrize(
    "address", ["/kiem-soat/quy-dinh/", "/kiem-soat/quy-dinh/lich/", "/kiem-soat/quy-dinh/lich/2026/"]
)
def test_the_number_of_statements_does_not_grow(officer, address, django_assert_max_num_queries):
    for start in ("01/02/2026", "01/03/2026", "01/04/2026"):
        proposed(officer, effective_from=start)
    for year in (2028, 2029, 2030):
        officer.post("/kiem-soat/quy-dinh/lich/", {"year": year})
    officer.get(address)
    with django_assert_max_num_queries(14):
        assert officer.get(address).status_code == 200


@pytest.mark.parametrize(("last", "status"), [(20, 200), (10, 302)])
def test_weights_that_do_not_sum_are_refused_when_they_are_written(officer, last, status):
    weights = [{"no": f"S{n}", "name": f"{p} %", "percent": p} for n, p in enumerate((40, 30, 20, last), start=1)]
    address = "/kiem-soat/quy-dinh/moi/?khoa=review.selection_weights"
    answer = officer.post(address, {**FORM, "value": json.dumps(weights)})
    assert answer.status_code == status
    assert LocalRule.objects.exists() is (status == 302)
    assert ("110" in answer.content.decode()) is (status == 200)

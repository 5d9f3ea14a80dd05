"""Opening hours on the page: set by a form, shown with their week, refused with the reason, used by due dates."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.organisation.models import Unit
from motcua.rulebook.models import UnitHours

pytestmark = pytest.mark.django_db
PAGE = "/kiem-soat/quy-dinh/gio-lam-viec/"
OPEN = "07:00-11:00, 13:00-17:00"


@pytest.fixture
def form():
    unit = Unit.objects.create()
    days = {f"gio_{day}": OPEN for day in range(1, 6)} | {"gio_6": "07:00-11:00"}
    return {"don_vi": unit.public_id, **days, "instrument": "7/2026/QĐ-UBND", "effective_from": "01/02/2026"}


@pytest.fixture
def officer(client_with):
    return client_with("rulebook.edit")


def test_hours_are_set_on_the_page_and_counted(officer, form):
    assert "Chưa đơn vị nào có giờ riêng" in officer.get(PAGE).content.decode()
    assert officer.post(PAGE, form).status_code == 302
    text = officer.get(PAGE).content.decode()
    assert "thứ Bảy 07:00-11:00" in text
    assert "7/2026/QĐ-UBND" in text
    out = StringIO()
    call_command(
        "law",
        "due",
        "--received",
        "2026-03-06T10:00",
        "--limit",
        "8 giờ",
        "--unit",
        form["don_vi"],
        "--json",
        stdout=out,
    )
    assert json.loads(out.getvalue())["due"] == "2026-03-07T10:00:00+07:00"


def test_new_hours_end_the_old_ones(officer, form):
    officer.post(PAGE, form)
    officer.post(PAGE, {**form, "gio_6": "", "effective_from": "01/04/2026"})
    periods = [(str(row.effective_from), str(row.effective_to)) for row in UnitHours.objects.order_by("id")]
    assert periods == [("2026-02-01", "2026-03-31"), ("2026-04-01", "None")]
    assert "áp dụng từ ngày muộn hơn" in officer.post(PAGE, {**form, "effective_from": "01/03/2026"}).content.decode()


WRONG = [
    ({"don_vi": "không có"}, "Không có đơn vị nào mang mã"),
    ({"gio_1": "bảy giờ"}, "mỗi buổi ghi như 07:30-11:30"),
    ({"gio_1": "11:00-07:00"}, "mỗi buổi ghi như 07:30-11:30"),
    ({"gio_1": "07:00-11:00-13:00"}, "mỗi buổi ghi như 07:30-11:30"),
    ({f"gio_{day}": "" for day in range(1, 7)}, "mỗi buổi ghi như 07:30-11:30"),
    ({f"gio_{day}": "" for day in range(1, 6)}, "mỗi buổi ghi như 07:30-11:30"),
    ({"effective_from": "01/02/1990"}, "Chưa có quy định nào được ghi cho ngày này"),
    ({"instrument": ""}, "Chưa ghi mục “Văn bản quy định giờ làm việc”"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_hours_that_cannot_be_counted_are_refused(officer, form, given, sentence):
    assert sentence in officer.post(PAGE, {**form, **given}).content.decode()
    assert not UnitHours.objects.exists()


def test_a_reader_sees_the_hours_and_no_form(client_with, officer, form):
    officer.post(PAGE, form)
    text = client_with("rulebook.view").get(PAGE).content.decode()
    assert "thứ Bảy" in text
    assert "Ghi giờ làm việc" not in text

"""Pages: a desk's changes and confirming them, its board, its history, all desks, the list for a unit's website."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import system_actor
from motcua.papers.document import Picture, Table
from motcua.posting.models import Confirmation, Posting
from motcua.posting.pack import PART, pack_document, parts_of
from motcua.posting.todo import to_do
from motcua.web.tiles import figures
from tests.posting.conftest import PNG, abolish, write_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-06-15 09:00")


@pytest.fixture
def once():
    numbers = iter(range(1000))
    return lambda: {"_once": f"0123456789abcdef{next(numbers):06}"}


@pytest.fixture
def officer(client_with, desk):
    return client_with("posting.confirm", unit_id=desk.unit_id)


@pytest.fixture
def viewer(client_with):
    return client_with("audit.view")


def at(name, *args):
    return reverse(f"posting:{name}", args=args)


def text_of(answer):
    assert answer.status_code == 200, answer.content[:2000]
    return unescape(answer.content.decode())


def picture():
    return SimpleUploadedFile("bang.png", PNG, content_type="image/png")


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def test_from_the_list_to_a_confirmation_and_back(officer, desk, birth, marriage, once):
    assert officer.get(at("own")).headers["Location"] == at("desk", desk.unit.public_id)
    page = text_of(officer.get(at("desk", desk.unit.public_id)))
    assert "Cần treo 2, thay 0, gỡ 0." in page
    assert "chưa xác nhận lần nào" in page
    given = {"version": hidden(page, "version"), "item": "up:1.001193", "day": "15/06/2026", "note": "Tầng một"}
    answer = officer.post(at("desk", desk.unit.public_id), {**given, "photo": picture(), **once()})
    assert answer.status_code == 302, unescape(answer.content.decode())[:3000]
    told = text_of(officer.get(answer.headers["Location"]))
    assert "Đăng ký khai sinh" in told
    assert "Tầng một" in told
    assert "Rút lại lần xác nhận" in told
    made = Confirmation.objects.get()
    shown = officer.get(at("photo", made.public_id))
    assert (shown.headers["Content-Type"], b"".join(shown.streaming_content)) == ("image/png", PNG)
    assert "Đăng ký khai sinh" in text_of(officer.get(at("board", desk.unit.public_id)))
    undone = officer.post(at("undo", made.public_id), {"version": hidden(told, "version"), **once()})
    assert undone.headers["Location"] == at("desk", desk.unit.public_id)
    assert not Posting.objects.exists()
    assert "đã rút lại" in text_of(officer.get(at("history", desk.unit.public_id)))


def test_a_whole_narrowed_list_is_confirmed_in_one_act(officer, desk, birth, marriage, once):
    address = at("desk", desk.unit.public_id) + "?q=khai+sinh"
    page = text_of(officer.get(address))
    assert "Xác nhận cả danh sách (1 dòng)" in page
    given = {"version": hidden(page, "version"), "digest": hidden(page, "digest"), "all": "1", "day": "15/06/2026"}
    assert officer.post(address, {**given, "photo": picture(), **once()}).status_code == 302
    assert [row.procedure.code for row in Posting.objects.all()] == ["1.001193"]
    write_version("1.000555", date(2026, 1, 1), name="Khai sinh lưu động")
    page = text_of(officer.get(address))
    given = {"version": hidden(page, "version"), "digest": "0" * 16, "all": "1", "day": "15/06/2026"}
    assert officer.post(address, {**given, "photo": picture(), **once()}).status_code == 409


def test_a_refusal_stands_beside_its_field(officer, desk, birth, once):
    address = at("desk", desk.unit.public_id)
    without = text_of(officer.post(address, {"version": 1, "item": "up:1.001193", "day": "15/06/2026", **once()}))
    assert "Cần sửa trước khi tiếp tục" in without
    later = {"version": 1, "item": "up:1.001193", "day": "16/06/2026", "photo": picture(), **once()}
    assert "ngày chưa đến" in text_of(officer.post(address, later))
    nothing = text_of(officer.post(address, {"version": 1, "day": "15/06/2026", "photo": picture(), **once()}))
    assert "Chưa chọn thủ tục nào" in nothing
    stale = {"version": 9, "item": "up:1.001193", "day": "15/06/2026", "photo": picture(), **once()}
    assert officer.post(address, stale).status_code == 409


def test_who_may_not_confirm_sees_the_list_without_a_form(viewer, desk, birth, once):
    page = text_of(viewer.get(at("desk", desk.unit.public_id)))
    assert "Đăng ký khai sinh" in page
    assert 'name="photo"' not in page
    given = {"version": 1, "item": "up:1.001193", "day": "15/06/2026", "photo": picture(), **once()}
    assert viewer.post(at("desk", desk.unit.public_id), given).status_code == 403
    assert "Không có bảng niêm yết nào của ông/bà" in text_of(viewer.get(at("own")))


@pytest.mark.parametrize("name", ["desk", "board", "history", "snippet"])
def test_pages_of_a_desk_are_for_staff_and_name_it(client, viewer, desk, name):
    assert client.get(at(name, desk.unit.public_id)).status_code == 302
    assert desk.name in text_of(viewer.get(at(name, desk.unit.public_id)))
    assert viewer.get(at(name, "khong-co")).status_code == 404


def test_a_unit_that_is_no_desk_is_told(viewer, make_desk):
    office = make_desk("Sở Tư pháp", "province", kind="so")
    answer = viewer.get(at("desk", office.unit.public_id))
    assert answer.status_code == 404
    assert "không phải là nơi tiếp nhận" in unescape(answer.content.decode())


def test_the_board_of_a_past_day(viewer, desk, birth, confirm):
    confirm(desk, DAY)
    abolish(birth, date(2026, 6, 10))
    confirm(desk, date(2026, 6, 10))
    address = at("board", desk.unit.public_id)
    assert "Đăng ký khai sinh" in text_of(viewer.get(address, {"ngay": "09/06/2026"}))
    assert "Chưa có gì được xác nhận" in text_of(viewer.get(address, {"ngay": "10/06/2026"}))
    assert "Chưa có gì được xác nhận" in text_of(viewer.get(address, {"ngay": "09/06/2026", "q": "ket hon"}))


def test_a_day_before_the_last_confirmation_shows_its_list_without_a_form(officer, desk, birth, marriage, confirm):
    confirm(desk, DAY, "up:1.001193")
    address = at("desk", desk.unit.public_id)
    assert 'name="photo"' in text_of(officer.get(address))
    assert 'name="photo"' not in text_of(officer.get(address, {"ngay": "2026-05-31"}))
    assert 'name="photo"' not in text_of(officer.get(address, {"ngay": "2026-06-16"}))
    assert "Hệ thống" in text_of(officer.get(at("history", desk.unit.public_id)))


def test_control_sees_every_desk_and_the_share_of_those_up_to_date(viewer, desk, centre, birth, permit, confirm):
    confirm(desk, DAY)
    page = text_of(viewer.get(at("overview")))
    assert "50% (1/2)" in page or "50,0% (1/2)" in page
    assert centre.name in page
    behind = text_of(viewer.get(at("overview"), {"state": "never"}))
    assert centre.name in behind
    assert desk.name not in behind


def test_only_tiers_of_the_day_are_offered(viewer, desk):
    """Districts ended with the reform: a board of today is never of that tier, one of the time before may be."""
    assert '<option value="district"' not in text_of(viewer.get(at("overview")))
    assert '<option value="district"' in text_of(viewer.get(at("overview"), {"ngay": "2024-03-01"}))


def test_what_was_put_up_in_time_opens_into_its_rows(viewer, desk, birth, confirm, clock):
    confirm(desk, DAY)
    clock("2026-06-10 08:00")
    write_version("1.001193", date(2026, 6, 10), name="Đăng ký khai sinh (sửa đổi)")
    clock("2026-06-15 08:00")
    confirm(desk, date(2026, 6, 15))
    page = text_of(viewer.get(at("in-time")))
    assert "(0/1)" in page
    assert "muộn" in page
    assert "Đăng ký khai sinh (sửa đổi)" in page
    assert "Chưa có gì được treo" in text_of(viewer.get(at("in-time"), {"tu": "01/01/2026", "den": "02/01/2026"}))
    assert "Chưa có gì được treo" in text_of(viewer.get(at("in-time"), {"den": "01/01/0001"}))


def test_every_list_costs_the_same_for_many_rows(officer, desk, birth, confirm, make_desk):
    confirm(desk, DAY)
    write_version("1.001193", date(2026, 6, 2))
    confirm(desk, date(2026, 6, 2))
    write_version("1.001193", date(2026, 6, 3))
    names = [(name, desk.unit.public_id) for name in ("desk", "board", "history")]
    addresses = [at("overview"), at("in-time"), *(at(name, key) for name, key in names)]

    def cost(address):
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address).status_code == 200
        return len(asked)

    few = [cost(address) for address in addresses]
    for place in range(20):
        write_version(f"1.2{place:05}", date(2026, 5, 1))
        make_desk(f"Trung tâm Phục vụ hành chính công xã số {place}")
    for place in range(20):
        confirm(desk, date(2026, 6, 3), f"up:1.2{place:05}")
    assert [cost(address) for address in addresses] == few
    assert max(few) <= 25


def test_a_website_may_frame_the_list_and_no_other_page(client, desk, birth, permit):
    answer = client.get(at("embed", desk.unit.public_id))
    page = text_of(answer)
    assert "Đăng ký khai sinh" in page
    assert "Cấp giấy phép xây dựng" not in page
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    other = client.get("/thu-tuc/")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "DENY"
    assert client.get(at("embed", "khong-co")).status_code == 404


def test_the_framed_list_is_searched_without_diacritics_and_never_shows_staff(client, viewer, desk, birth, marriage):
    found = text_of(client.get(at("embed", desk.unit.public_id), {"q": "ket hon"}))
    assert "Đăng ký kết hôn" in found
    assert "Đăng ký khai sinh" not in found
    assert "Không có thủ tục nào khớp" in text_of(client.get(at("embed", desk.unit.public_id), {"q": "zzz"}))
    assert "tai-khoan" not in text_of(viewer.get(at("embed", desk.unit.public_id)))


def test_the_snippet_is_a_frame_with_a_title(viewer, desk):
    answer = viewer.get(at("snippet", desk.unit.public_id))
    page = text_of(answer)
    assert f'title="Thủ tục hành chính: {desk.name}"' in page
    assert at("embed", desk.unit.public_id) in page
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_department_lists_what_it_handles(client, make_desk, permit):
    write_version("2.000488", DAY, tier="province", name="Cấp phiếu lý lịch tư pháp", agency="Sở Tư pháp")
    office = make_desk("Sở Tư pháp", "province", kind="so")
    page = text_of(client.get(at("embed", office.unit.public_id)))
    assert "Cấp phiếu lý lịch tư pháp" in page
    assert "Cấp giấy phép xây dựng" not in page


def test_a_long_list_is_printed_in_parts():
    assert parts_of([]) == []
    assert parts_of([None] * (PART + 1)) == [(1, 1, PART), (2, PART + 1, PART + 1)]


def test_the_pack_is_a_pdf_of_the_changes_that_the_filters_show(viewer, desk, birth, marriage, confirm):
    address = at("pack", desk.unit.public_id)
    answer = viewer.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert viewer.get(address, {"phan": "2"}).status_code == 404
    assert viewer.get(address, {"phan": "x"}).status_code == 404
    assert viewer.get(address, {"q": "zzz"}).status_code == 404
    confirm(desk, DAY)
    assert viewer.get(address).status_code == 404


def test_the_pack_tells_what_goes_up_and_down_with_a_code_to_the_page(desk, birth, marriage, confirm):
    confirm(desk, DAY)
    abolish(marriage, date(2026, 6, 10))
    write_version("1.001193", date(2026, 6, 10), name="Đăng ký khai sinh (sửa đổi)")
    write_version("1.000555", date(2026, 6, 10), name="Cải chính hộ tịch")
    document = pack_document(desk, to_do(desk, date(2026, 6, 10)), date(2026, 6, 10))
    rows = {table.rows[0].cells[1]: table.rows[0].cells[2] for table in document.blocks if isinstance(table, Table)}
    assert rows == {
        "1.000555": "Cải chính hộ tịch",
        "1.001193": "Đăng ký khai sinh (sửa đổi)",
        "1.000894": "Đăng ký kết hôn",
    }
    pictures = [block for annex in document.annexes for block in annex.blocks if isinstance(block, Picture)]
    assert len(pictures) == 2
    assert pictures[0].data.startswith(b"\x89PNG")
    assert "/thu-tuc/1.000555/" in pictures[0].alt
    assert document.agency.name == desk.name
    assert document.on == date(2026, 6, 10)


def test_home_pages_tell_what_waits(officer, client_with, desk, centre, birth, permit, confirm):
    home = text_of(officer.get("/can-bo/"))
    assert "thủ tục cần treo, thay, gỡ ở bảng niêm yết" in home
    control = client_with("posting.manage")
    assert "trong 2 nơi tiếp nhận" in text_of(control.get("/kiem-soat/"))
    with CaptureQueriesContext(connection) as first:
        figures("control", system_actor())
    confirm(desk, DAY)
    [figure] = [row for row in figures("control", system_actor()) if "bảng niêm yết" in str(row.label)]
    assert figure.number == 1
    with CaptureQueriesContext(connection) as second:
        figures("control", system_actor())
    assert len(second) <= len(first)


def test_the_log_names_the_desk_and_what_was_done(client_with, desk, birth, confirm):
    confirm(desk, DAY)
    page = text_of(client_with("audit.view").get("/kiem-soat/nhat-ky/"))
    assert f"xác nhận bảng niêm yết của {desk.name} ngày 01/06/2026: treo 1, thay 0, gỡ 0" in page

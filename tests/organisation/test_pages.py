"""Pages: for everyone where papers are handed in and what old places became; for control the units and their people."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.roles import Role
from motcua.audit.models import Entry
from motcua.organisation import selectors
from motcua.organisation.models import FocalAppointment, Position
from motcua.organisation.services.focal import Decision, Holder, appoint_focal

START = date(2026, 1, 5)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


def at(name: str, *args: object) -> str:
    return reverse(f"organisation:{name}", args=args)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.content[:2000]
    return unescape(answer.content.decode())


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-06-01 09:00")


@pytest.fixture
def once():
    """The one-use key that a form carries."""
    return {"_once": "0123456789abcdefghijkl"}


@pytest.fixture
def unit(unit_named):
    return unit_named("vinh-long-2025/so-tu-phap")


def test_everyone_finds_the_places_where_papers_are_handed_in(client):
    page = text_of(client.get(at("receiving")))
    assert "Trung tâm Phục vụ hành chính công tỉnh Vĩnh Long" in page
    found = text_of(client.get(at("receiving"), {"q": "an phu tan"}))
    assert "Trung tâm Phục vụ hành chính công xã An Phú Tân" in found
    assert "xã Tân Hào" not in found
    assert "Không có nơi tiếp nhận nào khớp" in text_of(client.get(at("receiving"), {"q": "khong co noi nay"}))


def test_the_list_of_a_past_day_shows_the_places_of_that_day(client):
    page = text_of(client.get(at("receiving"), {"ngay": "30/06/2025"}))
    assert "xã An Phú Tân" not in page


def test_a_unit_is_shown_with_the_names_and_tiers_of_the_day_asked_for(client):
    old = selectors.unit_by_code("29317", date(2025, 6, 30))
    page = text_of(client.get(at("unit", old.public_id), {"ngay": "2025-06-30"}))
    assert "Tên và cấp của ngày 30/06/2025" in page
    assert "Huyện Cầu Kè" in page
    assert "Tỉnh Trà Vinh" in page
    today = text_of(client.get(at("unit", old.public_id)))
    assert "không còn từ ngày 01/07/2025" in today
    assert "Nay là" in today


def test_a_new_commune_tells_what_it_was_formed_from(client):
    new = selectors.unit_by_code("29566", date(2026, 6, 1))
    page = text_of(client.get(at("unit", new.public_id)))
    assert "Phường Tân Ngãi" in page
    assert "Phường Tân Hội" in page
    assert "trước" in page
    assert "thuộc Thành phố Vĩnh Long, Tỉnh Vĩnh Long" in page
    before = text_of(client.get(at("unit", new.public_id), {"ngay": "1.1.2020"}))
    assert "chỉ có từ ngày 01/07/2025" in before


def test_nonsense_in_the_address_is_today_or_not_found(client, vinh_long):
    assert "Tỉnh Vĩnh Long" in text_of(client.get(at("unit", vinh_long.public_id), {"ngay": "khi nào"}))
    assert client.get(at("unit", "khong-co")).status_code == 404


def test_people_find_the_new_commune_by_the_old_name(client):
    page = text_of(client.get(at("old-communes"), {"q": "nhuan phu tan"}))
    assert "Xã Nhuận Phú Tân" in page
    assert "Huyện Mỏ Cày Bắc, Tỉnh Bến Tre" in page
    assert "nay là" in page
    assert "Không có đơn vị cũ nào" in text_of(client.get(at("old-communes"), {"q": "zzz"}))
    assert "Gõ tên cũ" in text_of(client.get(at("old-communes")))


CONTROL = ["units", "tree", "findings", "positions", "focal", "focal-annex"]


@pytest.mark.parametrize("name", CONTROL)
def test_pages_of_control_are_for_staff(client, client_with, name):
    assert client.get(at(name)).status_code == 302
    assert client_with("organisation.focal").get(at(name)).status_code == 200


@pytest.mark.parametrize("name", ["open", "focal-renew"])
def test_what_changes_units_or_officers_is_for_those_who_may(client_with, name):
    receiver = client_with("desk.view")
    assert receiver.get(at(name)).status_code == 403
    assert client_with("organisation.focal").get(at(name)).status_code == 200


@pytest.mark.parametrize("name", ["control-unit", "rename", "move", "merge", "close", "unit-positions", "focal-unit"])
def test_pages_of_one_unit_open_for_control_and_name_it(client_with, unit, name):
    assert "Sở Tư pháp tỉnh Vĩnh Long" in text_of(client_with("organisation.focal").get(at(name, unit.public_id)))


def test_the_list_can_be_filtered_by_name_kind_tier_and_day(client_with):
    control = client_with("organisation.focal")
    page = text_of(control.get(at("units"), {"q": "tu phap", "kind": "so", "tier": "province"}))
    assert "Sở Tư pháp tỉnh Vĩnh Long" in page
    assert "Sở Tài chính" not in page
    past = text_of(control.get(at("units"), {"q": "so giao thong", "ngay": "01/02/2025", "everywhere": "on"}))
    assert "Sở Giao thông vận tải tỉnh Trà Vinh" in past


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    ("name", "few", "many"),
    [
        ("units", "?q=so+tu+phap", "?q=phong"),
        ("receiving", "?q=an+phu+tan", ""),
        ("focal", "?q=so+tu+phap", "?q=uy+ban"),
        ("findings", "?loai=no-focal", "?loai=unverified-unit"),
    ],
)
def test_a_long_list_costs_as_many_statements_as_a_short_one(client_with, name, few, many):
    control = client_with("organisation.focal")
    assert queries_of(control, at(name) + many) <= queries_of(control, at(name) + few) + 1


def test_positions_of_fifty_cost_as_much_as_of_one(client_with, user_with, unit):
    control, user = client_with("organisation.focal"), user_with()
    Position.objects.create(user=user, unit=unit, role="receiver", valid_from=START)
    one = queries_of(control, at("positions"))
    for role in list(Role)[1:15]:
        Position.objects.create(user=user_with(), unit=unit, role=role, valid_from=START)
    assert queries_of(control, at("positions")) == one


def test_a_unit_is_renamed_on_its_page(client_with, unit, once):
    control = client_with("organisation.focal")
    form = {"name": "Sở Pháp chế", "kind": "so", "tier": "province", "day": "01/07/2026", "instrument": "1/NQ-HĐND"}
    done = control.post(at("rename", unit.public_id), {**form, "version": unit.version, **once})
    assert done.status_code == 302
    assert selectors.unit_by_id(unit.public_id).on(date(2026, 7, 1)).name == "Sở Pháp chế"
    page = text_of(control.get(at("control-unit", unit.public_id)))
    assert "Các tên đã dùng" in page


def test_a_refusal_stands_beside_the_field_and_the_form_can_be_sent_again(client_with, unit, once):
    control = client_with("organisation.focal")
    form = {"name": "Sở Pháp chế", "kind": "so", "tier": "province", "instrument": "1", "version": unit.version}
    page = text_of(control.post(at("rename", unit.public_id), {**form, "day": "30/06/2025", **once}))
    assert "Cần sửa trước khi tiếp tục" in page
    assert f'name="version" value="{unit.version}"' in page
    again = control.post(at("rename", unit.public_id), {**form, "day": "01/07/2026", "_once": "b" * 22})
    assert again.status_code == 302


def test_a_stale_form_is_refused_with_a_page_of_its_own(client_with, unit, once):
    form = {"name": "X", "kind": "so", "tier": "province", "day": "01/07/2026", "instrument": "1", "version": 99}
    answer = client_with("organisation.focal").post(at("rename", unit.public_id), {**form, **once})
    assert answer.status_code == 409


def test_closing_says_what_will_happen_before_it_does(client_with, unit, user_with, once):
    Position.objects.create(user=user_with(), unit=unit, role="receiver", valid_from=START)
    control = client_with("organisation.focal")
    assert "1 vị trí công tác" in text_of(control.get(at("close", unit.public_id)))
    form = {"day": "01/07/2026", "instrument": "1/NQ", "below": "refuse", "heir": "", "version": unit.version}
    assert control.post(at("close", unit.public_id), {**form, **once}).status_code == 302
    assert selectors.unit_by_id(unit.public_id).on(date(2026, 7, 1)) is None


def test_units_are_opened_moved_and_merged_on_pages(client_with, unit, vinh_long):
    control = client_with("organisation.focal")
    common = {"kind": "division", "tier": "province", "day": "01/06/2026", "instrument": "1/QĐ"}
    opened = control.post(at("open"), {**common, "name": "Phòng Mới", "parent": unit.public_id, "_once": "a" * 22})
    division = selectors.unit_by_id(opened["Location"].rstrip("/").split("/")[-1])
    assert division.on(date(2026, 6, 1)).parent == unit
    moved = {"parent": "86", "day": "02/06/2026", "version": division.version, "_once": "b" * 22}
    assert control.post(at("move", division.public_id), moved).status_code == 302
    assert selectors.unit_by_id(division.public_id).on(date(2026, 6, 2)).parent == vinh_long
    other = selectors.unit_by_code("29317", date(2026, 6, 1))
    one = selectors.unit_by_code("28948", date(2026, 6, 1))
    merged = control.post(
        at("merge", one.public_id),
        {
            "name": "Xã Hợp Nhất",
            "kind": "commune",
            "tier": "commune",
            "day": "01/07/2026",
            "instrument": "1/NQ",
            "others": f"{other.on(date(2026, 6, 1)).name}\n",
            "below": "move",
            "version": one.version,
            "_once": "c" * 22,
        },
    )
    assert merged.status_code == 302, text_of(merged)
    assert selectors.unit_by_id(other.public_id).on(date(2026, 7, 1)) is None


def test_a_position_is_given_and_ended_on_pages(client_with, user_with, unit):
    control, user = client_with("organisation.focal"), user_with()
    form = {"user": user.username, "role": "receiver", "day": "01/06/2026", "_once": "a" * 22}
    assert control.post(at("unit-positions", unit.public_id), form).status_code == 302
    held = Position.objects.get(user=user)
    assert user.username in text_of(control.get(at("positions"), {"q": user.username}))
    assert "không còn quyền của vai trò này" in text_of(control.get(at("position-end", held.public_id)))
    ended = {"day": "02/06/2026", "version": held.version, "_once": "b" * 22}
    assert control.post(at("position-end", held.public_id), ended).status_code == 302
    wrong = {**form, "user": "khong.co", "_once": "c" * 22}
    assert "Không có tài khoản" in text_of(control.post(at("unit-positions", unit.public_id), wrong))


FOCAL = {"name": "Người thứ nhất", "number": "12/QĐ-UBND", "signed_on": "04/01/2026", "signer": "Chủ tịch"}


def test_an_officer_is_appointed_on_the_page_of_the_unit_and_listed(client_with, unit):
    control = client_with("organisation.focal")
    form = {**FOCAL, "year": 2026, "day": "05/01/2026", "_once": "a" * 22}
    assert control.post(at("focal-unit", unit.public_id), form).status_code == 302
    page = text_of(control.get(at("focal"), {"q": "tu phap"}))
    assert "Người thứ nhất" in page
    assert "0,7% (1/137)" in page
    held = FocalAppointment.objects.get(unit=unit)
    assert held.holder in text_of(control.get(at("focal-unit", unit.public_id)))
    ended = {"day": "02/06/2026", "version": held.version, "_once": "b" * 22}
    assert control.post(at("focal-end", held.public_id), ended).status_code == 302
    held.refresh_from_db()
    assert held.valid_to == date(2026, 6, 2)


def test_who_only_looks_cannot_appoint(client_with, unit):
    receiver = client_with("desk.view")
    form = {**FOCAL, "year": 2026, "day": "05/01/2026", "_once": "a" * 22}
    assert receiver.post(at("focal-unit", unit.public_id), form).status_code == 403
    assert not FocalAppointment.objects.exists()


def test_renewing_shows_who_it_is_for_before_it_is_done(client_with, unit, system, clock):
    decision = Decision("12/QĐ-UBND", date(2026, 1, 4), "Chủ tịch", 2026, START)
    old = appoint_focal(actor=system, unit=unit, holder=Holder("Người thứ nhất"), decision=decision)
    clock("2027-01-15 09:00")
    control = client_with("organisation.focal")
    form = {"number": "7/QĐ-UBND", "signed_on": "10/01/2027", "signer": "Chủ tịch", "year": 2027, "day": "15/01/2027"}
    preview = text_of(control.post(at("focal-renew"), {**form, "_once": "a" * 22}))
    assert "Sẽ kiện toàn 1 đơn vị" in preview
    assert FocalAppointment.objects.count() == 1
    sure = {**form, "confirmed": "1", "appointment": [old.public_id], "_once": "b" * 22}
    assert control.post(at("focal-renew"), sure).status_code == 302
    assert FocalAppointment.objects.get(year=2027).renewed_from == old


def test_the_annex_is_a_page_to_print_and_a_word_file_whose_leaving_is_logged(client_with, unit, system):
    decision = Decision("12/QĐ-UBND", date(2026, 1, 4), "Chủ tịch", 2026, START)
    appoint_focal(actor=system, unit=unit, holder=Holder("Người thứ nhất"), decision=decision)
    control = client_with("organisation.focal")
    assert "Người thứ nhất" in text_of(control.get(at("focal-annex"), {"nam": "2026"}))
    assert "Chưa cử ai" in text_of(control.get(at("focal-annex"), {"nam": "2031"}))
    answer = control.post(at("focal-annex-docx") + "?nam=2026", {"_once": "a" * 22})
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer.content.startswith(b"PK")
    told = Entry.objects.get(verb="audit.exported")
    assert (told.object_id, told.facts["rows"]) == ("organisation.focal", 1)


def test_names_with_markup_are_shown_as_text(client, system, make_unit):
    unit = make_unit("<script>alert(1)</script>", date(2026, 1, 1))
    answer = client.get(at("unit", unit.public_id))
    assert b"<script>alert" not in answer.content
    assert b"&lt;script&gt;" in answer.content

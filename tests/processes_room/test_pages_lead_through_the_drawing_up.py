"""The pages: open, type in a table without scripts, keep what is typed, confirm, open again, compare, take files."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.processes.bpmn.write import bpmn_of
from motcua.processes.content import Content
from motcua.processes.ground import ground_of
from motcua.processes.models import Process, WorkingCopy
from motcua.processes.selectors import edition_of, steps_of
from motcua.processes.services.writing import confirm_process, write_process
from tests.processes_room.conftest import a_flow

pytestmark = pytest.mark.django_db
LIST = "/kiem-soat/quy-trinh/"


@pytest.fixture
def officer(client_with):
    return client_with("processes.edit", "review.check")


@pytest.fixture
def reader(client_with):
    return client_with("processes.view")


@pytest.fixture
def drawn(opened, system):
    write_process(actor=system, process=opened, content=Content(a_flow()), version=1)
    return opened


def form_of(process: Process, **changes: str) -> dict[str, object]:
    """What the table of steps sends as it stands, with some cells changed."""
    edition = edition_of(process)
    from motcua.processes.sheet import CELLS, rows_of

    rows = rows_of(steps_of(edition))
    sent: dict[str, object] = {"version": str(edition.version), "row": [row.step.key for row in rows]}
    for row in rows:
        sent[f"{row.step.key}-kind"] = row.step.kind.value
        sent[f"{row.step.key}-ways"] = row.ways
        sent.update({f"{row.step.key}-{name}": getattr(row.step, name) for name in CELLS})
    return {**sent, **changes}


def names(process: Process) -> list[str]:
    return [step.name for step in steps_of(edition_of(process))]


def test_a_process_is_opened_from_the_record_and_drawn_at_once(officer, birth):
    answer = officer.post(f"{LIST}moi/", {"codes": "1.001193", "begin": "record", "unit": ""}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200, page[:2000]
    assert "Đăng ký khai sinh" in page
    assert page.count("<svg") == 2, "a picture is one drawing inside its frame"
    assert re.search(r'<title id="[^"]+">Sơ đồ quy trình: Đăng ký khai sinh</title><desc', page)
    assert "Người yêu cầu" in page
    assert "bản gợi ý" in page


def test_what_cannot_be_opened_says_why(officer, birth, opened):
    page = officer.post(f"{LIST}moi/", {"codes": "9.999999", "begin": "record"}).content.decode()
    assert "Không có thủ tục mang mã 9.999999" in page
    page = officer.post(f"{LIST}moi/", {"codes": "1.001193", "begin": "record"}).content.decode()
    assert "đã có quy trình" in page


def test_the_table_is_written_and_read_again(officer, drawn):
    edit = reverse("processes:edit", args=[drawn.public_id])
    page = officer.get(edit).content.decode()
    assert "Chưa hợp lệ → 2" in page
    answer = officer.post(edit, {**form_of(drawn, **{"s4-name": "Thẩm tra kỹ"}), "do": "write="})
    assert answer.status_code == 302
    assert names(drawn)[3] == "Thẩm tra kỹ"
    assert steps_of(edition_of(drawn))[2].branches == a_flow()[2].branches


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("up=s4", ["s1", "s2", "s4", "s3", "s5", "s6", "s7", "s8"]),
        ("down=s4", ["s1", "s2", "s3", "s5", "s4", "s6", "s7", "s8"]),
        ("add=s2", ["s1", "s2", "s9", "s3", "s4", "s5", "s6", "s7", "s8"]),
        ("drop=s5", ["s1", "s2", "s3", "s4", "s6", "s7", "s8"]),
        ("up=s1", ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"]),
    ],
)
def test_row_buttons_work_without_scripts_and_write_nothing_yet(officer, drawn, act, order):
    edit = reverse("processes:edit", args=[drawn.public_id])
    answer = officer.post(edit, {**form_of(drawn, **{"s2-name": "Đang gõ dở"}), "do": act})
    assert answer.status_code == 302
    page = officer.get(edit).content.decode()
    assert re.findall(r'name="row" value="(\w+)"', page) == order
    assert "Đang gõ dở" in page
    assert "Đang mở phần chưa ghi" in page
    assert names(drawn)[1] == "Nộp hồ sơ", "only the main button writes"


def test_typing_is_kept_after_leaving_and_can_be_forgotten(officer, drawn):
    saved = officer.post(
        reverse("processes:autosave", args=[drawn.public_id]), form_of(drawn, **{"s2-actor": "Cha hoặc mẹ"})
    )
    assert (saved.status_code, saved.json()) == (200, {"kept": True})
    edit = reverse("processes:edit", args=[drawn.public_id])
    assert "Cha hoặc mẹ" in officer.get(edit).content.decode()
    officer.post(reverse("processes:forget", args=[drawn.public_id]))
    assert "Cha hoặc mẹ" not in officer.get(edit).content.decode()


def test_two_who_write_at_once_both_see_both(officer, client_with, drawn):
    second = client_with("processes.edit", "review.check")
    edit = reverse("processes:edit", args=[drawn.public_id])
    mine, theirs = form_of(drawn, **{"s4-name": "Của tôi"}), form_of(drawn, **{"s6-name": "Của người kia"})
    assert second.post(edit, {**theirs, "do": "write="}).status_code == 302
    answer = officer.post(edit, {**mine, "do": "write="})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người kia" in page
    assert "Của tôi" in page
    assert "Hai người cùng sửa" in page
    assert names(drawn)[5] == "Của người kia", "nothing was overwritten"
    version = re.search(r'name="version" value="(\d+)"', page)
    assert officer.post(edit, {**mine, "version": version[1], "do": "write="}).status_code == 302
    assert names(drawn)[3] == "Của tôi"


def test_a_copy_of_an_older_version_is_shown_beside_the_newer(officer, drawn, system):
    officer.post(reverse("processes:autosave", args=[drawn.public_id]), form_of(drawn, **{"s4-name": "Bản dở"}))
    write_process(actor=system, process=drawn, content=Content(a_flow()[:-1]), version=edition_of(drawn).version)
    page = officer.get(reverse("processes:edit", args=[drawn.public_id])).content.decode()
    assert "Hai người cùng sửa" in page
    assert "Bản dở" in page


def test_a_way_to_nowhere_is_pointed_at(officer, drawn):
    edit = reverse("processes:edit", args=[drawn.public_id])
    answer = officer.post(edit, {**form_of(drawn, **{"s3-ways": "Hợp lệ → 4\nKhác → 77"}), "do": "write="})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Khác → 77” không chỉ tới bước nào" in page
    assert 'href="#s3-ways"' in page
    assert edition_of(drawn).version == 2


def test_confirm_open_again_and_compare(officer, drawn):
    one = reverse("processes:process", args=[drawn.public_id])
    page = officer.get(one).content.decode()
    assert "Xác nhận quy trình" in page
    officer.post(reverse("processes:confirm", args=[drawn.public_id]), {"version": edition_of(drawn).version})
    assert edition_of(drawn).confirmed
    assert officer.get(reverse("processes:edit", args=[drawn.public_id])).status_code == 302
    empty = officer.post(reverse("processes:reopen", args=[drawn.public_id]), {"reason": ""})
    assert empty.status_code == 422
    officer.post(reverse("processes:reopen", args=[drawn.public_id]), {"reason": "Đổi người ký"})
    edit = reverse("processes:edit", args=[drawn.public_id])
    officer.post(edit, {**form_of(drawn, **{"s6-actor": "Phó Chủ tịch"}), "do": "write="})
    page = officer.get(reverse("processes:compare", args=[drawn.public_id])).content.decode()
    assert "<mark>Phó Chủ tịch</mark>" in page
    assert "<mark>Chủ tịch Ủy ban nhân dân</mark>" in page
    assert "Đổi người ký" in officer.get(one).content.decode()


def test_what_is_not_whole_cannot_be_confirmed(officer, opened, system):
    write_process(actor=system, process=opened, content=Content(a_flow()[:-1]), version=1)
    page = officer.get(reverse("processes:process", args=[opened.public_id])).content.decode()
    assert "Chưa có bước kết thúc" in page
    assert "Xác nhận quy trình</button>" not in page
    answer = officer.post(reverse("processes:confirm", args=[opened.public_id]), {"version": 2})
    assert answer.status_code == 409
    assert not edition_of(opened).confirmed


def test_a_file_takes_the_place_of_the_steps(officer, opened):
    file = SimpleUploadedFile("mau.bpmn", bpmn_of(a_flow(), "Mẫu"))
    answer = officer.post(
        reverse("processes:import", args=[opened.public_id]), {"file": file, "version": "1"}, follow=True
    )
    assert "Đã nhập 8 bước" in answer.content.decode()
    assert steps_of(edition_of(opened)) == a_flow()
    bad = SimpleUploadedFile("xau.bpmn", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")
    answer = officer.post(reverse("processes:import", args=[opened.public_id]), {"file": bad, "version": "2"})
    assert answer.status_code == 422
    assert "DTD" in answer.content.decode()
    assert steps_of(edition_of(opened)) == a_flow()


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("bpmn", b"<?xml"),
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbf"),
        ("json", b"{"),
    ],
)
def test_every_file_can_be_taken(reader, drawn, form, start):
    answer = reader.get(reverse("processes:file", args=[drawn.public_id, form]))
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="quy-trinh-1.001193-lan-1.{form}"'


def test_a_draft_is_thrown_away_and_the_process_with_it(officer, opened):
    officer.post(reverse("processes:discard", args=[opened.public_id]), {"version": "1"})
    assert not Process.objects.exists()


def test_a_reader_sees_but_does_not_write(reader, drawn):
    page = reader.get(reverse("processes:process", args=[drawn.public_id])).content.decode()
    assert "Nộp hồ sơ" in page
    assert "Sửa các bước" not in page
    for name in ("edit", "autosave", "import", "confirm", "reopen", "discard"):
        assert reader.post(reverse(f"processes:{name}", args=[drawn.public_id])).status_code == 403


def test_an_officer_of_another_unit_is_refused(client_with, drawn):
    stranger = client_with("processes.edit", unit_id=None)
    del stranger
    from motcua.access.actors import Actor, Grant
    from motcua.access.roles import Role
    from motcua.web.faults import Denied

    focal = Actor(label="đầu mối", grants=(Grant(role=Role.FOCAL_OFFICER, unit_id=99, position_id=None),), via="web")
    with pytest.raises(Denied):
        write_process(actor=focal, process=drawn, content=Content(a_flow()), version=2)
    with pytest.raises(Denied):
        confirm_process(actor=focal, process=drawn, version=2)


def test_a_group_shows_order_relation_and_duties(officer, open_group):
    process = open_group()
    edit = reverse("processes:edit", args=[process.public_id])
    sent = {
        **form_of(process),
        "m0-code": "1.001193",
        "m0-order": "2",
        "m0-relation": "together",
        "m0-duty": "Ủy ban nhân dân xã",
        "m1-code": "1.004222",
        "m1-order": "1",
        "m1-relation": "after",
        "m1-duty": "Công an xã",
        "do": "write=",
    }
    assert officer.post(edit, sent).status_code == 302
    page = officer.get(reverse("processes:process", args=[process.public_id])).content.decode()
    assert page.index("Công an xã") < page.index("Ủy ban nhân dân xã</td>")
    assert "mở đầu" in page
    assert "thực hiện cùng lúc với thủ tục trước" in page
    answer = officer.post(edit, {**form_of(process), "m0-code": "1.001193", "do": "write="})
    assert answer.status_code == 422
    assert "từ 2 đến" in answer.content.decode()


def test_the_list_filters_and_asks_a_fixed_number_of_questions(
    reader, opened, open_group, django_assert_max_num_queries
):
    group = open_group()
    page = reader.get(LIST, {"kind": "group"}).content.decode()
    assert group.title in page
    assert "1.001193" not in page
    assert "Khai sinh, thường trú" in reader.get(LIST, {"q": "1.004222"}).content.decode()
    assert "Không có quy trình nào khớp" in reader.get(LIST, {"q": "zzz"}).content.decode()
    with django_assert_max_num_queries(14):
        reader.get(LIST)


def test_a_page_of_many_steps_asks_no_more(reader, drawn, django_assert_max_num_queries):
    assert WorkingCopy.objects.count() == 0
    with django_assert_max_num_queries(18):
        reader.get(reverse("processes:process", args=[drawn.public_id]))


def test_a_process_names_its_article_and_that_its_number_is_disputed(reader, opened):
    page = reader.get(f"{LIST}{opened.public_id}/").content.decode()
    assert "Điều 17, 01/2023/TT-VPCP" in page
    assert "vẽ và hoàn thiện sơ đồ tổng thể" in page
    assert "Điều 16" in page


def test_a_group_is_asked_for_other_steps_than_a_procedure(opened, open_group):
    day = date(2026, 3, 2)
    single, group = ground_of(opened.kind, day), ground_of(open_group().kind, day)
    assert single.value == group.value == "Điều 17, 01/2023/TT-VPCP"
    assert all(reason.rules[0].contested for reason in (*single.reasons, *group.reasons))
    assert [reason.text() for reason in single.reasons] != [reason.text() for reason in group.reasons]
    assert ground_of(opened.kind, date(2020, 1, 1)).value == ""


def test_the_page_of_a_procedure_leads_to_its_processes_and_to_a_new_one(client_with, opened, open_group, residence):
    officer = client_with("catalog.view", "processes.edit", "processes.view")
    group = open_group()
    page = officer.get(reverse("catalog:control-procedure", args=[opened.procedure.code])).content.decode()
    assert f"{LIST}moi/?ma={opened.procedure.code}" in page
    assert opened.public_id in page
    assert group.public_id in page
    page = officer.get(reverse("catalog:control-procedure", args=[residence.code])).content.decode()
    assert opened.public_id not in page
    assert group.public_id in page
    onlooker = client_with("catalog.view", "processes.view")
    page = onlooker.get(reverse("catalog:control-procedure", args=[residence.code])).content.decode()
    assert f"{LIST}moi/" not in page

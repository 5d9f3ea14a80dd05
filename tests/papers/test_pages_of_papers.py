"""Officers draft, submit, number, send, recall and replace documents on pages; registers are kept there too."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.papers.models import Dispatch, Paper, PaperState, Register
from motcua.papers.services import open_register, recall_paper, take_number
from tests.papers.conftest import LETTER

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def officer(client_with: Callable[..., Client]) -> Client:
    """A control officer."""
    return client_with("papers.view", "papers.draft", "papers.submit", "papers.register", "publication.check")


def page(client: Client, name: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(f"papers:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, paper: Any, *more: str, **told: Any) -> Any:
    told.setdefault("version", paper.version)
    return client.post(reverse(f"papers:{name}", args=[paper.public_id, *more]), told)


def fresh(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def form_data(**more: str) -> dict[str, str]:
    typed = {f"muc-{key}": "\n".join(value) if isinstance(value, list) else value for key, value in LETTER.items()}
    return {"title": "Rà soát thủ tục", "muc-agency_name": "Văn phòng", **typed, **more}


@pytest.mark.parametrize("name", ["list", "choose", "registers", "register-open"])
def test_units_are_suggested_by_name(officer: Client, office: Unit, name: str) -> None:
    shown = page(officer, name)
    assert shown.count('list="danh-sach-don-vi"') == shown.count('<datalist id="danh-sach-don-vi">') == 1


def test_a_letter_is_drafted_changed_and_submitted_by_hand(officer: Client, office: Unit) -> None:
    chosen = officer.get(reverse("papers:choose"), {"mau": "letter", "don_vi": office.public_id})
    assert chosen.status_code == 302
    assert "Kính gửi" in officer.get(chosen.url).content.decode()
    wrong = officer.post(chosen.url, form_data(**{"muc-addressees": ""}))
    assert "Chưa ghi mục “Kính gửi”." in wrong.content.decode()
    made = officer.post(chosen.url, form_data(title=""))
    paper = Paper.objects.get()
    assert made.url == reverse("papers:paper", args=[paper.public_id])
    assert paper.title == LETTER["subject"]
    assert paper.data["addressees"] == ["Sở Tư pháp"]
    edited = post(officer, "edit", paper, **form_data(title="Rà soát lần hai"))
    assert edited.status_code == 302
    assert fresh(paper).title == "Rà soát lần hai"
    assert post(officer, "edit", paper, **form_data()).status_code == 409
    post(officer, "submit", fresh(paper))
    assert fresh(paper).state == PaperState.SUBMITTED


def test_what_it_was_made_from_is_told_as_people_write(officer: Client, draft: Callable[..., Paper]) -> None:
    shown = page(officer, "paper", draft(data={**LETTER, "on": "2026-02-05"}).public_id)
    assert "<dt>Ngày ban hành</dt><dd>05/02/2026</dd>" in shown
    assert "Mẫu Công văn" in shown


def test_only_templates_that_can_be_typed_are_offered(officer: Client) -> None:
    text = page(officer, "choose")
    assert "Công văn" in text
    assert 'value="decision-announcement"' in text or "Quyết định công bố" not in text


def test_number_day_and_signed_copy_are_typed(officer: Client, submitted: Callable[..., Paper]) -> None:
    paper = submitted()
    told = {"number": "7", "symbol": "VP-KSTT", "signed_on": f"{timezone.localdate():%d/%m/%Y}", "signer": "Người ký"}
    refused = post(officer, "sign", paper, **{**told, "file": SimpleUploadedFile("a.pdf", b"chu thuong\n" * 9)})
    assert "Không nhận loại tệp này" in refused.content.decode()
    assert fresh(paper).state == PaperState.SUBMITTED
    done = post(officer, "sign", paper, **{**told, "file": SimpleUploadedFile("ban-ky.pdf", PDF)})
    assert done.status_code == 302
    assert fresh(paper).number_text == "07/VP-KSTT"
    assert "07/VP-KSTT" in page(officer, "paper", paper.public_id)
    copy = officer.get(reverse("papers:signed-copy", args=[paper.public_id]))
    assert b"".join(copy.streaming_content) == PDF  # type: ignore[attr-defined]


def test_a_number_is_taken_from_the_offices_register(
    officer: Client, submitted: Callable[..., Paper], office: Unit, system: Actor
) -> None:
    today = timezone.localdate()
    opened = officer.post(
        reverse("papers:register-open"),
        {
            "unit": office.public_id,
            "kind": "letter",
            "year": today.year,
            "pattern": "{number}/VP-KSTT",
            "first": "3",
            "source": "own",
        },
    )
    assert opened.status_code == 302
    register, paper = Register.objects.get(), submitted()
    text = page(officer, "paper", paper.public_id)
    assert "Lấy số và ghi đã ký" in text
    assert "Ghi số, ngày ký bằng tay" not in text
    told = {"register": register.public_id, "signed_on": f"{today:%d/%m/%Y}", "signer": "Người ký"}
    assert post(officer, "number", paper, **told).status_code == 302
    assert fresh(paper).number_text == "03/VP-KSTT"
    outside = officer.post(
        reverse("papers:register", args=[register.public_id]), {"subject": "Giấy mời", "on": f"{today:%d/%m/%Y}"}
    )
    assert outside.status_code == 302
    text = page(officer, "register", register.public_id)
    assert "04/VP-KSTT" in text
    assert "Giấy mời" in text
    register.refresh_from_db()
    assert post(officer, "register-close", register).status_code == 302
    assert "đã khóa" in page(officer, "registers")


def test_what_a_service_refuses_stands_beside_its_field(
    officer: Client, submitted: Callable[..., Paper], signed: Callable[..., Paper]
) -> None:
    signed(number=7)
    paper = submitted()
    told = {"number": "7", "symbol": "VP-KSTT", "signed_on": f"{timezone.localdate():%d/%m/%Y}", "signer": "Người ký"}
    text = post(officer, "sign", paper, **told).content.decode()
    assert "đã dùng cho văn bản khác" in text
    assert 'href="#ky-number"' in text


def test_a_document_is_sent_received_replaced_and_recalled(
    officer: Client, signed: Callable[..., Paper], office: Unit
) -> None:
    paper = signed()
    assert "Chưa ghi mục “Nơi nhận”" in post(officer, "send", paper, to=" \n ").content.decode()
    assert post(officer, "send", paper, to=f"Bộ Tư pháp\n{office.public_id}").status_code == 302
    assert set(Dispatch.objects.values_list("unit", flat=True)) == {None, office.pk}
    row = Dispatch.objects.get(unit=None)
    assert officer.post(reverse("papers:received", args=[paper.public_id, row.public_id])).status_code == 302
    assert Dispatch.objects.get(pk=row.pk).received_at is not None
    opened = post(officer, "replace", fresh(paper), reason="Sai tên thủ tục")
    new = Paper.objects.get(replaces=paper)
    assert opened.url == reverse("papers:edit", args=[new.public_id])
    waiting = page(officer, "paper", paper.public_id)
    assert "Văn bản thay thế đang soạn" in waiting
    assert reverse("papers:paper", args=[new.public_id]) in waiting
    assert reverse("papers:replace", args=[paper.public_id]) not in waiting
    assert "Chưa ghi mục “Lý do”" in post(officer, "recall", fresh(paper), reason="").content.decode()
    post(officer, "recall", fresh(paper), reason="Sai thẩm quyền")
    text = page(officer, "paper", paper.public_id)
    assert "đã thu hồi" in text
    assert "Sai thẩm quyền" in text


def test_a_submitted_document_is_given_back(officer: Client, submitted: Callable[..., Paper]) -> None:
    paper = submitted()
    post(officer, "return", paper, reason="Sửa căn cứ")
    assert fresh(paper).state == PaperState.DRAFT
    assert "Sửa căn cứ" in page(officer, "paper", paper.public_id)
    assert officer.post(reverse("papers:ask", args=[paper.public_id])).status_code == 409


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_document_is_drawn(officer: Client, signed: Callable[..., Paper], form: str, start: bytes) -> None:
    answer = officer.get(reverse("papers:download", args=[signed().public_id, form]))
    assert answer.content.startswith(start)
    assert ("inline" in answer["Content-Disposition"]) is (form == "pdf")
    assert officer.get(reverse("papers:download", args=[Paper.objects.get().public_id, "exe"])).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_word_is_refused_for_the_letters_for_which_print_is(
    officer: Client, draft: Callable[..., Paper], form: str
) -> None:
    paper = draft(data={**LETTER, "body": ["Đề nghị rà soát 😀 ngay."]})
    answer = officer.get(reverse("papers:download", args=[paper.public_id, form]))
    assert answer.status_code == 400
    assert "😀" in answer.content.decode()


def test_the_list_is_filtered(officer: Client, signed: Callable[..., Paper], draft: Callable[..., Paper]) -> None:
    done = signed(title="Thư đã ký")
    draft(title="Thư còn soạn")
    assert "Thư còn soạn" not in page(officer, "list", tinh_trang="signed")
    assert "Thư đã ký" in page(officer, "list", q=done.number_text)
    assert "Thư đã ký" not in page(officer, "list", q="còn soạn")
    assert "Không có văn bản nào" in page(officer, "list", mau="reminder")
    assert "Thư đã ký" in page(officer, "list", tu="01/01/2020", den=f"{timezone.localdate():%d/%m/%Y}")
    assert "Thư đã ký" in page(officer, "list", don_vi=done.unit.public_id)


def test_a_reader_sees_no_drafts_and_no_buttons(
    client_with: Callable[..., Client], signed: Callable[..., Paper], draft: Callable[..., Paper]
) -> None:
    reader, done, soon = client_with("papers.view", unit_id=0), signed(), draft()
    assert reader.get(reverse("papers:paper", args=[soon.public_id])).status_code == 404
    assert reader.get(reverse("papers:download", args=[soon.public_id, "pdf"])).status_code == 404
    text = page(reader, "paper", done.public_id)
    assert "Thu hồi" not in text
    assert post(reader, "recall", done, reason="Thử").status_code == 403
    assert post(reader, "send", done, to="Bộ Tư pháp").status_code == 403


def _cost(client: Client, name: str, *args: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page(client, name, *args)
    return len(seen)


def test_lists_cost_the_same_for_many_rows(
    officer: Client, draft: Callable[..., Paper], office: Unit, system: Actor
) -> None:
    register = open_register(actor=system, unit=office, kind="all", year=2026, pattern="{number}/VP")
    day = register.opened_at.date().replace(year=2026, month=3, day=5)

    def fill(start: int, count: int) -> None:
        for number in range(start, start + count):
            draft(title=f"Thư {number}")
            take_number(actor=system, register=register, subject=f"Văn bản {number}", on=day)
            open_register(actor=system, unit=office, kind="all", year=2027, pattern=f"{{number}}/V{number}")

    fill(0, 2)
    addresses = [("list",), ("registers",), ("register", register.public_id)]
    page(officer, "list")
    few = [_cost(officer, *address) for address in addresses]
    fill(2, 20)
    assert [_cost(officer, *address) for address in addresses] == few
    assert max(few) <= 20


def test_a_recalled_number_is_shown_so_in_its_register(
    officer: Client, submitted: Callable[..., Paper], office: Unit, system: Actor
) -> None:
    from motcua.papers.services import number_paper

    today = timezone.localdate()
    register = open_register(actor=system, unit=office, kind="all", year=today.year, pattern="{number}/VP-KSTT")
    paper = submitted()
    paper = number_paper(
        actor=system, paper=paper, version=paper.version, register=register, signed_on=today, signer="Người ký"
    )
    recall_paper(actor=system, paper=paper, version=paper.version, reason="Sai")
    assert "đã thu hồi" in page(officer, "register", register.public_id)


def test_a_copy_is_kept_as_it_came(officer: Client, submitted: Callable[..., Paper], system: Actor) -> None:
    from motcua.papers.services import SignedCopy
    from tests.papers.conftest import sign

    paper = sign(system, submitted(), file=SignedCopy(BytesIO(PDF), "ban ky.pdf"))
    assert paper.file is not None
    assert (paper.file.media_type, paper.file.purpose) == ("application/pdf", "papers.signed")

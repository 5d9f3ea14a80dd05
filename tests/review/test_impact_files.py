"""The impact file of a draft goes from the drafter's sheets to the explanation, each step with date and product."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.impact import form_of, is_assessed, next_step, steps_on
from motcua.review.impact_reading import ALL_FORMATS, drawn, whole, whole_dict
from motcua.review.models import ImpactFile, ImpactProcedure, ImpactProduct, ImpactState
from motcua.review.services.impact import (
    Carried,
    Handed,
    carry_procedures,
    end_impact,
    hand_over,
    open_impact,
    withdraw_product,
)
from motcua.web.faults import Denied, Stale, UserError
from tests.review import sheets

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DAY = date(2026, 3, 2)


@pytest.fixture
def drafter(finance: Unit, staff_with: Callable[..., Actor]) -> Actor:
    """Someone of the drafting department."""
    return staff_with("review.assess", unit_id=finance.pk)


@pytest.fixture
def appraiser(justice: Unit, staff_with: Callable[..., Actor]) -> Actor:
    """Someone of the department of justice."""
    return staff_with("review.assess", unit_id=justice.pk)


@pytest.fixture
def office(staff_with: Callable[..., Actor]) -> Actor:
    """Someone of procedure control."""
    return staff_with("review.check")


@pytest.fixture
def draft(drafter: Actor, finance: Unit, justice: Unit) -> ImpactFile:
    """A draft with a new procedure and one that is amended."""
    sheets.version("1.100001", name="Cấp giấy phép thử")
    row = open_impact(
        actor=drafter, title="Quyết định sửa đổi quy định về phí", drafter=finance, appraiser=justice,
        changes="15/2020/QĐ-UBND",
    )  # fmt: skip
    rows = [Carried("amended", code="1.100001"), Carried("new", name="Xác nhận đăng ký thử")]
    return carry_procedures(actor=drafter, impact=row, carried=rows, version=row.version)


def given(
    actor: Actor, row: ImpactFile, step: str, on: date = DAY, subject: ImpactProcedure | None = None, number: str = ""
) -> ImpactProduct:
    """A product handed over on a day."""
    row.refresh_from_db()
    file = (io.BytesIO(PDF + step.encode()), f"{step}.pdf")
    return hand_over(actor=actor, impact=row, handed=Handed(step, on, subject, number), version=row.version, file=file)


def sheets_of(actor: Actor, row: ImpactFile, on: date = DAY) -> None:
    """Sheets and cost tables of every procedure."""
    for subject in row.procedures.all():
        for step in ("sheet", "costs"):
            given(actor, row, step, on, subject)


def test_a_draft_goes_from_sheets_to_the_explanation(
    draft: ImpactFile, drafter: Actor, office: Actor, appraiser: Actor
) -> None:
    sheets_of(drafter, draft, date(2026, 2, 2))
    turns = []
    for actor, step in ((office, "opinion"), (appraiser, "appraisal"), (drafter, "explanation")):
        expected = next_step(whole(draft).stands.value)
        assert expected is not None
        turns.append((expected.key, expected.by))
        given(actor, draft, step, date(2026, 2, 20), number="12/STP")
    assert turns == [("opinion", "office"), ("appraisal", "appraiser"), ("explanation", "drafter")]
    assert next_step(whole(draft).stands.value) is None
    draft.refresh_from_db()
    ended = end_impact(actor=drafter, impact=draft, on=DAY, number="7/2026/QĐ-UBND", version=draft.version)
    assert (ended.state, ended.number) == (ImpactState.ADOPTED, "7/2026/QĐ-UBND")
    with pytest.raises(UserError, match="kết thúc"):
        given(drafter, ended, "explanation")


def test_each_procedure_needs_its_own_sheet_and_costs(draft: ImpactFile, drafter: Actor, office: Actor) -> None:
    first, second = draft.procedures.all()
    given(drafter, draft, "sheet", subject=first)
    stand = whole(draft).stands.value[0]
    assert (stand.step.key, stand.lacking) == ("sheet", (second,))
    with pytest.raises(UserError) as told:
        given(office, draft, "opinion")
    assert told.value.code == "too-early"
    with pytest.raises(UserError) as told:
        given(drafter, draft, "sheet")
    assert told.value.code == "no-subject"
    sheets_of(drafter, draft)
    with pytest.raises(UserError) as told:
        given(office, draft, "opinion", subject=first)
    assert told.value.code == "one-for-all"


def test_everyone_writes_only_the_own_step(
    draft: ImpactFile, drafter: Actor, office: Actor, appraiser: Actor, staff_with: Callable[..., Actor]
) -> None:
    sheets_of(drafter, draft)
    for actor, step in ((drafter, "opinion"), (appraiser, "opinion"), (drafter, "appraisal"), (appraiser, "sheet")):
        with pytest.raises(Denied):
            given(actor, draft, step)
    with pytest.raises(Denied):
        given(staff_with("review.approve"), draft, "sheet")
    given(office, draft, "opinion")
    with pytest.raises(Denied):
        given(drafter, draft, "appraisal")


@pytest.mark.parametrize(("on", "code"), [(date(2026, 3, 3), "future"), (date(2026, 2, 1), "before-last")])
def test_a_day_must_fit(draft: ImpactFile, drafter: Actor, office: Actor, on: date, code: str) -> None:
    sheets_of(drafter, draft, date(2026, 2, 10))
    with pytest.raises(UserError) as told:
        given(office, draft, "opinion", on)
    assert (told.value.code, told.value.field) == (code, "on_date")


def test_a_product_is_withdrawn_with_a_reason_and_kept(draft: ImpactFile, drafter: Actor, office: Actor) -> None:
    first = draft.procedures.first()
    assert first is not None
    sheets_of(drafter, draft)
    opinion = given(office, draft, "opinion")
    rested = draft.products.get(step="sheet", subject=first)
    draft.refresh_from_db()
    with pytest.raises(UserError) as told:
        withdraw_product(actor=drafter, product=rested, reason="nhầm tệp", version=draft.version)
    assert told.value.code == "rested-on"
    given(drafter, draft, "sheet", subject=first)
    draft.refresh_from_db()
    withdraw_product(actor=drafter, product=rested, reason="nhầm tệp", version=draft.version)
    draft.refresh_from_db()
    withdraw_product(actor=office, product=opinion, reason="sai số văn bản", version=draft.version)
    assert draft.products.count() == 6
    expected = next_step(whole(draft).stands.value)
    assert expected is not None
    assert expected.key == "opinion"


def test_bad_procedures_are_named_by_their_line(draft: ImpactFile, drafter: Actor) -> None:
    for rows, code in (
        ([Carried("amended", code="9.999999")], "unknown-code"),
        ([Carried("amended", code="1.100001")], "twice"),
        ([Carried("new")], "no-name"),
        ([Carried("gone", name="Thủ tục")], "bad-act"),
        ([], "bad-count"),
    ):
        draft.refresh_from_db()
        with pytest.raises(UserError) as told:
            carry_procedures(actor=drafter, impact=draft, carried=rows, version=draft.version)
        assert told.value.code == code
    assert draft.procedures.count() == 2


def test_what_another_wrote_is_not_overwritten(draft: ImpactFile, drafter: Actor) -> None:
    with pytest.raises(Stale):
        carry_procedures(actor=drafter, impact=draft, carried=[Carried("new", name="Khác")], version=draft.version - 1)


def test_a_draft_is_not_adopted_before_its_file_is_whole_but_may_be_dropped(draft: ImpactFile, drafter: Actor) -> None:
    with pytest.raises(UserError) as told:
        end_impact(actor=drafter, impact=draft, on=DAY, number="7/2026/QĐ-UBND", version=draft.version)
    assert told.value.code == "not-whole"
    draft.refresh_from_db()
    with pytest.raises(UserError):
        end_impact(actor=drafter, impact=draft, on=DAY, version=draft.version)
    draft.refresh_from_db()
    assert end_impact(actor=drafter, impact=draft, on=DAY, reason="Bộ đã sửa", version=draft.version).state == "dropped"


def test_the_database_keeps_no_product_without_file_or_paper(draft: ImpactFile) -> None:
    from django.utils import timezone

    with pytest.raises(IntegrityError), transaction.atomic():
        ImpactProduct.objects.create(impact=draft, step="opinion", on_date=DAY, at=timezone.now())


def test_steps_and_forms_come_from_the_rules() -> None:
    assert [step.key for step in steps_on(DAY)] == ["sheet", "costs", "opinion", "appraisal", "explanation"]
    assert (form_of("new", DAY), form_of("amended", DAY)) == ("03/ĐGTĐ-QĐCT", "03/ĐGTĐ-SĐBS")
    assert not is_assessed("abolished", DAY)
    assert is_assessed("abolished", date(2021, 1, 1))


def test_the_file_is_a_document_in_every_format(draft: ImpactFile, drafter: Actor) -> None:
    sheets_of(drafter, draft)
    for form in ALL_FORMATS:
        content, kind = drawn(draft, form)
        assert len(content) > 500
        assert kind
    told = json.loads(drawn(draft, "json")[0])
    assert told == json.loads(json.dumps(whole_dict(draft)))
    assert told["next"] == {"step": "opinion", "by": "office"}
    with pytest.raises(UserError):
        drawn(draft, "odt")


def test_pages_lead_through_the_file(
    client_with: Callable[..., Client], finance: Unit, justice: Unit, unit_called: Callable[[str], Unit]
) -> None:
    client = client_with("review.assess", unit_id=finance.pk)
    sent = {
        "title": "Nghị quyết thử", "changes": "", "campaign": "",
        "drafter": "Sở Tài chính tỉnh Vĩnh Long", "appraiser": "Sở không có",
    }  # fmt: skip
    html = client.get(reverse("review:impact-new"), {"van_ban": "15/2020/QĐ-UBND"}).content.decode()
    assert 'value="15/2020/QĐ-UBND"' in html
    response = client.post(reverse("review:impact-new"), sent)
    assert response.status_code == 400
    response = client.post(reverse("review:impact-new"), {**sent, "appraiser": "Sở Tư pháp tỉnh Vĩnh Long"})
    row = ImpactFile.objects.get()
    page = reverse("review:impact", args=[row.public_id])
    assert response.headers["Location"] == page
    rows = {"act": "new", "procedures": "Thủ tục thử một\nThủ tục thử hai", "version": "1"}
    assert client.post(reverse("review:impact-carry", args=[row.public_id]), rows).status_code == 302
    subject = row.procedures.first()
    assert subject is not None
    file = SimpleUploadedFile("bieu.pdf", PDF, "application/pdf")
    product = {"step": "sheet", "subject": subject.public_id, "on_date": "02/03/2026", "version": "2"}
    address = reverse("review:impact-hand", args=[row.public_id])
    assert client.post(address, {**product, "version": "2"}).status_code == 400
    assert client.post(address, {**product, "file": file}).status_code == 302
    html = client.get(page).content.decode()
    assert "bieu.pdf" in html
    assert "chưa có" in html
    made = row.products.get()
    assert client.get(reverse("review:impact-file", args=[row.public_id, made.public_id])).status_code == 200
    withdraw = reverse("review:impact-withdraw", args=[row.public_id, made.public_id])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "nhầm", "version": "3"}).status_code == 302
    assert "Nghị quyết thử" in client.get(reverse("review:impacts")).content.decode()
    assert client.get(reverse("review:impact-document", args=[row.public_id, "docx"])).content.startswith(b"PK")
    end = {"on_date": "02/03/2026", "number": "", "reason": "Không cần nữa", "version": "4"}
    assert client.post(reverse("review:impact-end", args=[row.public_id]), end).status_code == 302
    row.refresh_from_db()
    assert row.state == ImpactState.DROPPED


def test_a_file_costs_the_same_however_much_is_in_it(
    client_with: Callable[..., Client], draft: ImpactFile, drafter: Actor
) -> None:
    client, counts = client_with("review.check"), []
    address = reverse("review:impact", args=[draft.public_id])
    client.get(address)
    for _turn in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
        sheets_of(drafter, draft)
        draft.refresh_from_db()
        rows = [Carried("new", name=f"Thủ tục {number}") for number in range(9)]
        carry_procedures(actor=drafter, impact=draft, carried=rows, version=draft.version)
    assert counts[0] == counts[1]


def test_machines_do_the_same(client_with: Callable[..., Client], vinh_long: Unit) -> None:
    client, base = client_with("review.check"), "/api/v1/review/impacts"
    sent = {
        "title": "Quyết định thử", "drafter": "Sở Tài chính tỉnh Vĩnh Long", "appraiser": "Sở Tư pháp tỉnh Vĩnh Long",
    }  # fmt: skip
    row = client.post(base, sent, content_type="application/json").json()
    one = f"{base}/{row['id']}"
    rows = {"procedures": [{"act": "new", "name": "Thủ tục thử"}], "version": row["version"]}
    row = client.post(f"{one}/procedures", rows, content_type="application/json").json()
    file = SimpleUploadedFile("bieu.pdf", PDF, "application/pdf")
    product = {"step": "sheet", "on": "2026-03-02", "version": row["version"], "subject": row["procedures"][0]["id"]}
    row = client.post(f"{one}/products", {**product, "file": file}).json()
    assert [step["done"] for step in row["steps"]] == [True, False, False, False, False]
    gone = {"reason": "nhầm tệp", "version": row["version"]}
    address = f"{one}/products/{row['products'][0]['id']}/withdraw"
    row = client.post(address, gone, content_type="application/json").json()
    assert row["products"][0]["withdrawn"] == "nhầm tệp"
    assert client.get(f"{one}/document?format=xlsx").content.startswith(b"PK")
    end = {"on": "2026-03-02", "reason": "thôi", "version": row["version"]}
    assert client.post(f"{one}/end", end, content_type="application/json").json()["state"] == "dropped"
    assert [item["state"] for item in client.get(base).json()["items"]] == ["dropped"]
    assert client.get(f"{base}/khong-co").status_code == 404


def test_the_terminal_does_the_same(vinh_long: Unit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*words: str, data: dict[str, object] | None = None) -> dict[str, object]:
        more: list[str] = []
        if data is not None:
            (tmp_path / "given.json").write_text(json.dumps(data), encoding="utf-8")
            more = ["--data", str(tmp_path / "given.json")]
        call_command("review", "impact", *words, *more, "--json")
        return dict(json.loads(capsys.readouterr().out))

    units = {"drafter": "Sở Tài chính tỉnh Vĩnh Long", "appraiser": "Sở Tư pháp tỉnh Vĩnh Long"}
    key = str(told("new", data={"title": "Quyết định thử", **units})["id"])
    row = told("procedures", key, data={"procedures": [{"act": "new", "name": "Thủ tục thử"}]})
    subject = row["procedures"][0]["id"]  # type: ignore[index]  # as JSON gives it
    file = tmp_path / "bieu.pdf"
    file.write_bytes(PDF)
    row = told("product", key, "--file", str(file), data={"step": "sheet", "on": "2026-03-02", "subject": subject})
    product = row["products"][0]["id"]  # type: ignore[index]  # as JSON gives it
    told("withdraw", key, data={"product": product, "reason": "nhầm"})
    told("document", key, "--format", "pdf", "--out", str(tmp_path / "ho-so.pdf"))
    assert (tmp_path / "ho-so.pdf").read_bytes().startswith(b"%PDF")
    assert told("end", key, data={"on": "2026-03-02", "reason": "thôi"})["state"] == "dropped"

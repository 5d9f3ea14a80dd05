"""The Chair's decision on each field is drafted from its results, signed in the room of papers and recorded back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.catalog.models import Field
from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState
from motcua.papers.rendering import render
from motcua.papers.selectors import document_of
from motcua.papers.services import record_signed, return_paper
from motcua.papers.signing import handlers_of
from motcua.review.acting import ACTS
from motcua.review.content import Conclusion, Signed
from motcua.review.field_paper import FIELD_PURPOSE, NOT_COSTED, field_paper_data
from motcua.review.list_making import lines_for, made
from motcua.review.list_making import whole as whole_facts
from motcua.review.list_paper import as_json
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    CostSheet,
    FieldPaper,
    LineState,
    PartAnswer,
    Pursuit,
)
from motcua.review.plain import campaign_dict
from motcua.review.selectors_following import field_rows
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.deciding import back_to_checking, consolidate, submit_decision
from motcua.review.services.deciding_fields import field_signed, submit_field_decision
from motcua.review.services.following import record_field_decision
from motcua.web.faults import Denied, Stale, UserError
from tests.review.campaigns import TODAY, answered, assessed, confirmed, given_to, opened, procedures, sent
from tests.review.sheets import version

pytestmark = pytest.mark.django_db
DAYS = {
    "unit_result_due": date(2026, 7, 15),
    "check_due": date(2026, 8, 30),
    "consolidation_due": date(2026, 8, 30),
}
CODE = "9.000001"


def consolidated(actor: Actor, unit: Unit, kind: CampaignKind = CampaignKind.SIMPLIFICATION) -> Campaign:
    """Two procedures of Hộ tịch, one of them to be amended with its costs, and one of Chứng thực that stays."""
    rows = [*procedures(2), *procedures(1, "Chứng thực", first=50)]
    for row in rows:
        row.internal = kind == CampaignKind.INTERNAL
        row.save()
    campaign = opened(actor, kind=kind, **DAYS)
    part = given_to(actor, campaign, unit)
    lines = list(campaign.lines.select_related("procedure", "campaign"))
    answered(lines)
    one = next(line for line in lines if line.procedure.code == CODE)
    own = {"remedy": "own_document", "document": "15/2020/QĐ-UBND", "article": "Điều 5", "owner": "Sở Tư pháp"}
    PartAnswer.objects.filter(line=one, part="sequence").update(
        value="amend", wording="bỏ một bước", reason="thừa", due_on=date(2026, 11, 30), **own
    )
    for side, hours in (("before", "10"), ("after", "9")):
        work = [{"work": "Chuẩn bị hồ sơ", "hours": hours, "service": 0, "fee": 0, "whose": "citizen"}]
        CostSheet.objects.create(
            line=one, side=side, rows=work, executions=1, subjects=1000, wage=40_000, at=one.campaign.created_at
        )
    ends = [
        Conclusion(row, row.version, "amend" if row.pk == one.pk else "keep", suitable=True, year=2026) for row in lines
    ]
    conclude_lines(actor=actor, conclusions=ends)
    sent(actor, part)
    confirmed(actor, part)
    campaign.refresh_from_db()
    return consolidate(actor=actor, campaign=campaign, version=campaign.version)


def submitted(actor: Actor, campaign: Campaign, name: str = "Hộ tịch") -> Paper:
    """The decision on a field at signature."""
    campaign.refresh_from_db()
    return submit_field_decision(
        actor=actor, campaign=campaign, field=Field.objects.get(name=name), version=campaign.version
    )


def signed(actor: Actor, paper: Paper, number: int = 31) -> Paper:
    """The document with its number back."""
    return record_signed(
        actor=actor, paper=paper, version=paper.version, number=number, symbol="QĐ-UBND", signed_on=TODAY,
        signer="Người ký thử",
    )  # fmt: skip


def test_the_draft_says_what_the_field_concluded(system: Actor, justice: Unit) -> None:
    paper = submitted(system, consolidated(system, justice))
    assert (paper.state, paper.purpose) == (PaperState.SUBMITTED, FIELD_PURPOSE)
    document = document_of(paper)
    assert document.subject == "Phê duyệt phương án đơn giản hóa thủ tục hành chính lĩnh vực hộ tịch"
    assert document.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VĨNH LONG"
    assert [annex.title for annex in document.annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    [row] = paper.data["changed"]
    assert (row["code"], row["documents"], row["proposal"]) == (CODE, "Điều 5, 15/2020/QĐ-UBND", "sửa đổi, bổ sung")
    assert "Bỏ một bước. Lý do: Thừa." in row["change"]
    assert row["execution"] == (
        "- Giao Sở Tư pháp tham mưu sửa đổi, bổ sung Điều 5, 15/2020/QĐ-UBND, hoàn thành trước ngày 30/11/2026."
    )
    assert "trước khi đơn giản hóa: 400.000.000 đồng/năm" in row["benefit"]
    assert "Chi phí tiết kiệm: 40.000.000 đồng/năm" in row["benefit"]
    assert "Tỷ lệ cắt giảm: 10 %" in row["benefit"]
    assert [kept["code"] for kept in paper.data["kept"]] == ["9.000002"]


END = {
    "abolish": ("Bãi bỏ toàn bộ thủ tục hành chính", "bãi bỏ"),
    "replace": ("Thay thế thủ tục hành chính", "thay thế"),
    "amend": ("Sửa đổi, bổ sung thủ tục hành chính", "sửa đổi, bổ sung"),
}


def named_by(system: Actor, campaign: Campaign) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """What the list of simplification and what the drafts of all fields name, by code of the procedure."""
    listed = {row["code"]: row for row in as_json(campaign, made(system, campaign, "simplification"))["rows"]}
    fields = {line.field for line in campaign.lines.select_related("field")}
    drafts = [field_paper_data(campaign, field, TODAY, ())["changed"] for field in fields]
    return listed, {row["code"]: row for rows in drafts for row in rows}


@pytest.mark.parametrize("level", list(END))
def test_a_procedure_that_goes_as_a_whole_is_in_the_list_and_in_the_decision(
    system: Actor, justice: Unit, level: str
) -> None:
    """No part of it changes; its conclusion and the reason are the content, its documents those that lay it down."""
    campaign = consolidated(system, justice)
    line = campaign.lines.get(procedure__code="9.000002")
    laid_down = version("9.000900", basis="20/2019/QĐ-UBND")
    campaign.lines.filter(pk=line.pk).update(level=level, note="không còn phát sinh hồ sơ", procedure_version=laid_down)
    whole, proposal = END[level]
    listed, drafted = named_by(system, campaign)
    assert listed["9.000002"]["change"] == f"{whole}. Lý do: không còn phát sinh hồ sơ"
    assert listed["9.000002"]["documents"] == "Văn bản quy định thủ tục: 20/2019/QĐ-UBND"
    assert drafted["9.000002"]["change"] == f"- {whole}. Lý do: Không còn phát sinh hồ sơ."
    assert drafted["9.000002"]["documents"] == listed["9.000002"]["documents"]
    assert drafted["9.000002"]["proposal"] == proposal


def test_a_procedure_abolished_with_its_provision_names_the_provision(system: Actor, justice: Unit) -> None:
    """The conclusion on the whole stands before what is said of the parts; the document is the one that was named."""
    campaign = consolidated(system, justice)
    campaign.lines.filter(procedure__code=CODE).update(level="abolish")
    listed, drafted = named_by(system, campaign)
    first, second = listed[CODE]["change"].splitlines()
    assert first == "Bãi bỏ toàn bộ thủ tục hành chính"
    assert "bỏ một bước" in second
    assert listed[CODE]["documents"] == drafted[CODE]["documents"] == "Điều 5, 15/2020/QĐ-UBND"


@pytest.mark.parametrize("costs", [True, False])
def test_the_list_and_the_decisions_name_the_same_procedures(system: Actor, justice: Unit, costs: bool) -> None:
    """Whatever is concluded, whatever is said of a part, with costs or without: in both, or in neither."""
    campaign = consolidated(system, justice)
    if not costs:
        CostSheet.objects.all().delete()
    for level, part in product(["", "keep", *END], ["fits", "technical", "amend", "replace", "abolish"]):
        campaign.lines.filter(procedure__code=CODE).update(level=level)
        PartAnswer.objects.filter(line__procedure__code=CODE, part="sequence").update(value=part)
        listed, drafted = named_by(system, campaign)
        assert listed.keys() == drafted.keys(), (level, part)
        assert (CODE in listed) == (level in END or part != "fits" or costs), (level, part)
    by_page = made(system, campaign, "simplification", list(lines_for(system, campaign, "simplification")))
    at_once = made(system, campaign, "simplification", facts=whole_facts(system, campaign))
    assert [line.ref for line in by_page.lines] == [line.ref for line in at_once.lines]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_it_is_drawn_as_a_document(system: Actor, justice: Unit, form: str) -> None:
    paper = submitted(system, consolidated(system, justice))
    drawn = render(document_of(paper), form)  # type: ignore[arg-type]
    assert drawn[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")


def test_a_field_in_which_nothing_changes_is_approved_as_it_is(system: Actor, justice: Unit) -> None:
    document = document_of(submitted(system, consolidated(system, justice), "Chứng thực"))
    assert document.subject == "Phê duyệt kết quả rà soát thủ tục hành chính lĩnh vực chứng thực"
    assert "giữ nguyên quy định hiện hành" in repr(document.blocks)
    assert [annex.subtitle for annex in document.annexes] == ["DANH MỤC THỦ TỤC HÀNH CHÍNH GIỮ NGUYÊN SAU RÀ SOÁT"]


def test_internal_procedures_are_called_so_and_costs_that_lack_are_told(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice, CampaignKind.INTERNAL)
    CostSheet.objects.all().delete()
    paper = submitted(system, campaign)
    assert "thủ tục hành chính nội bộ lĩnh vực hộ tịch" in document_of(paper).subject
    assert paper.data["changed"][0]["benefit"] == NOT_COSTED


def test_the_number_that_comes_back_decides_the_field_and_the_last_ends_the_campaign(
    system: Actor, justice: Unit
) -> None:
    campaign = consolidated(system, justice)
    first, second = submitted(system, campaign), submitted(system, campaign, "Chứng thực")
    assert field_signed in handlers_of(FIELD_PURPOSE)
    first = signed(system, first)
    field_signed(system, first)
    field_signed(system, first)
    decision = campaign.field_decisions.get()
    assert (decision.number, decision.signed_on, decision.lines) == ("31/QĐ-UBND", TODAY, 2)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.CONSOLIDATED
    assert campaign.lines.filter(state=LineState.DECIDED).count() == 2
    field_signed(system, signed(system, second, 32))
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DECIDED
    assert Pursuit.objects.get(campaign=campaign).document == "15/2020/QĐ-UBND"


def test_a_field_at_signature_is_not_drafted_twice_and_holds_the_campaign(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice)
    paper = submitted(system, campaign)
    with pytest.raises(UserError) as fault:
        submitted(system, campaign)
    assert fault.value.code == "at-signature"
    campaign.refresh_from_db()
    with pytest.raises(UserError) as fault:
        back_to_checking(actor=system, campaign=campaign, reason="xem lại", version=campaign.version)
    assert fault.value.code == "at-signature"
    paper = return_paper(actor=system, paper=paper, version=paper.version, reason="sửa căn cứ")
    again = submitted(system, campaign)
    assert (again.pk, again.state) == (paper.pk, PaperState.SUBMITTED)
    assert FieldPaper.objects.count() == 1


def test_a_number_that_contradicts_one_recorded_by_hand_is_told(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice)
    paper = submitted(system, campaign)
    campaign.refresh_from_db()
    by_hand = Signed("5/QĐ-UBND", TODAY, "Người ký thử")
    field = Field.objects.get(name="Hộ tịch")
    record_field_decision(actor=system, campaign=campaign, field=field, signed=by_hand, version=campaign.version)
    field_signed(system, signed(system, paper))
    assert campaign.field_decisions.get().number == "5/QĐ-UBND"
    assert "không còn thủ tục chờ phê duyệt" in FieldPaper.objects.get().trouble


def test_what_is_not_decided_by_field_is_refused_and_the_other_way_round(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice)
    with pytest.raises(UserError) as fault:
        submit_decision(actor=system, campaign=campaign, version=campaign.version)
    assert fault.value.code == "by-field"
    campaign.refresh_from_db()
    other = Field.objects.create(name="Đất đai", key="đất đai")
    with pytest.raises(UserError) as fault:
        submit_field_decision(actor=system, campaign=campaign, field=other, version=campaign.version)
    assert fault.value.code == "nothing-to-decide"
    campaign.refresh_from_db()
    with pytest.raises(Stale):
        submit_field_decision(actor=system, campaign=campaign, field=other, version=campaign.version - 1)


def test_an_online_review_has_no_decisions_by_field(system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    confirmed(system, sent(system, part))
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    with pytest.raises(UserError) as fault:
        submitted(system, campaign)
    assert fault.value.code == "not-by-field"


def test_only_who_decides_may_draft(system: Actor, justice: Unit, actor_with: Callable[..., Actor]) -> None:
    campaign = consolidated(system, justice)
    with pytest.raises(Denied):
        submitted(actor_with("review.view"), campaign)


def test_the_page_leads_from_the_draft_to_the_number(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    campaign = consolidated(system, justice)
    office = client_with(
        "review.view", "review.plan", "review.check", "review.decide", "papers.view", "papers.draft", "papers.submit"
    )
    page = reverse("review:follow", args=[campaign.public_id])
    assert office.get(page).content.decode().count("chưa lập") == 2
    field = Field.objects.get(name="Hộ tịch")
    data = {"field": str(field.pk), "signature": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "version": campaign.version}
    where = reverse("review:follow-submit", args=[campaign.public_id])
    assert office.post(where, {**data, "field": "abc"}).status_code == 422
    assert office.post(where, data).status_code == 302
    paper = Paper.objects.get(purpose=FIELD_PURPOSE)
    assert document_of(paper).signature.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    text = office.get(page).content.decode()
    assert reverse("papers:paper", args=[paper.public_id]) in text
    assert text.count("chưa lập") == 1
    field_signed(system, signed(system, paper))
    assert "31/QĐ-UBND" in office.get(page).content.decode()
    whole = office.get(reverse("review:campaign", args=[campaign.public_id])).content.decode()
    assert page in whole
    assert reverse("review:submit-decision", args=[campaign.public_id]) not in whole


def test_machines_draft_and_read_decisions_by_field(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice)
    act = ACTS["submit-field-decision"]
    made = act.run(system, campaign, act.sent(field="Hộ tịch", version=campaign.version))
    rows = {row["field"]: row for row in campaign_dict(campaign, system, TODAY)["fields"]}
    assert (rows["Hộ tịch"]["paper"], rows["Hộ tịch"]["waiting"]) == (made["paper"], 2)
    assert (rows["Chứng thực"]["paper"], rows["Chứng thực"]["number"]) == ("", "")
    campaign.refresh_from_db()
    with pytest.raises(UserError) as fault:
        act.run(system, campaign, act.sent(field="Không có", version=campaign.version))
    assert fault.value.code == "no-field"


def test_a_campaign_of_many_fields_is_read_in_a_fixed_number_of_statements(
    system: Actor, justice: Unit, django_assert_num_queries: Callable[..., object]
) -> None:
    campaign = consolidated(system, justice)
    submitted(system, campaign)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        rows = field_rows(system, campaign)
        assert [(row.name, row.waiting, row.drafted) for row in rows] == [
            ("Chứng thực", 1, False),
            ("Hộ tịch", 2, True),
        ]

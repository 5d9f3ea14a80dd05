"""Pages of campaigns: from the empty list to the decision, with errors beside their fields and a fixed cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.checklist import POINTS
from motcua.review.models import Campaign, CampaignState, ExclusionList, LineState, UnitState
from motcua.review.services.opening import make_lines
from motcua.review.services.planning import plan_campaign
from tests.review.campaigns import assessed, confirmed, content, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
OFFICE = (
    "review.view", "review.plan", "review.check", "review.decide", "papers.view", "papers.draft", "papers.submit",
    "online.edit", "catalog.view",
)  # fmt: skip
PLAN = {
    "title": "Rà soát 2026", "kind": "online", "year": "2026", "opens_on": "02/03/2026",
    "unit_result_due": "30/06/2026", "check_due": "31/07/2026", "consolidation_due": "31/08/2026", "announced": "on",
}  # fmt: skip


@pytest.fixture
def office(client_with: Callable[..., Client], vinh_long: Unit) -> Client:
    """A procedure control officer."""
    return client_with(*OFFICE)


def text_of(response: object) -> str:
    """The page's text."""
    return response.content.decode()  # type: ignore[attr-defined]


def at(name: str, public_id: str) -> str:
    """An address of the room."""
    return reverse(f"review:{name}", args=[public_id])


@pytest.mark.parametrize("name", ["campaigns", "new", "exclusions", "my-parts"])
def test_pages_stand_empty(office: Client, name: str) -> None:
    assert office.get(reverse(f"review:{name}")).status_code == 200


def test_a_plan_is_written_opened_and_decided_on_pages(office: Client, system: Actor, justice: Unit) -> None:
    rows = procedures(3)
    wrong = office.post(reverse("review:new"), {**PLAN, "check_due": "01/06/2026"})
    assert "không thể trước bước trước đó" in text_of(wrong)
    office.post(reverse("review:new"), PLAN)
    campaign = Campaign.objects.get()
    plan = text_of(office.get(at("plan", campaign.public_id)))
    assert "Thủ tục sẽ rà soát" in plan
    even = {"S1": "25", "S2": "25", "S3": "25", "S4": "26"}
    uneven = office.post(at("plan-weigh", campaign.public_id), {**even, "version": campaign.version})
    assert (uneven.status_code, "phải bằng 100 %" in text_of(uneven)) == (422, True)
    office.post(at("plan-weigh", campaign.public_id), {**even, "S4": "25", "version": campaign.version})
    campaign.refresh_from_db()
    office.post(
        at("plan-choose", campaign.public_id),
        {"codes": rows[2].code, "wanted": "", "reason": "đã làm", "version": campaign.version},
    )
    campaign.refresh_from_db()
    office.post(
        at("plan-targets", campaign.public_id),
        {"targets": "Toàn trình cấp xã; 40%; 31/12/2026; xã", "version": campaign.version},
    )
    campaign.refresh_from_db()
    assert campaign.targets.get().tier == "commune"
    office.post(at("open", campaign.public_id), {"version": campaign.version})
    make_lines(actor=system, campaign=campaign)
    marks = [f"{line.public_id}:{line.version}" for line in campaign.lines.all()]
    assert len(marks) == 2
    answer = office.post(at("assign", campaign.public_id), {"line": marks, "unit": justice.public_id})
    assert answer.status_code == 302
    part = campaign.units.get(unit=justice)
    assessed(system, part)
    part = sent(system, part)
    office.post(at("part-draw", part.public_id), {"version": part.version, "seed": "7"})
    drawn = text_of(office.get(at("part", part.public_id)))
    assert "số khởi tạo 7" in drawn
    assert "thủ tục trong mẫu chưa xem" in drawn
    assert at("part-confirm", part.public_id) not in drawn
    assert "Còn 2 thủ tục chưa xác nhận" in text_of(office.get(at("campaign", campaign.public_id)))
    check = part.checks.get()
    for sample in check.samples.all():
        points = dict.fromkeys(POINTS, "1")
        office.post(at("part-judge", part.public_id), {"sample": sample.pk, "version": sample.version, **points})
    part.refresh_from_db()
    assert at("part-confirm", part.public_id) in text_of(office.get(at("part", part.public_id)))
    office.post(at("part-confirm", part.public_id), {"version": part.version})
    part.refresh_from_db()
    assert part.state == UnitState.CONFIRMED
    assert at("consolidate", campaign.public_id) in text_of(office.get(at("campaign", campaign.public_id)))
    campaign.refresh_from_db()
    office.post(at("consolidate", campaign.public_id), {"version": campaign.version})
    campaign.refresh_from_db()
    future = {"number": "1/QĐ-UBND", "signed_on": "02/03/2027", "signer": "Người ký thử", "version": campaign.version}
    assert office.post(at("decide", campaign.public_id), future).status_code == 422
    campaign.refresh_from_db()
    office.post(at("decide", campaign.public_id), {**future, "signed_on": "02/03/2026", "version": campaign.version})
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DECIDED
    assert "1/QĐ-UBND" in text_of(office.get(at("campaign", campaign.public_id)))


def test_procedures_are_given_to_a_unit_by_its_name(office: Client, system: Actor, justice: Unit) -> None:
    """The page suggests names; a name of no unit is refused beside the field and the marks stay."""
    procedures(2)
    campaign = opened(system)
    line = campaign.lines.order_by("pk")[0]
    page, mark = at("lines", campaign.public_id), f"{line.public_id}:{line.version}"
    assert 'list="danh-sach-don-vi"' in text_of(office.get(page))
    refused = office.post(at("assign", campaign.public_id), {"line": [mark], "unit": "Sở Quxyz Vũ trụ"})
    assert (refused.status_code, "Không có đơn vị" in text_of(refused)) == (422, True)
    ticks = [cell for cell in text_of(refused).split("<input") if 'name="line"' in cell]
    assert [mark in cell for cell in ticks if " checked" in cell] == [True]
    given = {"line": [mark], "unit": "so tu phap tinh vinh long"}
    assert "Đã giao 1 thủ tục" in text_of(office.post(at("assign", campaign.public_id), given, follow=True))
    line.refresh_from_db()
    assert line.unit == justice


def test_a_paper_of_the_decision_goes_for_signature(office: Client, system: Actor, justice: Unit) -> None:
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    confirmed(system, sent(system, part))
    campaign.refresh_from_db()
    office.post(at("consolidate", campaign.public_id), {"version": campaign.version})
    campaign.refresh_from_db()
    answer = office.post(
        at("submit-decision", campaign.public_id), {"signature": "CHỦ TỊCH", "version": campaign.version}
    )
    assert answer.status_code == 302
    campaign.refresh_from_db()
    assert campaign.decision.paper
    again = office.post(at("back", campaign.public_id), {"reason": "Sai sót", "version": campaign.version})
    assert "đang trình ký" in text_of(again)


def test_lines_are_returned_one_by_one_with_their_remarks(office: Client, system: Actor, justice: Unit) -> None:
    procedures(3)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    part = sent(system, part)
    first = campaign.lines.order_by("pk").first()
    assert first is not None
    data = {"line": f"{first.public_id}:{first.version}", "remark": "Nêu điều, khoản.", "version": part.version}
    office.post(at("part-return", part.public_id), data)
    states = list(campaign.lines.order_by("pk").values_list("state", flat=True))
    assert states == [LineState.RETURNED, LineState.SUBMITTED, LineState.SUBMITTED]
    body = text_of(office.get(at("campaign", campaign.public_id)))
    assert "Nêu điều, khoản." in body
    assert "Nêu điều, khoản." in text_of(office.get(at("line", first.public_id)))


def test_a_meeting_leaves_its_minutes_and_remarks(office: Client, system: Actor, justice: Unit) -> None:
    (row,) = procedures(1)
    campaign = opened(system)
    data = {
        "title": "Họp thẩm định", "held_on": "02/03/2026", "chair": "Chánh Văn phòng", "minutes": "Đã họp.",
        "lines": f"{row.code}: giữ mức một phần", "version": campaign.version,
    }  # fmt: skip
    office.post(at("meetings", campaign.public_id), data)
    body = text_of(office.get(at("meetings", campaign.public_id)))
    assert "giữ mức một phần" in body
    assert campaign.lines.get().remarks.get().kind == "meeting"


def test_a_list_of_exclusion_is_brought_and_its_unknown_rows_shown(office: Client) -> None:
    procedures(1)
    table = "Mã thủ tục,Lý do\n9.000001,Không phát sinh hồ sơ\n1.999999,\n"
    file = SimpleUploadedFile("ds.csv", table.encode())
    office.post(reverse("review:exclusions"), {"title": "QĐ 846", "instrument": "846/QĐ-TTg", "file": file})
    row = ExclusionList.objects.get()
    body = text_of(office.get(at("exclusion", row.public_id)))
    assert "1.999999" in body
    assert "Danh mục không có mã này." in body
    assert "Không phát sinh hồ sơ" in body
    office.post(at("exclusion-match", row.public_id), {"version": row.version})


def test_a_reader_sees_progress_and_no_forms(client_with: Callable[..., Client], system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    reader = client_with("review.view")
    for name, public_id in (("campaign", campaign.public_id), ("plan", campaign.public_id), ("part", part.public_id)):
        body = text_of(reader.get(at(name, public_id)))
        assert "<form action" not in body.split("<h1>")[1].split("</main>")[0], name
    for name in ("open", "consolidate", "close", "decide", "assign"):
        assert reader.post(at(name, campaign.public_id)).status_code == 403


def test_history_sets_this_campaign_beside_the_one_before(office: Client, system: Actor, justice: Unit) -> None:
    procedures(2)
    first = opened(system, title="Đợt một")
    part = given_to(system, first, justice)
    assessed(system, part, "not_met", None)
    second = opened(system, title="Đợt hai")
    assessed(system, given_to(system, second, justice))
    Campaign.objects.filter(pk=second.pk).update(copied_from=first)
    body = text_of(office.get(at("history", second.public_id)))
    assert "Đợt một" in body
    assert "Nay phù hợp" in body
    assert body.count("chưa phù hợp") >= 2


@pytest.mark.parametrize("name", ["campaign", "lines", "part", "history", "meetings"])
def test_a_page_costs_the_same_however_many_lines(office: Client, system: Actor, justice: Unit, name: str) -> None:
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    where = at(name, part.public_id if name == "part" else campaign.public_id)
    office.get(where)
    with CaptureQueriesContext(connection) as few:
        assert office.get(where).status_code == 200
    procedures(30, field="Đất đai", first=100)
    make_lines(actor=system, campaign=campaign)
    given_to(system, campaign, justice)
    with CaptureQueriesContext(connection) as many:
        assert office.get(where).status_code == 200
    assert len(many) <= len(few) + 1
    assert len(many) <= 40


def test_round_figures_of_a_plan_are_written_in_full_and_halves_with_a_comma(office: Client, system: Actor) -> None:
    procedures(1)
    campaign = plan_campaign(actor=system, content=content())
    wanted = {"targets": "Toàn trình; 60; 31/12/2027; tỉnh\nCấp xã; 40,5; 31/12/2027; xã", "version": campaign.version}
    office.post(at("plan-targets", campaign.public_id), wanted)
    campaign.refresh_from_db()
    weights = {"S1": "40,5", "S2": "29,5", "S3": "20", "S4": "10", "version": campaign.version}
    assert office.post(at("plan-weigh", campaign.public_id), weights).status_code == 302
    body = text_of(office.get(at("plan", campaign.public_id)))
    for shown in (">60%<", ">40,5%<", "<b>40,5%</b>", "<b>20%</b>", 'value="40,5"'):
        assert shown in body, shown
    weights["S1"], weights["version"] = "bốn mươi", campaign.version + 1
    assert "Ghi bằng chữ số, ví dụ 12,5." in text_of(office.post(at("plan-weigh", campaign.public_id), weights))


def test_what_was_filtered_stays_so_when_a_unit_is_refused_and_when_it_is_taken(
    office: Client, system: Actor, justice: Unit
) -> None:
    procedures(3)
    campaign = opened(system)
    wanted = campaign.lines.select_related("procedure").order_by("procedure__code").last()
    assert wanted is not None
    listing = f"{at('lines', campaign.public_id)}?q={wanted.procedure.code}"
    body = text_of(office.get(listing))
    action = f"{at('assign', campaign.public_id)}?q={wanted.procedure.code}"
    assert f'action="{action}"' in body
    marked = {"line": f"{wanted.public_id}:{wanted.version}"}
    refused = text_of(office.post(action, {**marked, "unit": "Sở Không Có"}))
    assert refused.count('name="line"') == 1
    taken = office.post(action, {**marked, "unit": "Sở Tư pháp tỉnh Vĩnh Long"})
    assert taken.headers["Location"] == listing
    assert campaign.lines.get(unit=justice) == wanted


def test_a_plan_names_fields_as_people_type_them_and_is_told_of_a_slip(office: Client) -> None:
    procedures(1, field="Hộ tịch")
    slip = office.post(reverse("review:new"), {**PLAN, "fields_wanted": "Hộ tịch\nHộ tịc"})
    assert "không có lĩnh vực “Hộ tịc”" in text_of(slip)
    assert not Campaign.objects.exists()
    office.post(reverse("review:new"), {**PLAN, "fields_wanted": " ho tich \nHỘ TỊCH\n"})
    assert Campaign.objects.get().scope["fields"] == ["Hộ tịch"]

"""The simplification campaign: its dates as rules, decisions by field, enforcement followed to the document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.calendar import calendar_of, dated, days_for
from motcua.review.content import Conclusion, Ended, Signed
from motcua.review.field_paper import field_paper_data
from motcua.review.models import Campaign, CampaignKind, CampaignState, LineState, PartAnswer, Pursuit
from motcua.review.selectors_following import Settled, settled_of
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.deciding import back_to_checking, consolidate
from motcua.review.services.following import end_pursuit, finish_step, gather_pursuits, record_field_decision
from motcua.web.faults import UserError
from tests.review.campaigns import TODAY, answered, confirmed, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
DAYS = {
    "unit_result_due": date(2026, 7, 15),
    "check_due": date(2026, 8, 30),
    "consolidation_due": date(2026, 8, 30),
}
SIGNED = Signed("5/QĐ-UBND", TODAY, "Người ký thử")


@pytest.mark.parametrize("kind", [CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL])
@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("plan", date(2026, 1, 31)),
        ("results", date(2026, 7, 15)),
        ("evaluation", date(2026, 8, 30)),
        ("decisions", date(2026, 8, 30)),
        ("report", date(2026, 9, 15)),
        ("enforcement", date(2026, 12, 31)),
    ],
)
def test_every_day_of_the_year_is_a_rule(kind: str, key: str, due: date) -> None:
    assert {one.key: one.due for one in dated(kind, 2026)}[key] == due


def test_the_calendar_sets_the_days_of_the_plan_and_online_reviews_have_none() -> None:
    assert days_for("simplification", 2026) == DAYS
    assert dated("online", 2026) == ()


def consolidated(actor: Actor, unit: Unit, kind: str = CampaignKind.SIMPLIFICATION) -> Campaign:
    """Procedures of two fields, all to be amended, confirmed by the office."""
    rows = [*procedures(2), *procedures(1, "Chứng thực", first=50)]
    if kind == CampaignKind.INTERNAL:
        for row in rows:
            row.internal = True
            row.save()
    campaign = opened(actor, kind=CampaignKind(kind), **DAYS)
    part = given_to(actor, campaign, unit)
    lines = list(campaign.lines.select_related("procedure", "campaign"))
    answered(lines)
    own = {"remedy": "own_document", "document": "15/2020/QĐ-UBND", "article": "Điều 5", "owner": "Sở Tư pháp"}
    PartAnswer.objects.filter(part="sequence").update(value="amend", wording="bỏ một bước", reason="thừa", **own)
    conclude_lines(
        actor=actor, conclusions=[Conclusion(row, row.version, "amend", suitable=True, year=2026) for row in lines]
    )
    sent(actor, part)
    confirmed(actor, part)
    campaign.refresh_from_db()
    return consolidate(actor=actor, campaign=campaign, version=campaign.version)


@pytest.mark.parametrize("kind", [CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL])
def test_the_chair_decides_field_by_field_and_the_last_ends_the_campaign(
    system: Actor, justice: Unit, kind: str
) -> None:
    campaign = consolidated(system, justice, kind)
    fields = list(campaign.lines.order_by("field__name").values_list("field", flat=True).distinct())
    assert len(fields) == 2
    by_name = {line.field.name: line.field for line in campaign.lines.select_related("field") if line.field}
    record_field_decision(
        actor=system, campaign=campaign, field=by_name["Hộ tịch"], signed=SIGNED, version=campaign.version
    )
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.CONSOLIDATED
    assert campaign.lines.filter(state=LineState.DECIDED).count() == 2
    with pytest.raises(UserError) as fault:
        back_to_checking(actor=system, campaign=campaign, reason="xem lại", version=campaign.version)
    assert fault.value.code == "field-decided"
    campaign.refresh_from_db()
    with pytest.raises(UserError) as fault:
        record_field_decision(
            actor=system, campaign=campaign, field=by_name["Hộ tịch"], signed=SIGNED, version=campaign.version
        )
    assert fault.value.code == "nothing-to-decide"
    campaign.refresh_from_db()
    record_field_decision(
        actor=system, campaign=campaign, field=by_name["Chứng thực"], signed=SIGNED, version=campaign.version
    )
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DECIDED
    steps = {step.key: step for step in calendar_of(campaign, TODAY)}
    assert (steps["decisions"].done, steps["decisions"].done_on) == (True, TODAY)
    assert not steps["enforcement"].done


def test_enforcement_is_followed_to_the_amended_document(system: Actor, justice: Unit) -> None:
    campaign = consolidated(system, justice)
    for field in {line.field for line in campaign.lines.select_related("field")}:
        campaign.refresh_from_db()
        record_field_decision(actor=system, campaign=campaign, field=field, signed=SIGNED, version=campaign.version)
    campaign.refresh_from_db()
    pursuit = Pursuit.objects.get(campaign=campaign)
    assert (pursuit.document, pursuit.lines.count(), pursuit.due_on) == ("15/2020/QĐ-UBND", 3, date(2026, 12, 31))
    assert gather_pursuits(actor=system, campaign=campaign) == 0
    assert settled_of(campaign) == Settled(fits=0, settled=0, waiting=3)
    assert not {step.key: step.done for step in calendar_of(campaign, TODAY)}["enforcement"]
    end_pursuit(actor=system, pursuit=pursuit, ended=Ended("amended", "3/2026/QĐ-UBND", TODAY), version=pursuit.version)
    assert settled_of(campaign) == Settled(fits=0, settled=3, waiting=0)
    assert {step.key: step.done for step in calendar_of(campaign, TODAY)}["enforcement"]


@pytest.mark.parametrize(("origin", "remedy"), [("province", "own_document"), ("central", "ministry")])
def test_a_procedure_abolished_as_a_whole_is_followed_though_no_provision_was_named(
    system: Actor, justice: Unit, origin: str, remedy: str
) -> None:
    (one, _kept) = procedures(2)
    one.origin = origin
    one.save()
    campaign = opened(system, kind=CampaignKind.SIMPLIFICATION, **DAYS)
    part = given_to(system, campaign, justice)
    lines = list(campaign.lines.select_related("procedure", "campaign"))
    answered(lines)
    ends = [
        Conclusion(
            row, row.version, "abolish" if row.procedure_id == one.pk else "keep",
            suitable=True, year=2026, note="không còn đối tượng",
        )
        for row in lines
    ]  # fmt: skip
    conclude_lines(actor=system, conclusions=ends)
    sent(system, part)
    confirmed(system, part)
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    field = lines[0].field
    [changed] = field_paper_data(campaign, field, TODAY, ())["changed"]
    said = "Giao Sở Tư pháp tỉnh Vĩnh Long tham mưu" if origin == "province" else "Kiến nghị bộ, ngành có thẩm quyền"
    assert changed["execution"] == f"- {said} bãi bỏ toàn bộ thủ tục hành chính."
    record_field_decision(actor=system, campaign=campaign, field=field, signed=SIGNED, version=campaign.version)
    pursuit = Pursuit.objects.get(campaign=campaign)
    owner = "Sở Tư pháp tỉnh Vĩnh Long" if origin == "province" else one.current.issuer
    assert (pursuit.remedy, pursuit.owner, pursuit.due_on) == (remedy, owner, date(2026, 12, 31))
    assert pursuit.wording == f"Bãi bỏ toàn bộ thủ tục hành chính {one.code} {one.current.name}"
    assert pursuit.lines.get().procedure == one
    campaign.refresh_from_db()
    assert not {step.key: step.done for step in calendar_of(campaign, TODAY)}["enforcement"]
    assert gather_pursuits(actor=system, campaign=campaign) == 0


def test_the_report_to_ministries_is_late_until_it_is_recorded(system: Actor) -> None:
    procedures(1)
    campaign = opened(system, kind=CampaignKind.SIMPLIFICATION, **DAYS)
    late = {step.key: step.late for step in calendar_of(campaign, date(2026, 9, 20))}
    assert (late["report"], late["enforcement"]) == (5, 0)
    with pytest.raises(UserError) as fault:
        finish_step(actor=system, campaign=campaign, key="report", done_on=date(2026, 3, 3))
    assert fault.value.code == "done-later"
    with pytest.raises(UserError) as fault:
        finish_step(actor=system, campaign=campaign, key="results", done_on=TODAY)
    assert fault.value.code == "no-step"
    finish_step(actor=system, campaign=campaign, key="report", done_on=TODAY, number="8/BC-UBND")
    step = next(step for step in calendar_of(campaign, date(2026, 9, 20)) if step.key == "report")
    assert (step.done, step.number, step.late) == (True, "8/BC-UBND", 0)


def test_an_online_review_is_not_decided_by_field(system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    from tests.review.campaigns import assessed

    assessed(system, part)
    sent(system, part)
    confirmed(system, part)
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    with pytest.raises(UserError) as fault:
        record_field_decision(actor=system, campaign=campaign, field=None, signed=SIGNED, version=campaign.version)
    assert fault.value.code == "not-by-field"


def test_the_calendar_and_the_decisions_stand_on_pages(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    campaign = consolidated(system, justice)
    office = client_with("review.view", "review.plan", "review.check", "review.decide")
    page = office.get(reverse("review:follow", args=[campaign.public_id])).content.decode()
    assert "15/07/2026" in page
    field = campaign.lines.values_list("field", flat=True).first()
    sent_form = {
        "field": str(field), "number": "5/QĐ-UBND", "signed_on": "02/03/2026", "signer": "Người ký thử",
        "version": campaign.version,
    }  # fmt: skip
    answer = office.post(reverse("review:follow-field", args=[campaign.public_id]), sent_form)
    assert answer.status_code == 302
    assert campaign.field_decisions.get().field_id == field
    done = {"key": "report", "done_on": "02/03/2026", "number": "8/BC-UBND"}
    assert office.post(reverse("review:follow-step", args=[campaign.public_id]), done).status_code == 302
    assert "8/BC-UBND" in office.get(reverse("review:follow", args=[campaign.public_id])).content.decode()


@pytest.mark.parametrize("kind", [CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL])
def test_a_new_plan_is_filled_with_the_days_of_the_calendar(client_with: Callable[..., Client], kind: str) -> None:
    client = client_with("review.view", "review.plan")
    page = client.get(reverse("review:new"), {"kind": kind}).content.decode()
    assert all(f"{day:%d/%m/%Y}" in page for day in DAYS.values())
    assert "15/07/2026" not in client.get(reverse("review:new"), {"kind": "\x00"}).content.decode()


def test_results_sent_before_seven_in_the_morning_are_of_that_day(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    """Days are those of Hà Nội, not of Greenwich; a simplification counts nothing as fitting an online service."""
    campaign = consolidated(system, justice, CampaignKind.INTERNAL)
    campaign.units.update(submitted_at=datetime(2026, 7, 14, 20, 30, tzinfo=UTC))
    steps = {step.key: step for step in calendar_of(campaign, TODAY)}
    assert steps["results"].done_on == date(2026, 7, 15)
    client = client_with("review.view", "review.plan", "review.check")
    html = client.get(reverse("review:campaign", args=[campaign.public_id])).content.decode()
    assert "Đã xác nhận" in html
    assert "Kết luận phù hợp" not in html

"""The second stage of the unsuitable list: what opens it, what it asks of units, how each procedure is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.calendar import calendar_of, dated, days_for, first_year
from motcua.review.content import Conclusion, Ended, Signed
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    CampaignUnit,
    LineState,
    Pursuit,
    UnitPlan,
)
from motcua.review.selectors_following import pursuit_rows, settled_of
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.deciding import consolidate, record_decision
from motcua.review.services.following import answer_pursuit, end_pursuit, postpone_pursuit, send_pursuit
from motcua.review.services.opening import make_lines, open_campaign
from motcua.review.services.second_stage import plan_second_stage, record_unit_plan
from motcua.web.faults import Denied, Stale, UserError
from tests.review.campaigns import TODAY, answered, assessed, confirmed, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
SIGNED = Signed("1024/QĐ-UBND", TODAY, "Người ký thử")


def decide(actor: Actor, campaign: Campaign) -> Campaign:
    """A campaign whose every line is confirmed, decided."""
    campaign.refresh_from_db()
    campaign = consolidate(actor=actor, campaign=campaign, version=campaign.version)
    return record_decision(actor=actor, campaign=campaign, signed=SIGNED, version=campaign.version)


def first_stage(actor: Actor, unit: Unit, unfit: int = 2, fit: int = 1) -> Campaign:
    """A decided campaign with procedures of both kinds."""
    procedures(unfit + fit)
    campaign = opened(actor)
    part = given_to(actor, campaign, unit)
    lines = list(campaign.lines.select_related("procedure", "campaign").order_by("pk"))
    answered(lines[unfit:])
    done = [Conclusion(row, row.version, "full", suitable=True, year=2026) for row in lines[unfit:]]
    if done:
        conclude_lines(actor=actor, conclusions=done)
    assessed(actor, part, "not_met", None) if unfit else None
    sent(actor, part)
    confirmed(actor, part)
    return decide(actor, campaign)


def stage_of(actor: Actor, first: Campaign) -> Campaign:
    """The second stage, opened with its lines."""
    stage = plan_second_stage(actor=actor, campaign=first)
    stage = open_campaign(actor=actor, campaign=stage, version=stage.version)
    while make_lines(actor=actor, campaign=stage):
        pass
    stage.refresh_from_db()
    return stage


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("unit_plans", date(2026, 10, 31)),
        ("results", date(2027, 3, 31)),
        ("evaluation", date(2027, 4, 15)),
        ("synthesis", date(2027, 4, 30)),
        ("answers", date(2027, 12, 31)),
    ],
)
def test_the_calendar_has_each_day_of_the_second_stage(key: str, due: date) -> None:
    assert {one.key: one.due for one in dated("unsuitable", 2026)}[key] == due


@pytest.mark.parametrize(("today", "year"), [(date(2026, 10, 31), 2026), (date(2026, 11, 1), 2027)])
def test_a_stage_decided_after_the_day_for_plans_begins_a_year_later(today: date, year: int) -> None:
    assert first_year("unsuitable", "unit_plans", today) == year


def test_a_second_stage_takes_up_what_was_unsuitable_with_the_days_of_the_calendar(
    system: Actor, justice: Unit
) -> None:
    first = first_stage(system, justice)
    stage = stage_of(system, first)
    assert (stage.kind, stage.follows, stage.year) == (CampaignKind.UNSUITABLE, first, 2026)
    assert stage.unit_result_due == days_for("unsuitable", 2026)["unit_result_due"]
    assert stage.consolidation_due == date(2027, 4, 30)
    assert set(stage.units.values_list("unit", flat=True)) == {justice.pk}
    assert {line.reopens.suitable for line in stage.lines.all() if line.reopens} == {False}
    assert stage.lines.count() == 2


def test_only_a_decided_campaign_with_something_unsuitable_opens_one_and_only_once(
    system: Actor, justice: Unit
) -> None:
    procedures(1)
    campaign = opened(system)
    with pytest.raises(UserError) as fault:
        plan_second_stage(actor=system, campaign=campaign)
    assert fault.value.code == "wrong-state"
    part = given_to(system, campaign, justice)
    assessed(system, part)
    sent(system, part)
    confirmed(system, part)
    campaign = decide(system, campaign)
    with pytest.raises(UserError) as fault:
        plan_second_stage(actor=system, campaign=campaign)
    assert fault.value.code == "nothing-unfit"


def test_a_second_stage_is_not_opened_twice(system: Actor, justice: Unit) -> None:
    first = first_stage(system, justice)
    plan_second_stage(actor=system, campaign=first)
    with pytest.raises(UserError) as fault:
        plan_second_stage(actor=system, campaign=first)
    assert fault.value.code == "stage-there"


def test_a_unit_sends_its_results_only_with_a_plan_of_its_own(
    system: Actor, justice: Unit, finance: Unit, staff_with: Callable[..., Actor]
) -> None:
    stage = stage_of(system, first_stage(system, justice))
    part = given_to(system, stage, justice)
    assessed(system, part, "not_met", None)
    with pytest.raises(UserError) as fault:
        sent(system, part)
    assert fault.value.code == "no-unit-plan"
    part.refresh_from_db()
    stranger = staff_with("review.assess", unit_id=finance.pk)
    with pytest.raises(Denied):
        record_unit_plan(actor=stranger, part=part, number="9/KH", signed_on=TODAY, version=part.version)
    with pytest.raises(UserError) as fault:
        record_unit_plan(actor=system, part=part, number="9/KH", signed_on=date(2026, 3, 3), version=part.version)
    assert fault.value.code == "signed-later"
    record_unit_plan(actor=system, part=part, number=" 45/KH-STP ", signed_on=TODAY, version=part.version)
    assert UnitPlan.objects.get(part=part).number == "45/KH-STP"
    with pytest.raises(Stale):
        record_unit_plan(actor=system, part=part, number="46/KH-STP", signed_on=TODAY, version=part.version)
    assert {step.key: step.done for step in calendar_of(stage, TODAY)}["unit_plans"]
    assert sent_again(system, part).state == "submitted"


def sent_again(actor: Actor, part: CampaignUnit) -> CampaignUnit:
    """A part whose approval stands, submitted."""
    from motcua.review.services.submitting import submit_unit

    part.refresh_from_db()
    return submit_unit(actor=actor, part=part, version=part.version)


def test_what_stays_unsuitable_names_the_rule_to_amend(system: Actor, justice: Unit) -> None:
    stage = stage_of(system, first_stage(system, justice, unfit=1))
    given_to(system, stage, justice)
    line = stage.lines.select_related("procedure", "campaign").get()
    answered([line], {"C7": {"reason": "kết quả giấy", "article": "Điều 5", "document": "1/2020/TT", "remedy": ""}})
    with pytest.raises(UserError) as fault:
        conclude_lines(
            actor=system, conclusions=[Conclusion(line, line.version, "not_met", suitable=False, note="chưa đủ")]
        )
    assert fault.value.code == "still-unfit-without-wish"


def settled_stage(system: Actor, justice: Unit) -> tuple[Campaign, Pursuit]:
    """A decided second stage with the one provision that holds its two procedures up."""
    stage = stage_of(system, first_stage(system, justice))
    part = given_to(system, stage, justice)
    record_unit_plan(actor=system, part=part, number="45/KH", signed_on=TODAY, version=part.version)
    assessed(system, part, "not_met", None)
    sent(system, part)
    confirmed(system, part)
    stage = decide(system, stage)
    return stage, Pursuit.objects.get(campaign=stage)


def test_a_procedure_waits_until_the_ministry_answers(system: Actor, justice: Unit) -> None:
    stage, pursuit = settled_stage(system, justice)
    assert (pursuit.lines.count(), pursuit.document, pursuit.due_on) == (2, "12/2024/NĐ-CP", date(2027, 12, 31))
    assert settled_of(stage).waiting == 2
    pursuit = send_pursuit(
        actor=system, pursuit=pursuit, number="77/UBND", sent_on=TODAY, owner="Bộ thử", version=pursuit.version
    )
    assert pursuit.waits
    with pytest.raises(UserError) as fault:
        answer_pursuit(
            actor=system, pursuit=pursuit, number="1/BTP", answered_on=date(2026, 3, 1), answer="không",
            version=pursuit.version,
        )  # fmt: skip
    assert fault.value.code == "answered-early"
    pursuit.refresh_from_db()
    pursuit = answer_pursuit(
        actor=system, pursuit=pursuit, number="1/BTP", answered_on=TODAY, answer="sẽ sửa", version=pursuit.version
    )
    assert not pursuit.waits
    found = settled_of(stage)
    assert (found.fits, found.settled, found.waiting) == (0, 2, 0)
    assert {step.key: step.done for step in calendar_of(stage, TODAY)}["answers"]


def test_an_amendment_ends_by_its_document_and_is_put_off_only_with_a_reason(system: Actor, justice: Unit) -> None:
    stage, pursuit = settled_stage(system, justice)
    with pytest.raises(UserError) as fault:
        postpone_pursuit(actor=system, pursuit=pursuit, due_on=date(2028, 1, 1), reason=" ", version=pursuit.version)
    assert fault.value.code == "no-reason"
    pursuit.refresh_from_db()
    pursuit = postpone_pursuit(
        actor=system, pursuit=pursuit, due_on=date(2028, 1, 1), reason="chờ luật", version=pursuit.version
    )
    assert list(pursuit_rows(system, stage, date(2028, 1, 2), state="late")) == [pursuit]
    done = end_pursuit(
        actor=system, pursuit=pursuit, ended=Ended("amended", "9/2027/NĐ-CP", TODAY), version=pursuit.version
    )
    assert (done.outcome, done.waits) == ("amended", False)
    assert list(pursuit_rows(system, stage, TODAY, state="waiting")) == []
    assert list(pursuit_rows(system, stage, TODAY, state="ended")) == [pursuit]
    with pytest.raises(UserError) as fault:
        end_pursuit(actor=system, pursuit=done, ended=Ended("refused", "9/2027/NĐ-CP", TODAY), version=done.version)
    assert fault.value.code == "pursuit-ended"


def test_the_way_of_a_second_stage_on_pages(system: Actor, justice: Unit, client_with: Callable[..., Client]) -> None:
    first = first_stage(system, justice)
    office = client_with("review.view", "review.plan", "review.check", "review.decide", "review.assess", "online.edit")
    page = office.get(reverse("review:campaign", args=[first.public_id])).content.decode()
    assert "2 thủ tục chưa phù hợp" in page
    office.post(reverse("review:second-stage", args=[first.public_id]))
    stage = Campaign.objects.get(follows=first)
    assert stage.state == CampaignState.DRAFT
    plan = office.get(reverse("review:plan", args=[stage.public_id])).content.decode()
    assert "31/10/2026" in plan
    part = stage.units.get()
    made = {"number": "45/KH-STP", "signed_on": "02/03/2026", "version": part.version}
    assert office.post(reverse("review:part-plan", args=[part.public_id]), made).status_code == 302
    assert "45/KH-STP" in office.get(reverse("review:part", args=[part.public_id])).content.decode()
    assert "Giai đoạn hai:" in office.get(reverse("review:campaign", args=[first.public_id])).content.decode()


def test_a_provision_is_followed_on_pages(system: Actor, justice: Unit, client_with: Callable[..., Client]) -> None:
    stage, pursuit = settled_stage(system, justice)
    office = client_with("review.view", "review.check")
    follow = office.get(reverse("review:follow", args=[stage.public_id])).content.decode()
    assert "12/2024/NĐ-CP" in follow
    address = reverse("review:pursuit-sent", args=[pursuit.public_id])
    wrong = office.post(address, {"number": "77/UBND", "sent_on": "03/03/2026", "version": pursuit.version})
    assert (wrong.status_code, "không thể sau hôm nay" in wrong.content.decode()) == (422, True)
    good = office.post(address, {"number": "77/UBND", "sent_on": "02/03/2026", "version": pursuit.version})
    assert good.status_code == 302
    assert "77/UBND" in office.get(reverse("review:pursuit", args=[pursuit.public_id])).content.decode()
    assert office.get(reverse("review:pursuit", args=["khong-co"])).status_code == 404
    assert stage.lines.filter(state=LineState.DECIDED).count() == 2


def test_the_second_stage_goes_on_with_the_unit_that_had_the_procedure(system: Actor, justice: Unit) -> None:
    """Nobody has to give the same procedures to the same unit a second time."""
    stage = stage_of(system, first_stage(system, justice))
    assert {line.unit_id for line in stage.lines.all()} == {justice.pk}
    assert [part.unit_id for part in stage.units.all()] == [justice.pk]


def test_a_unit_that_the_plan_of_the_second_stage_leaves_out_is_given_nothing(system: Actor, justice: Unit) -> None:
    stage = plan_second_stage(actor=system, campaign=first_stage(system, justice))
    stage.units.all().delete()
    stage = open_campaign(actor=system, campaign=stage, version=stage.version)
    while make_lines(actor=system, campaign=stage):
        pass
    assert {line.unit_id for line in stage.lines.all()} == {None}


def test_an_unsuitable_procedure_says_so_beside_its_level_and_where_it_is_taken_up_again(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    """Its level alone would read as if it were to come."""
    first = first_stage(system, justice)
    client = client_with("review.view", "review.plan", "review.check")
    shown = client.get(reverse("review:lines", args=[first.public_id])).content.decode()
    assert shown.count("chưa phù hợp (") == 2
    line = first.lines.filter(suitable=False).order_by("pk")[0]
    address = reverse("review:line", args=[line.public_id])
    shown = client.get(address).content.decode()
    assert "chưa phù hợp (" in shown
    assert "mở đợt rà soát mới" in shown
    stage = stage_of(system, first)
    again = stage.lines.get(procedure=line.procedure_id)
    shown = client.get(address).content.decode()
    assert "mở đợt rà soát mới" not in shown
    assert f'đang được xem xét lại trong đợt <a href="{reverse("review:line", args=[again.public_id])}">' in shown

"""A campaign from its plan to the Chair's decision, and what each step asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.online.models import OnlineService
from motcua.organisation.models import Unit
from motcua.review.content import Conclusion, Signed
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignLine,
    CampaignState,
    LineState,
    Remark,
    UnitState,
)
from motcua.review.services.checking import confirm_unit, draw_sample, judge_sample, return_lines
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.deciding import consolidate, record_decision, reopen_lines
from motcua.review.services.opening import close_campaign, make_lines, open_campaign
from motcua.review.services.planning import choose_procedures, plan_campaign
from motcua.review.services.submitting import approve_unit
from motcua.web.faults import Denied, Stale, UserError
from tests.review.campaigns import GOOD, answered, assessed, confirmed, content, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
SIGNED = Signed("1024/QĐ-UBND", date(2026, 3, 2), "Người ký thử")


def the_line(campaign: Campaign, code: str = "") -> CampaignLine:
    """A line with its procedure at hand."""
    rows = campaign.lines.select_related("procedure")
    line = rows.filter(procedure__code=code).first() if code else rows.first()
    assert line is not None
    return line


def test_all_the_way_to_the_register_of_services(system: Actor, justice: Unit) -> None:
    procedures(3)
    campaign = opened(system)
    assert (campaign.state, campaign.law_date) == (CampaignState.OPEN, date(2026, 3, 2))
    part = given_to(system, campaign, justice)
    assessed(system, part)
    part = sent(system, part)
    campaign.refresh_from_db()
    assert (campaign.state, part.state) == (CampaignState.CHECKING, UnitState.SUBMITTED)
    part = confirmed(system, part)
    assert part.state == UnitState.CONFIRMED
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    campaign = record_decision(actor=system, campaign=campaign, signed=SIGNED, version=campaign.version)
    assert campaign.state == CampaignState.DECIDED
    assert set(campaign.lines.values_list("state", flat=True)) == {LineState.DECIDED}
    services = OnlineService.objects.filter(campaign=campaign.public_id)
    assert set(services.values_list("level", "decision_no")) == {("full", "1024/QĐ-UBND")}
    assert services.count() == 3


def test_every_change_of_state_is_in_the_log(system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    part = sent_part = given_to(system, campaign, justice)
    assessed(system, part)
    sent_part = sent(system, part)
    return_lines(
        actor=system, part=sent_part, remarks=[(the_line(campaign), "Thiếu căn cứ.")], version=sent_part.version
    )
    verbs = list(Entry.objects.filter(verb__startswith="review.").order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "review.campaign.planned",
        "review.campaign.opened",
        "review.lines.made",
        "review.lines.assigned",
        "review.line.assessed",
        "review.unit.approved",
        "review.unit.submitted",
        "review.campaign.checking",
        "review.line.returned",
    ]
    assert Entry.objects.get(verb="review.line.returned").facts["reason"] == "Thiếu căn cứ."


def test_a_decided_line_never_changes_not_even_past_the_services(system: Actor, justice: Unit) -> None:
    line = decided_line(system, justice)
    for change in ({"level": "partial"}, {"state": LineState.OPEN}, {"note": "khác"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CampaignLine.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Remark.objects.create(line=line, text="sau quyết định", said_at=line.assessed_at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Campaign.objects.filter(pk=line.campaign_id).update(state=CampaignState.OPEN)
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


def decided_line(system: Actor, unit: Unit, level: str = "full", year: int | None = 2026) -> CampaignLine:
    """A line of a decided campaign."""
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, unit)
    assessed(system, part, level, year)
    confirmed(system, sent(system, part))
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    record_decision(actor=system, campaign=campaign, signed=SIGNED, version=campaign.version)
    return the_line(campaign)


def test_a_decided_line_is_taken_up_again_only_as_a_new_act(system: Actor, justice: Unit) -> None:
    old = decided_line(system, justice)
    plan = plan_campaign(actor=system, content=content(title="Rà soát bổ sung"))
    with pytest.raises(UserError) as fault:
        reopen_lines(actor=system, lines=[old], into=plan, reason="Luật đổi", version=plan.version)
    assert fault.value.code == "wrong-state"
    procedures(2, first=50)
    plan = choose_procedures(
        actor=system,
        campaign=plan,
        codes=[old.procedure.code],
        wanted=False,
        reason="đã có kết quả",
        version=plan.version,
    )
    running = open_campaign(actor=system, campaign=plan, version=plan.version)
    make_lines(actor=system, campaign=running)
    (new,) = reopen_lines(actor=system, lines=[old], into=running, reason="Luật đổi", version=running.version)
    assert (new.reopens, new.state, new.unit_id) == (old, LineState.OPEN, justice.pk)
    old.refresh_from_db()
    assert old.state == LineState.DECIDED


def test_the_second_stage_takes_up_what_the_first_found_unfit(system: Actor, justice: Unit) -> None:
    old = decided_line(system, justice, level="not_met", year=None)
    first = Campaign.objects.get(pk=old.campaign_id)
    procedures(2, first=50)
    second = opened(system, kind=CampaignKind.UNSUITABLE, follows=first)
    assert [line.procedure_id for line in second.lines.all()] == [old.procedure_id]


def test_a_returned_line_goes_back_to_its_author_and_the_rest_stays(system: Actor, justice: Unit, staff_with) -> None:  # type: ignore[no-untyped-def]
    author, other = (staff_with("review.assess", unit_id=justice.pk) for _n in range(2))
    procedures(3)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(author, part)
    part = sent(system, part)
    line = the_line(campaign)
    part = return_lines(actor=system, part=part, remarks=[(line, "Nêu điều, khoản.")], version=part.version)
    states = list(campaign.lines.order_by("pk").values_list("state", flat=True))
    assert states == [LineState.RETURNED, LineState.SUBMITTED, LineState.SUBMITTED]
    line.refresh_from_db()
    assert line.assignee == author.user
    again = Conclusion(line, line.version, "partial", suitable=True, year=2026, note="x", answer="Đã bổ sung khoản 2.")
    with pytest.raises(Denied):
        conclude_lines(actor=other, conclusions=[again])
    with pytest.raises(UserError) as fault:
        conclude_lines(actor=author, conclusions=[replace(again, answer="")])
    assert fault.value.code == "no-answer"
    conclude_lines(actor=author, conclusions=[again])
    assert Remark.objects.get(line=line).answer == "Đã bổ sung khoản 2."
    part = confirmed_rest(system, sent(system, part))
    assert part.state == UnitState.CONFIRMED


def confirmed_rest(system: Actor, part):  # type: ignore[no-untyped-def]
    """A part confirmed after a sample of two."""
    return confirmed(system, part, size=2)


def test_confirming_asks_for_a_sample_looked_at_and_no_faults(system: Actor, justice: Unit) -> None:
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part, year=2026)
    CampaignLine.objects.filter(pk=the_line(campaign).pk).update(year=None)
    part = sent(system, part)
    with pytest.raises(UserError) as fault:
        confirm_unit(actor=system, part=part, version=part.version)
    assert fault.value.code == "no-sample"
    check = draw_sample(actor=system, part=part, version=part.version, seed=7)
    part.refresh_from_db()
    with pytest.raises(UserError) as fault:
        confirm_unit(actor=system, part=part, version=part.version)
    assert fault.value.code == "sample-waiting"
    for sample in check.samples.all():
        judge_sample(actor=system, sample=sample, points=GOOD, note="", version=sample.version)
    with pytest.raises(UserError) as fault:
        confirm_unit(actor=system, part=part, version=part.version)
    assert fault.value.code == "target-against-facts"


def test_a_failed_sample_must_be_returned_before_the_rest_is_confirmed(system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    part = sent(system, part)
    sample = draw_sample(actor=system, part=part, version=part.version).samples.get()
    with pytest.raises(UserError) as fault:
        judge_sample(actor=system, sample=sample, points={**GOOD, "ground": False}, note="", version=sample.version)
    assert fault.value.code == "no-note"
    judge_sample(
        actor=system, sample=sample, points={**GOOD, "ground": False}, note="Sai khoản", version=sample.version
    )
    part.refresh_from_db()
    with pytest.raises(UserError) as fault:
        confirm_unit(actor=system, part=part, version=part.version)
    assert fault.value.code == "sample-failed"


def test_the_head_approves_only_what_is_whole_and_only_of_the_own_unit(
    system: Actor, justice: Unit, finance: Unit, actor_with
) -> None:  # type: ignore[no-untyped-def]
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    with pytest.raises(UserError) as fault:
        approve_unit(actor=actor_with("review.approve", unit_id=justice.pk), part=part, version=part.version)
    assert fault.value.code == "lines-open"
    assessed(system, part)
    part.refresh_from_db()
    with pytest.raises(Denied):
        approve_unit(actor=actor_with("review.approve", unit_id=finance.pk), part=part, version=part.version)
    part = approve_unit(actor=actor_with("review.approve", unit_id=justice.pk), part=part, version=part.version)
    assert part.state == UnitState.APPROVED


def test_another_unit_writes_nothing_of_mine(system: Actor, justice: Unit, finance: Unit, staff_with) -> None:  # type: ignore[no-untyped-def]
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    with pytest.raises(Denied):
        assessed(staff_with("review.assess", unit_id=finance.pk), part)


def test_of_two_who_conclude_the_same_line_the_second_is_told(system: Actor, justice: Unit) -> None:
    procedures(1)
    campaign = opened(system)
    given_to(system, campaign, justice)
    line = the_line(campaign)
    answered([line])
    conclusion = Conclusion(line, line.version, "full", suitable=True, year=2026)
    conclude_lines(actor=system, conclusions=[conclusion])
    with pytest.raises(Stale):
        conclude_lines(actor=system, conclusions=[conclusion])


def test_a_campaign_ends_without_decision_only_with_a_reason(system: Actor) -> None:
    procedures(2)
    campaign = opened(system)
    with pytest.raises(UserError) as fault:
        close_campaign(actor=system, campaign=campaign, reason=" ", version=campaign.version)
    assert fault.value.code == "no-reason"
    campaign = close_campaign(actor=system, campaign=campaign, reason="Hoãn theo chỉ đạo", version=campaign.version)
    assert set(campaign.lines.values_list("state", "closed_because")) == {("closed", "Hoãn theo chỉ đạo")}

"""Targets of a plan against facts, what is due with its clock, and the calendar of work behind a plan's days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import Actor
from motcua.online.models import OnlineService
from motcua.organisation.models import Unit
from motcua.review.content import Conclusion, Signed, TargetGiven, TaskGiven
from motcua.review.dashboard import standing
from motcua.review.deadlines import days_off
from motcua.review.due import NEAR, due_of, report_day
from motcua.review.measuring import measured
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.deciding import consolidate, record_decision
from motcua.review.services.planning import set_targets, write_tasks
from motcua.web.faults import UserError
from tests.review.campaigns import TODAY, answered, assessed, confirmed, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
GOAL = TargetGiven("Toàn trình cấp xã", Decimal(50), date(2026, 12, 31), "commune")


def test_planned_and_launched_are_two_figures(system: Actor, justice: Unit) -> None:
    procedures(4)
    campaign = opened(system)
    set_targets(actor=system, campaign=campaign, targets=[GOAL], version=campaign.version)
    part = given_to(system, campaign, justice)
    lines = list(campaign.lines.select_related("procedure", "campaign"))
    answered(lines)
    years = (2026, 2026, 2026, 2027)
    conclude_lines(
        actor=system,
        conclusions=[
            Conclusion(row, row.version, "full", suitable=True, year=year)
            for row, year in zip(lines, years, strict=True)
        ],
    )
    found = measured(campaign, TODAY)[0]
    assert (found.among, found.planned, found.launched, found.state) == (4, 3, 0, "running")
    assert not found.falls_short
    assert measured(campaign, date(2027, 1, 1))[0].state == "missed"
    sent(system, part)
    confirmed(system, part)
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    signed = Signed("1/QĐ-UBND", TODAY, "Người ký thử")
    record_decision(actor=system, campaign=campaign, signed=signed, version=campaign.version)
    opened_ones = OnlineService.objects.filter(procedure__in=[line.procedure_id for line in lines[:2]])
    assert opened_ones.update(launched_on=TODAY) == 2
    found = measured(campaign, TODAY)[0]
    assert (found.launched, found.launched_percent, found.state) == (2, Decimal("50.0"), "reached")


def test_a_plan_that_would_miss_its_target_is_told_so(system: Actor, justice: Unit) -> None:
    procedures(2)
    campaign = opened(system)
    set_targets(actor=system, campaign=campaign, targets=[GOAL], version=campaign.version)
    assessed(system, given_to(system, campaign, justice), "not_met", None)
    found = measured(campaign, TODAY)[0]
    assert (found.planned, found.falls_short) == (0, True)
    empty = TargetGiven("Cấp tỉnh", Decimal(10), date(2026, 12, 31), "province")
    campaign.refresh_from_db()
    set_targets(actor=system, campaign=campaign, targets=[empty], version=campaign.version)
    assert measured(campaign, TODAY)[0].state == "unknown"


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 20)),
        (date(2026, 3, 20), date(2026, 3, 20)),
        (date(2026, 3, 21), date(2026, 4, 20)),
        (date(2026, 12, 31), date(2027, 1, 20)),
    ],
)
def test_the_monthly_report_is_due_on_the_day_of_the_rule(today: date, due: date) -> None:
    assert report_day(today) == due


@given(today=st.dates(date(2020, 1, 1), date(2060, 12, 1)))
def test_the_next_report_is_never_past_and_at_most_a_month_ahead(today: date) -> None:
    assert 0 <= (report_day(today) - today).days <= 31


def test_what_is_due_stands_on_the_dashboard_with_its_clock(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    procedures(1)
    campaign = opened(system)
    tasks = [TaskGiven("Gửi báo cáo giữa kỳ", due_on=date(2026, 3, 10))]
    write_tasks(actor=system, campaign=campaign, tasks=tasks, version=campaign.version)
    given_to(system, campaign, justice)
    rows = due_of(system, campaign, standing(system, campaign, TODAY), TODAY)
    assert [(row.what, row.left) for row in rows] == [
        ("Gửi báo cáo giữa kỳ", 8),
        ("Báo cáo hằng tháng về kết quả rà soát", 18),
    ]
    late = date(2026, 7, 10)
    found = {row.what: row.left for row in due_of(system, campaign, standing(system, campaign, late), late)}
    assert found["Sở Tư pháp tỉnh Vĩnh Long gửi kết quả 1 thủ tục"] == -10
    assert all(left <= NEAR for left in found.values())
    page = client_with("review.view").get(reverse("review:campaign", args=[campaign.public_id])).content.decode()
    assert "còn 18 ngày" in page


def test_days_of_a_plan_on_days_off_are_told(system: Actor, client_with: Callable[..., Client]) -> None:
    from motcua.review.services.planning import plan_campaign
    from tests.review.campaigns import content

    procedures(1)
    sunday = date(2026, 8, 30)
    campaign = plan_campaign(actor=system, content=content(check_due=sunday))
    bridge = date(2026, 8, 31)  # the day before the national day's holiday
    assert days_off(campaign) == {sunday, bridge}
    page = client_with("review.view", "review.plan").get(reverse("review:plan", args=[campaign.public_id]))
    assert "rơi vào ngày nghỉ" in page.content.decode()


def test_a_line_without_answers_is_not_concluded_and_one_of_many_stops_all(system: Actor, justice: Unit) -> None:
    procedures(2)
    campaign = opened(system)
    given_to(system, campaign, justice)
    lines = list(campaign.lines.select_related("procedure", "campaign"))
    answered(lines[:1])
    given_all = [Conclusion(row, row.version, "full", suitable=True, year=2026) for row in lines]
    with pytest.raises(UserError) as fault:
        conclude_lines(actor=system, conclusions=given_all)
    assert fault.value.code == "unanswered"
    assert lines[1].procedure.code in fault.value.message
    assert set(campaign.lines.values_list("state", flat=True)) == {"open"}


def test_many_procedures_are_marked_on_one_page(
    system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    from motcua.review.selecting import usual_weights
    from motcua.review.services.weighing import set_weights

    procedures(3)
    campaign = opened(system)
    set_weights(actor=system, campaign=campaign, weights=usual_weights(TODAY), version=campaign.version)
    given_to(system, campaign, justice)
    client = client_with("review.view", "review.assess", unit_id=justice.pk)
    address = reverse("review:marks", args=[campaign.public_id])
    assert "Chấm điểm lựa chọn" in client.get(address).content.decode()
    one, two, three = campaign.lines.order_by("procedure__code")
    sent_form = {f"v-{line.public_id}": str(line.version) for line in (one, two, three)}
    sent_form |= {f"{one.public_id}-S{n}": "5" for n in range(1, 5)}
    sent_form |= {f"{two.public_id}-S1": "0", **{f"{two.public_id}-S{n}": "4" for n in range(2, 5)}}
    assert client.post(address, sent_form).status_code == 302
    for line in (one, two, three):
        line.refresh_from_db()
    assert (one.score, two.score, three.score) == (Decimal(100), Decimal(0), None)
    wrong = {f"v-{three.public_id}": str(three.version), **{f"{three.public_id}-S{n}": "9" for n in range(1, 5)}}
    assert client.post(address, wrong).status_code == 422
    stale = {f"v-{one.public_id}": "1", **{f"{one.public_id}-S{n}": "4" for n in range(1, 5)}}
    assert client.post(address, stale).status_code == 409

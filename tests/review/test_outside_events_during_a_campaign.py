"""A unit is merged, a procedure is abolished while a campaign runs: each has its outcome."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.catalog.services.abolishing import abolish_procedures
from motcua.organisation.models import Unit, UnitPeriod, UnitSuccession
from motcua.review.models import LineState, UnitState
from motcua.review.services.deciding import consolidate
from motcua.review.services.keeping import keep_up
from motcua.review.services.reminding import remind_unit
from tests.review.campaigns import assessed, confirmed, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def merge(old: Unit, heir: Unit | None) -> None:
    """End a unit on 1 April, its work going to `heir`."""
    UnitPeriod.objects.filter(unit=old, valid_to=None).update(valid_to=DAY)
    if heir is not None:
        UnitSuccession.objects.create(predecessor=old, successor=heir, on_date=DAY, default=True)


def test_work_of_a_merged_unit_passes_to_its_heir_with_a_note(
    system: Actor, justice: Unit, finance: Unit, clock
) -> None:  # type: ignore[no-untyped-def]
    procedures(3)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    merge(justice, finance)
    clock("2026-04-02 09:00")
    kept = keep_up(actor=system, campaign=campaign)
    assert (kept.handed_over, kept.closed, kept.without_heir) == (1, 0, 0)
    assert set(campaign.lines.values_list("unit", "state")) == {(finance.pk, LineState.ASSESSED)}
    part.refresh_from_db()
    heir = campaign.units.get(unit=finance)
    assert (part.state, part.handed_to) == (UnitState.HANDED_OVER, heir)
    assert "Sở Tư pháp" in heir.note
    assert keep_up(actor=system, campaign=campaign).handed_over == 0
    confirmed(system, sent(system, heir))
    assert Entry.objects.filter(verb="review.unit.handed_over").count() == 1


def test_results_at_the_office_stay_there_when_their_unit_is_merged(
    system: Actor, justice: Unit, finance: Unit, clock
) -> None:  # type: ignore[no-untyped-def]
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    sent(system, part)
    merge(justice, finance)
    clock("2026-04-02 09:00")
    keep_up(actor=system, campaign=campaign)
    heir = campaign.units.get(unit=finance)
    assert heir.state == UnitState.SUBMITTED
    assert confirmed(system, heir).state == UnitState.CONFIRMED


def test_a_unit_without_known_heir_keeps_its_work_and_says_so(system: Actor, justice: Unit, clock) -> None:  # type: ignore[no-untyped-def]
    procedures(1)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    merge(justice, None)
    clock("2026-04-02 09:00")
    assert keep_up(actor=system, campaign=campaign).without_heir == 1
    part.refresh_from_db()
    assert part.state != UnitState.HANDED_OVER
    assert "chưa rõ đơn vị kế thừa" in part.note
    assert campaign.lines.get().unit == justice


def test_an_abolished_procedure_leaves_the_campaign_with_its_reason(system: Actor, justice: Unit, clock) -> None:  # type: ignore[no-untyped-def]
    gone, _kept = procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    assessed(system, part)
    confirmed(system, sent(system, part))
    abolish_procedures(actor=system, days={gone.pk: DAY})
    clock("2026-04-02 09:00")
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    line = campaign.lines.get(procedure=gone)
    assert (line.state, line.closed_because) == (
        LineState.CLOSED,
        "Thủ tục bị bãi bỏ từ 01/04/2026 trong thời gian rà soát.",
    )


def test_a_unit_that_owes_lines_is_reminded_by_letter(system: Actor, justice: Unit, clock) -> None:  # type: ignore[no-untyped-def]
    procedures(2)
    campaign = opened(system)
    part = given_to(system, campaign, justice)
    clock("2026-07-05 09:00")
    paper = remind_unit(actor=system, part=part, reply_by=date(2026, 7, 15))
    assert paper.data["lines"][0]["about"] == "2 thủ tục"
    assert paper.data["lines"][0]["elapsed"] == "quá 5 ngày"
    assert "opening" not in paper.data  # the template's own words: due or late
    assert part.reminders.count() == 1

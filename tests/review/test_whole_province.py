"""A campaign of 1,825 procedures, 20 units and 100 communes goes through all its states."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.organisation.models import Unit, UnitPeriod
from motcua.review.content import Signed, UnitGiven
from motcua.review.dashboard import standing
from motcua.review.models import CampaignState, LineState, UnitRole
from motcua.review.services.deciding import consolidate, record_decision
from motcua.review.services.planning import set_units
from tests.review.campaigns import TODAY, assessed, confirmed, given_to, opened, procedures, sent

pytestmark = pytest.mark.django_db
SIZE, LEADS, COMMUNES = 1825, 20, 100
PART = 200  # procedures on PostgreSQL, where the same statements take several times as long


def units(tier: str, count: int) -> list[Unit]:
    """So many units of a tier."""
    rows = UnitPeriod.objects.on(TODAY).filter(tier__key=tier).select_related("unit").order_by("pk")
    found = list(dict.fromkeys(row.unit for row in rows))[:count]
    assert len(found) == count, f"only {len(found)} units at the tier {tier}"
    return found


def test_all_states_at_the_size_of_a_province(system: Actor, vinh_long: Unit, on_postgres: bool) -> None:
    size = PART if on_postgres else SIZE
    procedures(size)
    campaign = opened(system)
    assert campaign.lines.count() == size
    leads, communes = units("province", LEADS), units("commune", COMMUNES)
    helpers = [UnitGiven(unit, lead=False) for unit in communes]
    campaign = set_units(actor=system, campaign=campaign, units=helpers, version=campaign.version)
    lines = list(campaign.lines.select_related("procedure").order_by("pk"))
    parts = [given_to(system, campaign, unit, lines[place::LEADS]) for place, unit in enumerate(leads)]
    for place, part in enumerate(parts):
        assessed(system, part, *(("full", 2026) if place % 4 else ("not_met", None)))
        sent(system, part)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.CHECKING
    with CaptureQueriesContext(
        connection,
    ) as seen:
        stands = standing(system, campaign, TODAY)
    assert len(seen) <= 6
    assert (len(stands.leads), len(stands.helpers), stands.whole.submitted) == (LEADS, COMMUNES, size)
    for part in parts:
        confirmed(system, part)
    campaign.refresh_from_db()
    campaign = consolidate(actor=system, campaign=campaign, version=campaign.version)
    signed = Signed("1/QĐ-UBND", date(2026, 3, 2), "Người ký thử")
    campaign = record_decision(actor=system, campaign=campaign, signed=signed, version=campaign.version)
    assert campaign.lines.filter(state=LineState.DECIDED).count() == size
    assert campaign.units.filter(role=UnitRole.COOPERATING).count() == COMMUNES

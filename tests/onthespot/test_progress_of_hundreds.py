"""The page of progress and the list of entries with hundreds of entries: as many statements as with a few."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from motcua.catalog.models import AgencyLine, AgencyRole, Field, Procedure, ProcedureVersion, TierLine, VersionState
from motcua.onthespot.models import ListState, SpotEntry, SpotList, SpotState
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.services.reports import make_report
from motcua.organisation.models import Delegation, PowerScope
from motcua.organisation.services.units import move_unit
from tests.onthespot.test_five_acts_on_the_spot import ALL, DAY, FIRST, centre_list, place, power, proposed, second_seal

__all__ = ["place", "proposed"]
pytestmark = pytest.mark.django_db
PHASES = ("1", "2", "3")
PAGES = ("onthespot:progress", "onthespot:entries", "control-home")


def many(place: Any, unit: Any, system: Any, count: int, departments: int = 8, first: int = 1) -> None:
    """So many procedures at the centre, of several departments, each in force on the spot under a delegation."""
    committee, own, desk = place
    units = [own]
    for number in range(departments - 1):
        made = unit(f"Sở Thử số {first + number}", "so")
        move_unit(actor=system, unit=made, parent=committee, day=date(2018, 1, 2), version=made.version)
        units.append(made)
    field, _new = Field.objects.get_or_create(name="Hộ tịch", key="hộ tịch")
    rows = Procedure.objects.bulk_create(Procedure(code=f"7.{first + n:06d}") for n in range(count))
    versions = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(
            procedure=row, number=1, name=f"Thủ tục {row.code}", field=field, fingerprint=row.code,
            effective_from=date(2019, 1, 1),
        )
        for row in rows
    )  # fmt: skip
    TierLine.objects.bulk_create(TierLine(procedure_version=one, ordinal=1, tier="province") for one in versions)
    AgencyLine.objects.bulk_create(
        AgencyLine(
            procedure_version=one, ordinal=1, role=AgencyRole.EXECUTING, name=units[n % departments].on(DAY).name
        )
        for n, one in enumerate(versions)
    )
    ProcedureVersion.objects.filter(procedure__in=rows).update(state=VersionState.PUBLISHED)
    only = ProcedureVersion.objects.filter(procedure=OuterRef("pk")).values("pk")
    Procedure.objects.filter(pk__in=[row.pk for row in rows]).update(current=Subquery(only[:1]))
    centre_list(list(rows))
    listed, _new = SpotList.objects.get_or_create(
        title="Danh mục", state=ListState.DECIDED, decision_no="3/QĐ-UBND", signed_on=FIRST, signer="Chủ tịch"
    )
    SpotEntry.objects.bulk_create(
        SpotEntry(
            procedure=row, unit=units[n % departments], desk=desk, state=SpotState.IN_FORCE, acts=ALL,
            authority="chair", phase=PHASES[n % 3], process="Tiếp nhận", spot="five", started_on=FIRST,
            decided_by=listed,
        )
        for n, row in enumerate(rows)
    )  # fmt: skip
    held = Delegation.objects.get()
    scope = PowerScope.objects.filter(delegation=held).values("party").first()
    assert scope is not None
    PowerScope.objects.bulk_create(
        PowerScope(
            delegation=held, party=scope["party"], code=row.code, valid_from=held.valid_from, valid_to=held.valid_to
        )
        for row in rows
    )


@pytest.fixture
def hundreds(system: Any, place: Any, unit: Any) -> Any:
    """`hundreds(500)`: so many more entries."""
    power(system, place)
    second_seal(system, place)
    return lambda count, first=1: many(place, unit, system, count, departments=4, first=first)


def test_pages_cost_as_many_statements_with_hundreds_as_with_a_few(
    hundreds: Any, client_with: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_with("onthespot.view", "onthespot.decide", "control.view")
    allowed = {}
    hundreds(9)
    for page in PAGES:
        client.get(reverse(page))
        with django_assert_max_num_queries(60) as few:
            assert client.get(reverse(page)).status_code == 200
        allowed[page] = len(few)
    hundreds(291, first=100)
    for page in PAGES:
        client.get(reverse(page))
        with django_assert_max_num_queries(allowed[page]):
            assert client.get(reverse(page)).status_code == 200


def test_phases_shares_and_the_report_of_hundreds_add_up(hundreds: Any, system: Any) -> None:
    hundreds(300)
    stands = {one.phase.no: one for one in phase_stands(DAY)}
    assert {stands[no].lists.total for no in PHASES} == {100}
    assert sum(one.powers.total for one in stands.values()) == 300
    assert make_report(actor=system, month=DAY).figures["five"] == 300
    assert SpotEntry.objects.filter(state=SpotState.IN_FORCE, version=F("version")).count() == 300

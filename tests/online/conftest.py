"""A few procedures in force, decisions, services of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.catalog.models import Field, Procedure, ProcedureVersion, TierLine, VersionState
from motcua.online.content import Decided, ServiceLine
from motcua.online.models import OnlineService, PartialKind
from motcua.online.reasons import PartialReason
from motcua.online.services import record_decided
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words

TODAY = "2026-11-20 09:00"
PRESENCE = PartialReason(PartialKind.PRESENCE, article="khoản 2 Điều 10 Luật Hộ tịch")
OWN_SITE = PartialReason(PartialKind.SITE, article="Điều 4 Quyết định 15/2024/QĐ-UBND", own=True)


def procedure(
    code: str, *, field: str = "Hộ tịch", tiers: tuple[str, ...] = ("commune",), since: date = date(2019, 1, 1)
) -> Procedure:
    """A public procedure with one version in force."""
    row, _made = Procedure.objects.get_or_create(code=code)
    where = Field.objects.get_or_create(name=field, key=field.lower())[0]
    version = ProcedureVersion.objects.create(
        procedure=row, number=1, name=f"Thủ tục {code}", field=where, fingerprint=code, effective_from=since
    )
    for ordinal, tier in enumerate(tiers, start=1):
        TierLine.objects.create(procedure_version=version, ordinal=ordinal, tier=tier)
    ProcedureVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=row.pk).update(current=version)
    row.refresh_from_db()
    return row


def abolish(row: Procedure, day: date) -> None:
    """End a procedure's version in force."""
    ProcedureVersion.objects.filter(current_of=row).update(state=VersionState.ABOLISHED, effective_to=day)
    Procedure.objects.filter(pk=row.pk).update(current=None)
    row.refresh_from_db()


def decided(day: date = date(2026, 8, 3), number: str = "1200/QĐ-UBND") -> Decided:
    """A decision signed and effective on a day."""
    return Decided(number, day, "Chủ tịch", day)


@pytest.fixture
def today(clock: Callable[[str], object]) -> date:
    """The day on which the tests stand."""
    clock(TODAY)
    return date(2026, 11, 20)


@pytest.fixture
def system(today: date) -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def three(db: None) -> tuple[Procedure, Procedure, Procedure]:
    """Birth and marriage at communes, a permit at the province."""
    return (
        procedure("1.000001"),
        procedure("1.000002"),
        procedure("1.000003", field="Xây dựng", tiers=("province",)),
    )


@pytest.fixture
def served(system: Actor, three: object) -> Callable[..., OnlineService]:
    """`served("1.000001", "full", launched_on=…)`: a service of the register as one decision says it."""

    def make(
        code: str, level: str = "full", *, day: date = date(2026, 8, 3), number: str = "1200/QĐ-UBND", **more: object
    ) -> OnlineService:
        line = ServiceLine(code, level, **more)  # type: ignore[arg-type]
        record_decided(actor=system, decision=decided(day, number), lines=[line])
        return OnlineService.objects.on(day).get(procedure__code=code)

    return make


@pytest.fixture
def unit(system: Actor, db: None) -> Callable[..., Unit]:
    """`unit("Sở Tư pháp", "so", "province")`: a unit that has been there for years."""
    shipped_words()

    def make(name: str, kind: str = "centre", tier: str = "province", day: date = date(2018, 1, 1)) -> Unit:
        kinds, tiers = UnitKind.objects.get(key=kind), Tier.objects.get(key=tier)
        return open_unit(actor=system, content=UnitContent(name, kinds, tiers, "01/NQ-HĐND"), day=day)

    return make

"""A few procedures in force, and lists about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.catalog.models import Field, Procedure, ProcedureVersion, TierLine, VersionState
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.receiving.models import ListKind, ReceivingList
from motcua.receiving.services.deciding import Decision, put_in_force
from motcua.receiving.services.drafting import LineWords, add_lines, open_draft


def procedure(code: str, *, field: str = "Hộ tịch", tiers: tuple[str, ...] = ("commune",)) -> Procedure:
    """A public procedure with one version in force."""
    row, _made = Procedure.objects.get_or_create(code=code)
    where = Field.objects.get_or_create(name=field, key=field.lower())[0]
    version = ProcedureVersion.objects.create(
        procedure=row, number=1, name=f"Thủ tục {code}", field=where, fingerprint=code, effective_from=date(2025, 7, 1)
    )
    for ordinal, tier in enumerate(tiers, start=1):
        TierLine.objects.create(procedure_version=version, ordinal=ordinal, tier=tier)
    ProcedureVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=row.pk).update(current=version)
    row.refresh_from_db()
    return row


def decision(day: date, number: str = "12/QĐ-UBND") -> Decision:
    """A decision signed and effective on a day."""
    return Decision(number, day, "Chủ tịch", day)


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def unit(db: None, system: Actor) -> Callable[..., Unit]:
    """`unit("Sở Xây dựng", "department", "province")`: a unit that has been there for years."""
    shipped_words()

    def make(name: str, kind: str = "centre", tier: str = "province", code: str = "") -> Unit:
        kinds, tiers = UnitKind.objects.get(key=kind), Tier.objects.get(key=tier)
        return open_unit(actor=system, content=UnitContent(name, kinds, tiers, "01/NQ-HĐND"), day=date(2025, 7, 1))

    return make


@pytest.fixture
def commune_desk(unit: Callable[..., Unit]) -> Unit:
    """The one-stop unit of a commune."""
    return unit("Trung tâm Phục vụ hành chính công xã An Phú Tân", tier="commune")


@pytest.fixture
def other_desk(unit: Callable[..., Unit]) -> Unit:
    """The one-stop unit of another commune."""
    return unit("Trung tâm Phục vụ hành chính công xã Cầu Kè", tier="commune")


@pytest.fixture
def centre(unit: Callable[..., Unit]) -> Unit:
    """The one-stop unit of the province."""
    return unit("Trung tâm Phục vụ hành chính công tỉnh")


@pytest.fixture
def three(db: None) -> tuple[Procedure, Procedure, Procedure]:
    """Birth and marriage at communes, a permit at the province."""
    return (
        procedure("1.000001"),
        procedure("1.000002"),
        procedure("1.000003", field="Xây dựng", tiers=("province",)),
    )


@pytest.fixture
def draft(db: None, system: Actor) -> Callable[..., ReceivingList]:
    """`draft("centre", "1.000001")`: an open draft with these procedures."""

    def make(
        kind: str, *codes: str, unit: Unit | None = None, reason: str = "", group: str = "", copy: bool = False
    ) -> ReceivingList:
        row = open_draft(actor=system, kind=ListKind(kind), unit=unit, copy_last=copy)
        if codes:
            words = LineWords(reason, group)
            add_lines(actor=system, receiving_list=row, codes=codes, words=words, version=row.version)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def issued(draft: Callable[..., ReceivingList], system: Actor) -> Callable[..., ReceivingList]:
    """`issued(date(2026, 1, 1), "centre", "1.000001")`: a list in force from that day."""

    def make(day: date, kind: str, *codes: str, **more: object) -> ReceivingList:
        row = draft(kind, *codes, **more)
        return put_in_force(actor=system, receiving_list=row, decision=decision(day), version=row.version)

    return make

"""The province of Vĩnh Long as the product ships it, loaded once for all stories of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.organisation import naming
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from tests import province


@pytest.fixture(scope="package")
def vinh_long(django_db_setup: None, django_db_blocker: object) -> Iterator[Unit]:
    """The chosen province with districts, communes and departments, before and after 1 July 2025."""
    with province.vinh_long(django_db_blocker) as unit:
        yield unit


@pytest.fixture(autouse=True)
def no_kept_name() -> Iterator[None]:
    """Each story asks anew which province this is."""
    naming.forget()
    yield
    naming.forget()


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def unit_named(vinh_long: Unit, db: None) -> Callable[[str], Unit]:
    """`unit_named("dvhc-2025/commune/29317")`: a shipped unit by its identity."""
    return lambda origin: Unit.objects.get(origin=origin)


@pytest.fixture
def make_unit(vinh_long: Unit, db: None, system: Actor) -> Callable[..., Unit]:
    """`make_unit("Phòng A", day, parent=…)`: a new unit."""

    def make(
        name: str, day: date, *, parent: Unit | None = None, kind: str = "division", tier: str = "province"
    ) -> Unit:
        return open_unit(actor=system, content=content_of(name, kind, tier), day=day, parent=parent)

    return make


def content_of(name: str, kind: str = "division", tier: str = "province", **more: object) -> UnitContent:
    """What a unit is called and what it is."""
    return UnitContent(
        name=name,
        kind=UnitKind.objects.get(key=kind),
        tier=Tier.objects.get(key=tier),
        instrument="01/NQ-HĐND",
        **more,
    )

"""A province with departments, a clock, people in their units: what every story of review starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.organisation import naming
from motcua.organisation.models import Unit, UnitPeriod
from tests import province


@pytest.fixture(scope="package")
def vinh_long(django_db_setup: None, django_db_blocker: object) -> Iterator[Unit]:
    """The chosen province with its departments."""
    with province.vinh_long(django_db_blocker) as unit:
        yield unit


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    naming.forget()
    yield
    naming.forget()


@pytest.fixture(autouse=True)
def _today(clock: Callable[[str], object]) -> None:
    clock("2026-03-02 09:00")


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def unit_called(vinh_long: Unit, db: None) -> Callable[[str], Unit]:
    """`unit_called("Sở Tư pháp")`: the unit of that name today."""
    return lambda name: UnitPeriod.objects.on(date(2026, 3, 2)).get(name=name).unit


@pytest.fixture
def justice(unit_called: Callable[[str], Unit]) -> Unit:
    """The department of justice."""
    return unit_called("Sở Tư pháp tỉnh Vĩnh Long")


@pytest.fixture
def finance(unit_called: Callable[[str], Unit]) -> Unit:
    """The department of finance."""
    return unit_called("Sở Tài chính tỉnh Vĩnh Long")

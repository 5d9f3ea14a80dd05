"""Stories of the province's layer: by period, sourced, never over another's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure, ProvincialLayer
from motcua.catalog.selectors import layer_on
from motcua.catalog.services.layers import LayerContent, set_layer
from motcua.web.faults import Stale, UserError
from tests.catalog.records import BIRTH

DESK = LayerContent(receiving_desk="Trung tâm Phục vụ hành chính công xã")
SHORTER = LayerContent(limit_value=Decimal(3), limit_unit="working_day", limit_instrument="Quyết định 10/QĐ-UBND")


@pytest.fixture
def procedure(bring: Callable[..., object]) -> Procedure:
    bring(BIRTH)
    return Procedure.objects.get()


@pytest.fixture
def officer(staff_with: Callable[..., Actor]) -> Actor:
    return staff_with("catalog.edit")


def test_a_later_layer_ends_the_earlier_one_on_its_first_day(procedure: Procedure, officer: Actor) -> None:
    set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=DESK, version=1)
    set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 10, 1), content=SHORTER, version=2)
    before, after = layer_on(procedure, date(2026, 9, 30)), layer_on(procedure, date(2026, 10, 1))
    assert before is not None
    assert after is not None
    assert (before.receiving_desk, before.effective_to) == (DESK.receiving_desk, date(2026, 10, 1))
    assert (after.limit_value, after.receiving_desk) == (3, "")


def test_the_ministry_s_content_stays_as_it_is(procedure: Procedure, officer: Actor) -> None:
    before = list(procedure.current.channels.values_list("time_text", flat=True))  # type: ignore[union-attr]
    set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=SHORTER, version=1)
    assert list(procedure.current.channels.values_list("time_text", flat=True)) == before  # type: ignore[union-attr]


def test_two_people_never_overwrite_each_other(procedure: Procedure, officer: Actor) -> None:
    set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=DESK, version=1)
    with pytest.raises(Stale):
        set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=SHORTER, version=1)


REFUSED = [
    (LayerContent(fee_text="8.000 đồng"), "fee_instrument"),
    (LayerContent(limit_value=Decimal(3), limit_unit="working_day"), "limit_instrument"),
    (LayerContent(limit_value=Decimal(3)), "limit_unit"),
]


@pytest.mark.parametrize(("content", "field"), REFUSED)
def test_a_fee_or_a_time_needs_its_instrument(
    procedure: Procedure, officer: Actor, content: LayerContent, field: str
) -> None:
    with pytest.raises(UserError) as refusal:
        set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=content, version=1)
    assert refusal.value.field == field
    assert not procedure.layers.exists()


def test_a_layer_before_a_later_one_is_refused(procedure: Procedure, officer: Actor) -> None:
    set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 7, 1), content=DESK, version=1)
    with pytest.raises(UserError, match="ngày muộn hơn"):
        set_layer(actor=officer, procedure=procedure, effective_from=date(2026, 6, 1), content=DESK, version=2)


def test_the_database_refuses_a_second_open_layer(procedure: Procedure) -> None:
    ProvincialLayer.objects.create(procedure=procedure, effective_from=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvincialLayer.objects.create(procedure=procedure, effective_from=date(2026, 2, 1))

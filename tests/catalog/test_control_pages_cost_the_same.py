"""The control pages of the catalogue ask the database as often for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.catalog.models import Finding, ImportBatch
from motcua.catalog.record import ChannelRecord
from tests.catalog.records import BIRTH, another

Bring = Callable[..., ImportBatch]
UNCLEAR = (ChannelRecord("counter", time="7"),)
MOST = 30


@pytest.fixture
def officer(client_with: Callable[..., Client]) -> Client:
    return client_with("catalog.import", "catalog.settle", "catalog.edit")


def _asked(officer: Client, address: str) -> int:
    officer.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert officer.get(address).status_code == 200, address
    return len(asked)


def _rows(first: int, number: int) -> list[object]:
    return [another(f"1.1{place:05}", channels=UNCLEAR) for place in range(first, first + number)]


@pytest.mark.parametrize(
    "address",
    [
        "/kiem-soat/danh-muc/",
        "/kiem-soat/danh-muc/?q=thu+tuc&with_findings=on",
        "/kiem-soat/phat-hien/",
        "/kiem-soat/phat-hien/?kind=time_no_unit&severity=error",
        "/kiem-soat/nhap/",
    ],
)
def test_a_list_costs_the_same_for_forty_rows_as_for_two(officer: Client, bring: Bring, address: str) -> None:
    bring(*_rows(0, 2))
    few = _asked(officer, address)
    for start in (2, 20):
        bring(*_rows(start, 20))
    assert _asked(officer, address) == few <= MOST


def test_a_preview_costs_the_same_for_many_rows(officer: Client, preview: Bring) -> None:
    few = _asked(officer, f"/kiem-soat/nhap/{preview(*_rows(0, 2)).public_id}/")
    assert _asked(officer, f"/kiem-soat/nhap/{preview(*_rows(0, 40)).public_id}/") == few <= MOST


def test_a_procedure_with_many_parts_costs_the_same(officer: Client, bring: Bring) -> None:
    bring(BIRTH)
    address = f"/kiem-soat/danh-muc/{BIRTH.code}/"
    few = _asked(officer, address)
    many = replace(BIRTH, channels=BIRTH.channels * 9, components=BIRTH.components * 12, collected="2026-09")
    bring(many)
    bring(replace(many, steps="Đổi.", collected="2026-10"))
    assert _asked(officer, address) == few <= MOST
    assert _asked(officer, f"/thu-tuc/{BIRTH.code}/so-sanh/") <= MOST


def test_one_finding_costs_little(officer: Client, bring: Bring) -> None:
    bring(*_rows(0, 3))
    row = Finding.objects.filter(kind="time_no_unit").first()
    assert row is not None
    assert _asked(officer, f"/kiem-soat/phat-hien/{row.public_id}/") <= 15

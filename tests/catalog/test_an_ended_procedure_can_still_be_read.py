"""A procedure that is abolished keeps its page, its answer to machines and to the terminal: the last version."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from motcua.access.actors import system_actor
from motcua.catalog.models import ImportBatch, Procedure
from motcua.catalog.services.abolishing import abolish_procedures
from tests.catalog.records import BIRTH

END = date(2026, 12, 1)


@pytest.fixture
def ended(bring: Callable[..., ImportBatch]) -> Procedure:
    """The registration of births, abolished on 1 December 2026."""
    bring(BIRTH)
    procedure = Procedure.objects.get()
    abolish_procedures(actor=system_actor(), days={procedure.pk: END})
    return procedure


def told(*words: str) -> str:
    out = StringIO()
    call_command("catalog", "show", BIRTH.code, *words, "--json", stdout=out)
    return out.getvalue()


def test_its_page_shows_the_last_version_and_offers_no_change(
    ended: Procedure, client_with: Callable[..., Client]
) -> None:
    page = client_with("catalog.edit").get(f"/kiem-soat/danh-muc/{ended.code}/").content.decode()
    assert BIRTH.name in page
    assert "không còn hiệu lực từ ngày 01/12/2026" in page
    assert "Sửa phần của tỉnh" not in page


def test_machines_and_the_terminal_get_the_last_version(ended: Procedure, client: Client) -> None:
    answer = client.get(f"/api/v1/procedures/{ended.code}").json()
    assert answer["version"]["state"] == "abolished"
    assert json.loads(told())["version"]["state"] == "abolished"


def test_a_day_without_it_is_told_as_such(ended: Procedure, client: Client) -> None:
    after = "01/12/2026"
    with pytest.raises(CommandError, match="không có hiệu lực vào ngày đó"):
        told("--on", after)
    answer = client.get(f"/api/v1/procedures/{ended.code}?on=2026-12-01")
    assert answer.status_code == 404
    assert "không có hiệu lực vào ngày đó" in answer.json()["error"]["message"]

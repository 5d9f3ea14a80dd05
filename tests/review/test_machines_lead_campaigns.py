"""The same acts by machine and terminal as on pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.acting import ACTS
from motcua.review.api_campaign import SERVICE_OF
from motcua.review.checklist import POINTS
from motcua.review.models import Campaign, CampaignState
from motcua.review.services.opening import make_lines
from tests.review.campaigns import answered, procedures

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/review/campaigns"
PLAN = {
    "title": "Rà soát từ máy", "year": 2026, "opens_on": "2026-03-02", "unit_result_due": "2026-06-30",
    "check_due": "2026-07-31", "consolidation_due": "2026-08-31",
}  # fmt: skip


@pytest.fixture
def ask(client_with: Callable[..., Client], justice: Unit) -> Callable[..., Any]:
    """`ask("post", "/x", {…})`: what a signed-in machine gets as (status, JSON)."""
    client = client_with(
        "review.view", "review.plan", "review.check", "review.decide", "review.assess", "review.approve",
        "online.edit", "papers.draft", "papers.submit", unit_id=justice.pk,
    )  # fmt: skip

    def call(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        kwargs = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(client, method)(f"{ROOT}{path}", **kwargs)
        assert response["Content-Type"].startswith("application/json"), response.content[:2000]
        return response.status_code, response.json()

    return call


def terminal(*words: str) -> Any:
    """What `motcua review campaign` prints as JSON."""
    out = io.StringIO()
    call_command("review", "campaign", *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_every_act_has_its_service() -> None:
    assert set(ACTS) == set(SERVICE_OF)


def test_a_machine_leads_a_campaign_to_its_end(ask: Callable[..., Any], system: Actor, justice: Unit) -> None:
    rows = procedures(2)
    codes = [row.code for row in rows]
    status, made = ask("post", "", PLAN)
    assert status == 200, made
    one = f"/{made['id']}"
    status, made = ask("post", f"{one}/open", {"version": made["version"]})
    assert (status, made["state"]) == (200, "open"), made
    campaign = Campaign.objects.get(public_id=made["id"])
    make_lines(actor=system, campaign=campaign)
    assert ask("post", f"{one}/assign", {"codes": codes, "unit": justice.public_id})[0] == 200
    _status, lines = ask("get", f"{one}/lines")
    concluded = [
        {"code": line["code"], "version": line["version"], "level": "full", "suitable": True, "year": 2026}
        for line in lines["items"]
    ]
    status, refused = ask("post", f"{one}/conclude", {"lines": concluded})
    assert (status, "chưa có kết luận" in str(refused)) == (409, True), refused
    answered(list(campaign.lines.select_related("procedure", "campaign")))
    status, done = ask("post", f"{one}/conclude", {"lines": concluded})
    assert (status, done["assessed"]) == (200, 2), done
    part = {"unit": justice.public_id}
    for act in ("approve", "submit"):
        version = campaign.units.get().version
        status, done = ask("post", f"{one}/{act}", {**part, "version": version})
        assert status == 200, done
    status, drawn = ask("post", f"{one}/draw", {**part, "version": done["unit_version"], "seed": 7})
    assert sorted(drawn["codes"]) == codes
    for code in codes:
        points = dict.fromkeys(POINTS, True)
        assert ask("post", f"{one}/judge", {**part, "code": code, "points": points, "version": 1})[0] == 200
    status, done = ask("post", f"{one}/confirm", {**part, "version": campaign.units.get().version})
    assert done["unit_state"] == "confirmed"
    _status, whole = ask("get", one)
    assert whole["progress"]["confirmed"] == 2
    status, whole = ask("post", f"{one}/consolidate", {"version": whole["version"]})
    signed = {"number": "1/QĐ-UBND", "signed_on": "2026-03-02", "signer": "Người ký thử"}
    status, whole = ask("post", f"{one}/decide", {**signed, "version": whole["version"]})
    assert (status, whole["state"]) == (200, "decided"), whole


def test_a_machine_that_lacks_the_permission_is_refused(client_with: Callable[..., Client], system: Actor) -> None:
    client = client_with("review.view")
    answer = client.post(ROOT, json.dumps(PLAN), content_type="application/json")
    assert answer.status_code == 403


def test_the_terminal_lists_shows_and_writes(tmp_path: Path, system: Actor, justice: Unit) -> None:
    procedures(2)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(PLAN), encoding="utf-8")
    made = terminal("plan", "--data", str(file))
    assert [row["id"] for row in terminal("list")] == [made["id"]]
    assert terminal("show", made["id"])["title"] == "Rà soát từ máy"
    table = tmp_path / "list.csv"
    table.write_text("Mã thủ tục\n9.000001\n1.999999\n", encoding="utf-8")
    brought = terminal("exclusions", "--title", "QĐ 846", "--data", str(table))
    assert [row["code"] for row in brought["unknown"]] == ["1.999999"]
    lists = tmp_path / "lists.json"
    lists.write_text(json.dumps({"lists": [brought["id"]]}), encoding="utf-8")
    terminal("exclude", made["id"], "--data", str(lists))
    assert terminal("open", made["id"])["state"] == CampaignState.OPEN
    make_lines(actor=system, campaign=Campaign.objects.get())
    assert [line["code"] for line in terminal("lines", made["id"])] == ["9.000002"]
    closed = terminal("close", made["id"], "--set", "reason=Hoãn")
    assert closed["state"] == CampaignState.CLOSED


@pytest.mark.parametrize(
    "words", [("show", "khong-co"), ("plan", "--set", "title=x"), ("close", "khong-co", "--set", "reason")]
)
def test_what_is_wrong_ends_with_a_sentence(words: tuple[str, ...], db: None) -> None:
    with pytest.raises(CommandError) as fault:
        call_command("review", "campaign", *words, stdout=io.StringIO(), stderr=io.StringIO())
    assert fault.value.returncode == 1

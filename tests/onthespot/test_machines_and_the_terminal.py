"""The same ways for machines and from the terminal."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from tests.onthespot.test_five_acts_on_the_spot import place, proposed

__all__ = ["place", "proposed"]
pytestmark = pytest.mark.django_db


def told(*words: str) -> object:
    out = io.StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_terminal_proposes_checks_decides_shows_and_reports(place):
    acts = ("--acts", "receive", "appraise", "return")
    where = ("--unit", place[1].public_id, "--desk", place[2].public_id)
    made = told("onthespot", "propose", "1.000001", *where, *acts, "--authority", "chair", "--process", "Tiếp nhận")
    assert (made["class"], made["lacks"], made["state"]) == ("three", [], "proposed")
    assert told("onthespot", "check", made["id"])["state"] == "checked"
    row = told("onthespot", "list-open", "Danh mục")
    decision = ("--number", "3/QĐ", "--signed-on", "2026-11-19", "--signer", "Chủ tịch")
    assert told("onthespot", "list-decide", row["id"], *decision)["state"] == "decided"
    assert told("onthespot", "start", made["id"], "--day", "2026-11-20")["state"] == "in_force"
    assert [one["code"] for one in told("onthespot", "list", "--class", "three")] == ["1.000001"]
    assert told("onthespot", "show", made["id"])["why"]
    found = told("onthespot", "report")
    assert (found["due"], found["centre"], found["five"]) == ("2026-11-20", 2, 0)


def test_the_public_reads_only_what_is_in_force_and_powers_and_seals_are_for_the_administration(proposed, client):
    entry = proposed()
    assert client.get("/api/v1/on-the-spot").json()["items"] == []
    assert client.get(f"/api/v1/on-the-spot/{entry.public_id}").status_code == 404
    for path in ("delegations", "decentralisations", "seals", "powers/coming-up", "on-the-spot/progress"):
        assert client.get(f"/api/v1/{path}").status_code in {401, 403}


def test_the_registers_of_powers_and_seals_are_read_from_the_terminal(place):
    for verb in ("list", "coming", "seals"):
        assert told("powers", verb) == []
    words = ("--kind", "second", "--unit", place[1].public_id, "--kept-at", place[2].public_id, "--symbol", "II")
    made = told("powers", "seal", *words, "--instrument", "15/GP", "--day", "2026-11-02")
    kept = told("powers", "seal-hand-over", made["id"], "--day", "2026-11-03", "--holder", "Văn thư", "--minutes", "1")
    assert [one["from"] for one in kept["keepers"]] == ["2026-11-03"]
    gone = told("powers", "seal-withdraw", made["id"], "--day", "2026-11-20", "--reason", "Hỏng")
    assert gone["withdrawn_reason"] == "Hỏng"

"""The same acts by machine and terminal as on pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.organisation.models import Unit
from motcua.publication.models import AnnouncementDecision

Draft = Callable[..., AnnouncementDecision]
ALL = (
    "publication.view",
    "publication.draft",
    "publication.check",
    "publication.announce",
    "papers.draft",
    "papers.submit",
)
ROOT = "/api/v1/announcements"


@pytest.fixture
def ask(client_with: Callable[..., Client], vinh_long: Unit) -> Callable[..., Any]:
    """`ask("post", "/x", {…})`: what a signed-in machine gets as (status, JSON)."""
    client = client_with(*ALL)

    def call(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        kwargs = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(client, method)(f"{ROOT}{path}", **kwargs)
        assert response["Content-Type"].startswith("application/json"), response.content[:2000]
        return response.status_code, response.json()

    return call


def terminal(*words: str, command: str = "decision") -> Any:
    """What a command prints as JSON."""
    out = io.StringIO()
    call_command(command, *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_a_machine_leads_a_decision_to_its_end(
    ask: Callable[..., Any], justice: Unit, procedures: list[object]
) -> None:
    """Draft, change, lines, check, return, sign, publish, withdraw, end."""
    content = {"title": "Từ máy", "advising_unit": justice.public_id, "law_effective_on": "2026-03-16"}
    lines = [{"code": "2.000908", "kind": "amended"}, {"code": "1.999999", "kind": "new", "name": "Mới"}]
    status, made = ask("post", "", {**content, "lines": lines})
    assert status == 200, made
    one = f"/{made['id']}"
    status, made = ask("put", one, {**content, "title": "Tên khác", "version": made["version"]})
    assert made["title"] == "Tên khác"
    _status, made = ask(
        "post", f"{one}/lines", {"lines": [{"code": "2.000815", "kind": "abolished"}], "version": made["version"]}
    )
    _status, made = ask("delete", f"{one}/lines/1.999999?version={made['version']}")
    assert [line["code"] for line in made["lines"]] == ["2.000908", "2.000815"]
    _status, made = ask("post", f"{one}/check", {"version": made["version"]})
    _status, made = ask("post", f"{one}/return", {"version": made["version"], "reason": "Xem lại"})
    assert (made["state"], made["returned_because"]) == ("draft", "Xem lại")
    _status, made = ask("post", f"{one}/check", {"version": made["version"]})
    signature = {"number": "8/QĐ-UBND", "signed_on": "2026-03-02", "signer": "A"}
    status, refused = ask(
        "post", f"{one}/signed", {**signature, "effective_from": "2026-03-01", "version": made["version"]}
    )
    assert (status, refused["error"]["code"] if "error" in refused else refused["code"]) == (
        400,
        "effective-before-signing",
    )
    _status, made = ask("post", f"{one}/signed", {**signature, "version": made["version"]})
    assert {clock["act"]: clock["value"]["standing"] for clock in made["clocks"]} == {
        "announce": "on_time",
        "upload": "waiting",
    }
    _status, made = ask("post", f"{one}/published", {"place": "national", "published_at": "2026-03-02T08:00:00"})
    assert made["state"] == "public"
    act = made["lines"][0]["published"][0]["id"]
    _status, made = ask("post", f"{one}/withdrawn", {"act": act, "reason": "Nhầm"})
    assert made["state"] == "announced"
    status, _refused = ask("post", f"{one}/end", {"by": "8/QĐ-UBND", "state": "superseded", "version": made["version"]})
    assert status == 400
    status, found = ask("get", "?q=2.000908")
    assert [row["number"] for row in found["items"]] == ["8/QĐ-UBND"]


def test_machines_read_clocks_measures_and_lists(ask: Callable[..., Any], announced: Draft, draft: Draft) -> None:
    """With their reasons; a list is asked for and found again."""
    announced("2.000908")
    row = draft("2.000815")
    assert [item["act"] for item in ask("get", "/clocks")[1]["items"]] == ["announce", "upload"]
    measures = ask("get", "/measures?first=2026-01-01&last=2026-03-31")[1]["measures"]
    assert measures["cong-khai-dung-han"]["why"]
    made = ask("post", "/lists", {"field": "Chứng thực"})[1]
    assert ask("get", f"/lists/{made['id']}")[1]["state"] == "waiting"
    assert len(ask("get", "/lists")[1]["items"]) == 1
    assert ask("get", "/lists/khong-co")[0] == 404
    assert ask("delete", f"/{row.public_id}?version={row.version}")[1] == {"id": row.public_id, "discarded": True}


def test_many_clocks_cost_as_few_statements_as_one(ask: Callable[..., Any], draft: Draft) -> None:
    """The names of owners are read at once."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ask("get", "/clocks")[1]["items"][0]["owner"]
        return len(asked)

    draft("2.000815")
    cost()
    few = cost()
    draft("2.000815", title="Công bố lần hai")
    draft("2.000815", title="Công bố lần ba")
    assert cost() == few


def test_strangers_see_signed_decisions_only(announced: Draft, draft: Draft) -> None:
    """What is signed is public; what is being written is not."""
    announced("2.000908")
    hidden = draft("2.000815")
    client = Client()
    assert [row["number"] for row in client.get(ROOT).json()["items"]] == ["12/QĐ-UBND"]
    assert client.get(f"{ROOT}/{hidden.public_id}").status_code == 404
    assert client.get(f"{ROOT}/clocks").status_code == 401


def test_the_terminal_leads_a_decision_to_its_end(tmp_path: Path, justice: Unit, procedures: list[object]) -> None:
    """From a JSON file to public; `announce` lists and shows the same."""
    file = tmp_path / "decision.json"
    lines = [{"code": "2.000908", "kind": "amended"}]
    content = {"title": "Từ dòng lệnh", "advising_unit": justice.public_id, "law_effective_on": "2026-03-16"}
    file.write_text(json.dumps({**content, "lines": lines}), encoding="utf-8")
    one = terminal("draft", str(file))["id"]
    file.write_text(json.dumps({**content, "title": "Đã đổi"}), encoding="utf-8")
    assert terminal("change", one, str(file))["title"] == "Đã đổi"
    terminal("add", one, "2.000815", "2.000884", "--kind", "abolished")
    terminal("remove", one, "2.000884")
    terminal("check", one)
    terminal("return", one, "--reason", "Xem lại")
    terminal("check", one)
    assert terminal("submit", one)["paper"]
    signed = terminal("sign", one, "--number", "9/QĐ-UBND", "--signed", "2026-03-02", "--signer", "A")
    assert signed["state"] == "announced"
    assert [row["act"] for row in terminal("clocks")] == ["upload"]
    shown = terminal("publish", "9/QĐ-UBND", "--at", "2026-03-02 08:00")
    assert shown["state"] == "public"
    act = shown["lines"][0]["published"][0]["id"]
    assert terminal("withdraw", one, act, "--reason", "Nhầm")["state"] == "announced"
    assert terminal("abolish", "--on", "2026-03-16") == {"ended": ["2.000815"]}
    assert terminal("measures", "--first", "2026-01-01")["noi-dung-day-du"]["value"]["denominator"] == 3
    assert [row["number"] for row in terminal("list", command="announce")] == ["9/QĐ-UBND"]
    assert terminal("show", "9/QĐ-UBND", command="announce")["id"] == one
    made = terminal("ask-list", "--field", "Chứng thực")
    with pytest.raises(CommandError, match="chưa lập xong"):
        terminal("take-list", made["id"], "--out", str(tmp_path))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("khong phai json", "không phải JSON"),
        ("[]", "đối tượng JSON"),
        ('{"title": "A", "advising_unit": "khong-co"}', "Không có đơn vị"),
        ('{"title": "A", "advising_unit": "{unit}", "kind": "la"}', "Loại quyết định"),
        ('{"title": "A", "advising_unit": "{unit}", "law_effective_on": "hôm nay"}', "không đúng dạng"),
        ('{"title": "A", "advising_unit": "{unit}", "lines": [1]}', "code và kind"),
        ('{"title": " ", "advising_unit": "{unit}"}', "trích yếu"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_a_sentence(tmp_path: Path, justice: Unit, content: str, why: str) -> None:
    """Nothing is written."""
    file = tmp_path / "decision.json"
    file.write_text(content.replace("{unit}", justice.public_id), encoding="utf-8")
    with pytest.raises(CommandError, match=why):
        terminal("draft", str(file))
    assert not AnnouncementDecision.objects.exists()


def test_a_decision_that_is_not_there(vinh_long: Unit, db: None) -> None:
    """One sentence, exit code 1."""
    with pytest.raises(CommandError, match="Không có quyết định"):
        terminal("show", "khong-co")

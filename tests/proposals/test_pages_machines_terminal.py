"""Proposals on pages, for machines and at the terminal."""

from __future__ import annotations

import json
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.access.actors import system_actor
from motcua.proposals.models import OwnRule, YearlyVolume
from motcua.proposals.selectors import proposals
from motcua.proposals.services import keep_proposals

pytestmark = pytest.mark.django_db
ADDRESS = "/kiem-soat/goi-y/"


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def kept(catalogue: list[str]) -> list[str]:
    keep_proposals(actor=system_actor(), found=proposals(system_actor()))
    return catalogue


def test_the_terminal_proposes_as_agreed(catalogue: list[str]) -> None:
    rows = [json.loads(line) for line in run("review", "propose", "--all", "--json").splitlines()]
    assert [row["code"] for row in rows] == catalogue
    one = json.loads(run("review", "propose", "1.000001", "--json"))
    assert list(one["criteria"]) == ["C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8"]
    said = one["criteria"]["C6d"]
    assert said["answer"] is False
    assert said["basis"] == "text"
    assert said["rule"] == "site.actual"
    assert said["evidence"][0]["field"] == "steps"
    assert "kiểm tra thực tế" in said["evidence"][0]["quote"]
    assert "C6d: không đáp ứng" in run("review", "propose", "1.000001")


def test_codes_that_are_not_there_end_with_words(catalogue: list[str]) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match=r"9\.9") as caught:
        call_command("review", "propose", "1.000001", "9.9", "--json", stdout=out)
    assert caught.value.returncode == 1
    assert json.loads(out.getvalue())["code"] == "1.000001"
    for words, code in ((("9.9",), 1), ((), 2), (("1\x00",), 1)):  # without any code it was called wrongly
        with pytest.raises(CommandError) as caught:
            call_command("review", "propose", *words, "--json", stdout=StringIO())
        assert caught.value.returncode == code


def test_the_terminal_keeps_measures_and_writes(catalogue: list[str], tmp_path: Path) -> None:
    assert json.loads(run("proposals", "refresh", "--json")) == {"kept": 3}
    judged = tmp_path / "judged.jsonl"
    judged.write_text('{"code": "1.000001", "judgements": {"C6d": false, "C6c": false}}\n', encoding="utf-8")
    rows = {row["criterion"]: row for row in json.loads(run("proposals", "measure", str(judged), "--json"))}
    assert (rows["C6d"]["precision"], rows["C6d"]["recall"]) == (1.0, 1.0)
    assert rows["C6c"]["missed"] == ["1.000001"]
    run("proposals", "set", "volume", "--code", "1.000001", "--year", "2025", "--count", "7", "--source", "thử")
    assert YearlyVolume.objects.get().count == 7
    rule = tmp_path / "rule.toml"
    rule.write_text(
        '[[rule]]\nkey="own.x"\ncriterion="C8"\nanswer="no"\nwhy="Thử."\nfields=["steps"]\nfind=["nộp hồ sơ"]\n',
        encoding="utf-8",
    )
    run("proposals", "set", "rule-set", "--file", str(rule), "--source", "thử")
    run("proposals", "set", "rule-off", "--key", "site.team", "--source", "thử")
    assert set(OwnRule.objects.values_list("key", flat=True)) == {"own.x", "site.team"}
    run("proposals", "set", "rule-restore", "--key", "own.x")
    run("proposals", "set", "estimate", "--code", "1.000001", "--count", "5", "--source", "thử")
    run("proposals", "set", "database", "--key", "land", "--on", "2026-01-02", "--source", "thử")
    assert any(row["published_on"] for row in json.loads(run("proposals", "databases", "--json")))
    assert json.loads(run("proposals", "rules", "--json"))["rules"]
    for words in (("volumes",), ("rule-set",), ("database", "--key", "land"), ("estimate", "--code", "9")):
        with pytest.raises(CommandError):
            call_command("proposals", "set", *words, stdout=StringIO())


def test_pages_show_what_is_proposed_and_why(
    kept: list[str], client_with: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_with("proposals.view")
    with django_assert_max_num_queries(20):
        page = client.get(ADDRESS, {"against": "C6d"}).content.decode()
    assert "1.000001" in page
    assert "1.000002" not in page
    one = client.get(f"{ADDRESS}thu-tuc/1.000001/").content.decode()
    assert "<mark>kiểm tra thực tế</mark>" in one
    assert "Cơ sở dữ liệu hộ tịch điện tử" in one
    with django_assert_max_num_queries(24):
        assert "Bốn nhóm" in client.get(f"{ADDRESS}uu-tien/").content.decode()
    for path in ("quy-tac/", "so-lieu/", "co-so-du-lieu/", "?papers=on&field=x&q=%00"):
        assert client.get(f"{ADDRESS}{path}").status_code == 200
    assert client.get(f"{ADDRESS}thu-tuc/9.9/").status_code == 404
    assert client.get(f"{ADDRESS}quy-tac/site.actual/").status_code == 403


def test_forms_write_and_say_what_is_wrong(kept: list[str], client_with: Any) -> None:
    client = client_with("proposals.facts", "proposals.rules", "proposals.view")
    numbers = count(1)

    def send(path: str, given: dict[str, Any]) -> Any:
        return client.post(f"{ADDRESS}{path}", {**given, "_once": f"0123456789abcdef{next(numbers):06}"})

    given = {"code": "1.000001", "year": "2025", "count": "12", "source": "thử"}
    assert send("so-lieu/ghi/", given).status_code == 302
    assert "9.9" in send("so-lieu/ghi/", {**given, "code": "9.9"}).content.decode()
    said = {"cost": "1000000", "ground": "thử", "version": "0"}
    assert send("thu-tuc/1.000001/chi-phi/", said).status_code == 302
    noted = {"published_on": "02/01/2026", "notice": "thử", "version": "0"}
    assert send("co-so-du-lieu/land/", noted).status_code == 302
    assert send("co-so-du-lieu/land/", {**noted, "published_on": "x"}).status_code == 200
    rule = {
        "key": "site.actual", "criterion": "C6d", "answer": "no", "doubtful": "unknown", "confidence": "0.5",
        "why": "Thử.", "find": "kiểm tra", "fields_": ["steps"], "reason": "thử", "version": "0",
    }  # fmt: skip
    assert client.get(f"{ADDRESS}quy-tac/site.actual/").status_code == 200
    assert send("quy-tac/site.actual/", {**rule, "find": "(a|"}).status_code == 200
    assert send("quy-tac/site.actual/", rule).status_code == 302
    assert OwnRule.objects.get().table["confidence"] == 0.5
    assert send("quy-tac/site.actual/bo/", {"reason": "thử", "version": "1"}).status_code == 302
    assert "site.actual" in client.get(f"{ADDRESS}quy-tac/").content.decode()
    assert send("quy-tac/site.actual/khoi-phuc/", {"version": "2"}).status_code == 302
    assert send("tinh-lai/", {}).status_code == 302


def test_machines_read_and_write_the_same(kept: list[str], client_with: Any) -> None:
    client = client_with("proposals.facts", "proposals.rules", "proposals.view")

    def ask(path: str, given: dict[str, Any] | None = None) -> Any:
        address = f"/api/v1/proposals{path}"
        if given is None:
            answer = client.get(address)
        else:
            answer = client.post(address, json.dumps(given), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    assert [row["code"] for row in ask("?against=C6d")["items"]] == ["1.000001"]
    assert ask("/procedures/1.000001")["criteria"]["C6d"]["answer"] is False
    assert ask("/volumes", {"code": "1.000001", "year": 2025, "count": 3, "source": "x"})["count"] == 3
    assert ask("/volumes")["items"][0]["count"] == 3
    assert ask("/picture")["items"][0]["effort"]
    assert ask("/procedures/1.000001/estimate", {"cost": 5, "ground": "x", "version": 0})["version"] == 1
    assert ask("/databases/land", {"published_on": "2026-01-02", "notice": "x", "version": 0})["version"] == 1
    assert len(ask("/databases")["items"]) == 9
    assert ask("/rules")["rules"]
    assert ask("/rules/site.actual/off", {"reason": "x", "version": 0})["version"] == 1
    assert ask("/rules/site.actual/restore", {"version": 1})["key"] == "site.actual"
    assert ask("/refresh", {})["job"]
    assert client.get("/api/v1/proposals/procedures/9.9").status_code == 404

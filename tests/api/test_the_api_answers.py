"""Stories of the machine API: paged, filtered, guarded, one form of errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from motcua.catalog.finder import forget
from motcua.catalog.models import Finding
from motcua.catalog.record import ChannelRecord
from motcua.config.api import api, rule_of
from tests.catalog.records import BIRTH, another


@pytest.fixture(autouse=True)
def _fresh_index() -> None:
    forget()


def test_every_operation_says_who_may_call_it() -> None:
    unsaid = [
        f"{prefix}{path}"
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if rule_of(operation) is None
    ]
    assert not unsaid


def test_a_list_is_paged_and_says_whether_more_follow(bring: Callable[..., object], client: Client) -> None:
    bring(*(another(f"1.00000{number}") for number in range(5)))
    first = client.get("/api/v1/procedures?size=3").json()
    second = client.get("/api/v1/procedures?size=3&page=2").json()
    assert [row["code"] for row in first["items"]] == ["1.000000", "1.000001", "1.000002"]
    assert (first["next"], second["next"], len(second["items"])) == (True, False, 2)


def test_one_procedure_has_all_its_parts(bring: Callable[..., object], client: Client) -> None:
    bring(BIRTH)
    told = client.get("/api/v1/procedures/1.001193").json()
    assert told["name"] == "Đăng ký khai sinh"
    assert [case["name"] for case in told["cases"]] == [None, "Trẻ bị bỏ rơi"]
    assert told["channels"][1]["limit"] == {"value": 1.0, "unit": "working_day"}
    assert told["province"] is None


def test_an_unknown_code_is_not_found_in_the_one_form_of_errors(client: Client, db: None) -> None:
    assert client.get("/api/v1/procedures/9.999999").status_code == 404


def test_a_wrong_page_is_told_with_its_place(client: Client, db: None) -> None:
    answer = client.get("/api/v1/procedures?size=0")
    assert answer.status_code == 422
    assert answer.json()["error"]["field"].endswith("size")


def test_findings_are_not_for_strangers(client: Client, db: None) -> None:
    assert client.get("/api/v1/findings").status_code == 401


def test_an_officer_decides_a_finding_once(bring: Callable[..., object], client_with: Callable[..., Client]) -> None:
    bring(replace(BIRTH, channels=(ChannelRecord("counter", time="7"),)))
    officer = client_with("catalog.settle")
    finding = Finding.objects.get(kind="time_no_unit")
    given = json.dumps({"state": "settled", "decision": "Đã đối chiếu.", "version": 1})
    address = f"/api/v1/findings/{finding.public_id}/decision"
    first = officer.post(address, given, content_type="application/json")
    second = officer.post(address, given, content_type="application/json")
    assert (first.status_code, first.json()["state"]) == (200, "settled")
    assert (second.status_code, second.json()["error"]["code"]) == (409, "stale")


def test_a_wrong_token_opens_nothing(client: Client, db: None) -> None:
    answer = client.get("/api/v1/findings", headers={"authorization": "Bearer mc_wrong"})
    assert answer.status_code == 401


def test_search_says_why_each_procedure_was_found(bring: Callable[..., object], client: Client) -> None:
    bring(BIRTH)
    told = client.get("/api/v1/search?q=dang ky khai sinh").json()
    assert told["items"][0]["code"] == "1.001193"
    assert told["items"][0]["why"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("post", "/api/v1/table-forms/ii-06a", '{"a": "x\\u0000"}'), ("get", "/api/v1/procedures?q=a%00b", "")],
)
def test_a_nul_character_ends_in_a_sentence(client_with, method, path, body):
    client = client_with("papers.view")
    answer = getattr(client, method)(path, **({"data": body, "content_type": "application/json"} if body else {}))
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]["code"] == "nul"


def test_a_body_that_is_no_json_is_told_in_the_one_form(client_with):
    answer = client_with("papers.view").post("/api/v1/table-forms/ii-06a", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "unreadable"

"""The page and the address for machines on which answers are tried out: the same verdict, nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.law.level_table import ORDER

pytestmark = pytest.mark.django_db

PAGE, API = "/kiem-soat/thu-phan-muc/", "/api/v1/review/classify"
ALL_YES = dict.fromkeys(ORDER, "dat")
Signs = Callable[..., Client]


@pytest.fixture
def officer(client_with: Signs) -> Client:
    """Somebody who may see reviews."""
    return client_with("review.view")


def page(client: Client, status: int = 200, **given: str) -> str:
    answer = client.get(PAGE, given)
    assert answer.status_code == status
    return answer.content.decode()


def asked(client: Client, body: object, status: int = 200) -> dict:
    answer = client.post(API, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_the_empty_page_asks_the_twelve_questions(officer):
    text = page(officer)
    assert text.count('role="radiogroup"') == 12
    assert text.count('value="na"') == 4, "only form, filling in, signature and fee may fall away"
    assert "Chưa trả lời." in text


def test_ticked_answers_give_the_level_its_reasons_and_the_way_up(officer):
    text = page(officer, ngay="03/08/2026", **{**ALL_YES, "C5": "na", "C6b": "khong", "C6c": "khong"})
    assert "một phần" in text
    assert "C6b – không phải nộp, xuất trình bản giấy để kiểm tra: không đạt" in text
    assert "Còn phải đạt: C6b, C6c." in text
    assert "phải tái cấu trúc quy trình" in text
    assert "phải nêu điều, khoản của pháp luật chuyên ngành" in text
    assert "Để lên mức" not in page(officer, ngay="03/08/2026", **ALL_YES)


def test_the_four_older_levels_are_asked_on_their_own(officer):
    text = page(officer, cu="1", ngay="01/06/2020", L1="dat", L2="na", L3="dat", L4="khong")
    assert "mức độ 3" in text
    assert text.count('role="radiogroup"') == 4


def test_what_is_missing_is_said_beside_its_question(officer):
    text = page(officer, ngay="hôm qua", C1="dat", C7="na")
    assert "Ghi ngày như 20/11/2026." in text
    assert "Lựa chọn này không có trong danh sách" in text
    assert text.count("Chưa chọn mục") >= 10
    assert "Chưa trả lời." in text


def test_only_those_signed_in_may_try(client):
    assert client.get(PAGE).status_code == 302
    assert client.post(API, "{}", content_type="application/json").status_code in {401, 403}


def test_the_page_asks_the_database_little_whatever_is_ticked(officer):
    page(officer)
    counts = []
    for given in ({}, {**ALL_YES, "ngay": "03/08/2026"}):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(officer, **given)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_machines_get_the_same_verdict(officer):
    yes = dict.fromkeys(ORDER, True)
    one = asked(officer, {"answers": {**yes, "C8": False}, "on": "2026-08-03"})
    assert (one["on"], one["verdict"]["level"], one["verdict"]["failed"]) == ("2026-08-03", "partial", ["C8"])
    assert any(rule["article"] == "tiêu chí 8" for why in one["verdict"]["why"] for rule in why["rules"])
    many = asked(officer, {"answers": [yes, {**yes, "C1": False}]})
    assert [item["level"] for item in many["items"]] == ["full", "not_met"]


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"C1": True}, 400),
        ("C1", 400),
        (None, 400),
        ([[]], 400),
        ({**dict.fromkeys(ORDER, True), "C1": "yes"}, 400),
        ([{}] * 501, 422),
    ],
)
def test_machines_are_told_what_is_wrong(officer, answers, status):
    fault = asked(officer, {"answers": answers}, status)
    assert fault["error"]["message"] if "error" in fault else fault["message"]


def test_nothing_is_written_by_trying(officer):
    with CaptureQueriesContext(connection) as queries:
        asked(officer, {"answers": dict.fromkeys(ORDER, True)})
    assert not [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "DELETE"))]

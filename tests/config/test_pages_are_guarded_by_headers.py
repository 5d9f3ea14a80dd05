"""Every answer carries the headers that protect the reader."""

import pytest
from django.test import Client

from tests.house.test_routes_declare_their_rule import ALL

pytestmark = pytest.mark.django_db
PLAIN = sorted({"/" + pattern for pattern, _ in ALL if "<" not in pattern and "^" not in pattern})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", [*PLAIN, "/khong-co-trang-nay/"])
def test_an_answer_has_a_strict_policy(path, client):
    answer = client.get(path)
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["X-Request-ID"]


def test_cookies_are_out_of_reach_of_scripts(client):
    for path in PLAIN:
        client.get(path)
    for name, cookie in client.cookies.items():
        assert cookie["httponly"] or name == "django_language", name
        assert cookie["samesite"] in {"Lax", "Strict"}, name


def test_a_request_id_that_is_well_formed_is_kept():
    assert Client(headers={"X-Request-ID": "truy-vet-0001"}).get("/healthz").headers["X-Request-ID"] == "truy-vet-0001"


@pytest.mark.parametrize("forged", ["x", "a b c d e f g h", "<script>alert(1)</script>", "a" * 100])
def test_any_other_is_replaced(forged):
    assert Client(headers={"X-Request-ID": forged}).get("/healthz").headers["X-Request-ID"] != forged


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_a_forged_host_is_refused(host):
    assert Client(headers={"Host": host}).get("/").status_code == 400

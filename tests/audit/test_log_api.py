"""Machines read the log with a token or a session."""

from __future__ import annotations

import pytest

from motcua.access import services as access
from motcua.access.actors import system_actor
from motcua.audit import services
from motcua.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_pages_follow_one_another(tell, client_with):
    rows, browser = tell(5), client_with("audit.view")
    first = browser.get("/api/v1/log", {"size": 2, "verb": "trial.done"}).json()
    assert [row["public_id"] for row in first["items"]] == [rows[4].public_id, rows[3].public_id]
    second = browser.get("/api/v1/log", {"size": 3, "verb": "trial.done", "before": first["next"]}).json()
    assert [row["object_id"] for row in second["items"]] == ["2", "1", "0"]
    assert second["next"] is None


def test_a_token_narrowed_to_the_log_reads_it_and_another_does_not(tell, user_with, client):
    tell(1)
    reader = user_with("audit.view")
    for scope, status in (("audit.view", 200), ("catalog.view", 403)):
        _token, secret = access.create_token(actor=system_actor(), user=reader, name="x", scopes=[scope])
        answer = client.get("/api/v1/log", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == status
    assert client.get("/api/v1/log", headers={"Authorization": "Bearer mc_sai"}).status_code == 401
    assert client.get("/api/v1/log").status_code == 401


def test_a_session_without_its_second_factor_reads_nothing(tell, user_with, client):
    tell(1)
    client.force_login(user_with("audit.seal"))
    assert client.get("/api/v1/log").status_code == 403


@pytest.mark.parametrize(
    "query", ["since=x", "size=0", "size=1000", "before=0", "since=0001-01-01", "until=9999-12-31"]
)
def test_nonsense_is_refused_in_words(client_with, query):
    assert client_with("audit.view").get(f"/api/v1/log?{query}").status_code == 422


def test_the_standing_tells_the_last_check(tell, client_with):
    browser = client_with("audit.view")
    assert browser.get("/api/v1/log/standing").json()["checked_at"] is None
    tell(3)
    services.verify(actor=system_actor())
    told = browser.get("/api/v1/log/standing").json()
    assert told["problems"] == 0
    assert told["rows"] == Entry.objects.count()

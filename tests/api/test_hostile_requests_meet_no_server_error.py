"""Schemathesis sends what the description allows and what it does not: the server never fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from motcua.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def _connection_kept(db: None) -> Iterator[None]:
    """A request through the bare application would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_kept")
@schema.parametrize()
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_server_fail(case: schemathesis.Case) -> None:
    answer = case.call()
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)


def test_the_description_gives_examples(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "lam giay khai sinh" in str(described)

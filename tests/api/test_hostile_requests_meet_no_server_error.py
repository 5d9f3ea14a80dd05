"""Schemathesis sends what the description allows and what it does not: the server never fails."""

from __future__ import annotations

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings

from motcua.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_server_fail(case: schemathesis.Case) -> None:
    answer = case.call()
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)


def test_the_description_gives_examples(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "lam giay khai sinh" in str(described)

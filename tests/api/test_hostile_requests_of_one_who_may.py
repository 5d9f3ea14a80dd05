"""Schemathesis again, with a token that may do everything: past the door the server does not fail either."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from motcua.access.actors import system_actor
from motcua.access.models import User
from motcua.access.services.tokens import create_token
from motcua.access.table import PERMISSIONS
from motcua.catalog.models import ImportBatch
from motcua.config.wsgi import application
from tests.catalog.records import BIRTH

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def token(user_with: Callable[..., User], bring: Callable[..., ImportBatch]) -> str:
    """The header of one who may do everything that the API offers, beside a catalogue of one procedure."""
    bring(BIRTH)
    user = user_with("catalog.import", "catalog.publish", "catalog.vocabulary", "jobs.manage", "audit.view")
    _row, secret = create_token(actor=system_actor(), user=user, name="thử", scopes=list(PERMISSIONS))
    return f"Bearer {secret}"


@schema.parametrize()
@pytest.mark.django_db
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_of_one_who_may_makes_it_fail(case: schemathesis.Case, token: str) -> None:
    answer = case.call(headers={"Authorization": token})
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)

"""Schemathesis sends what the description allows and what it does not: the server never fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.test import Client

from motcua.access.actors import system_actor
from motcua.access.routes import PUBLIC
from motcua.access.services.tokens import create_token
from motcua.access.table import PERMISSIONS
from tests.api.operations import Operation, hostile, name_of, operations
from tests.catalog.bringing import apply
from tests.catalog.records import BIRTH
from tests.granting import granted_users
from tests.province import checked_now, held_back

ALL = operations()
OPEN = [operation for operation in ALL if operation[2] == PUBLIC]
GUARDED = [operation for operation in ALL if operation[2] != PUBLIC]


@pytest.fixture(scope="module")
def token(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The header of one who may do everything that the API offers, beside a catalogue of one procedure."""
    with held_back(django_db_blocker), granted_users() as user_with:
        apply(BIRTH)
        user = user_with("catalog.import", "catalog.publish", "catalog.vocabulary", "jobs.manage", "audit.view")
        _row, secret = create_token(actor=system_actor(), user=user, name="thử", scopes=list(PERMISSIONS))
        checked_now()
        yield f"Bearer {secret}"


@pytest.mark.django_db
def test_a_stranger_is_refused_before_anything_is_read(client: Client) -> None:
    for method, path, rule in GUARDED:
        answer = client.generic(method, f"/api/v1{path.format_map(_AnyWord())}", "{", content_type="application/json")
        assert answer.status_code in {401, 403}, f"{method} {path} ({rule}) answered {answer.status_code} to a stranger"


@pytest.mark.django_db
@pytest.mark.hostile
@pytest.mark.parametrize("operation", OPEN, ids=name_of)
def test_no_request_makes_the_server_fail(operation: Operation) -> None:
    hostile(operation, _answered)


@pytest.mark.django_db
@pytest.mark.hostile
@pytest.mark.parametrize("operation", ALL, ids=name_of)
def test_no_request_of_one_who_may_makes_it_fail(operation: Operation, token: str) -> None:
    hostile(operation, lambda case: _answered(case, {"Authorization": token}))


@pytest.mark.django_db
def test_the_description_gives_examples(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "lam giay khai sinh" in str(described)


def _answered(case: schemathesis.Case[Any], headers: dict[str, str] | None = None) -> None:
    answer = case.call(headers=headers)
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)


class _AnyWord(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"

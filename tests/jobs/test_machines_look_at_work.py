"""Software looks at work over the machine API: the same rows, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.testing import TestClient

from motcua.access.actors import Actor
from motcua.jobs.api import router
from motcua.jobs.models import Job
from motcua.web.faults import UserError

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api() -> TestClient:
    served = NinjaAPI(urls_namespace="jobs-story")
    served.add_router("", router)

    @served.exception_handler(UserError)
    def told(request: HttpRequest, error: UserError) -> Any:
        return served.create_response(request, {"error": error.to_dict()}, status=error.status)

    return TestClient(served)


def test_a_caller_sees_ones_own_jobs_and_cancels_one(
    api: TestClient, kind: Callable[..., str], ask: Callable[..., Job], staff_with: Callable[..., Actor]
) -> None:
    me, other = staff_with("jobs.view"), staff_with("jobs.view")
    name = kind(lambda run: None)
    first, second, theirs = ask(name, actor=me), ask(name, actor=me), ask(name, actor=other)
    listed = api.get("/jobs", actor=me).json()
    assert [row["id"] for row in listed] == [second.public_id, first.public_id]
    assert [row["id"] for row in api.get(f"/jobs?before={second.public_id}", actor=me).json()] == [first.public_id]
    assert api.get(f"/jobs/{theirs.public_id}", actor=me).status_code == 404
    shown = api.get(f"/jobs/{first.public_id}", actor=me).json()
    assert (shown["state"], shown["failures"], shown["progress"]["total"]) == ("waiting", [], None)


def test_nobody_is_refused(api: TestClient) -> None:
    assert api.get("/jobs").status_code == 401

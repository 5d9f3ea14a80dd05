"""The operations of the machine API, one by one, as Schemathesis takes them.

Its own parametrising builds the requests of all operations where tests are collected, which is once in every process of
a run. Here an operation is a parameter, and its requests are built where its test runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test

from motcua.config.api import api, rule_of
from motcua.config.wsgi import application

REQUESTS = int(os.environ.get("MOTCUA_TEST_HOSTILE_REQUESTS", "5"))
Operation = tuple[str, str, str | None]  # method, path below the API, who may call it


def operations() -> list[Operation]:
    """Every operation with its rule."""
    return [
        (method, "/" + path.lstrip("/"), rule_of(one))
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for one in view.operations
        for method in one.methods
    ]


def name_of(operation: Operation) -> str:
    """What a test of this operation is called."""
    return f"{operation[0]} {operation[1]}"


def hostile(operation: Operation, try_one: Callable[[schemathesis.Case[Any]], None]) -> None:
    """Try what the description of an operation allows and what it does not: at its edges, and a few by chance.

    The same requests in each run, and of those at the edges `MOTCUA_TEST_HOSTILE_REQUESTS`: some forty would be all.
    """

    @settings(max_examples=2, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def once(case: schemathesis.Case[Any]) -> None:
        try_one(case)

    schema, (method, path, _rule) = _description(), operation
    test = build_operation_test(
        config=schema.config,
        operation=schema[f"/api/v1{path}"][method],
        test_func=once,
        given_kwargs={},
        feedback=FeedbackSources(),
    )
    edges: list[object] = test.hypothesis_explicit_examples  # type: ignore[attr-defined]
    edges[:] = Random(path).sample(edges, min(REQUESTS, len(edges)))
    test()


@cache
def _description() -> schemathesis.BaseSchema:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    schema.config.phases.coverage.unexpected_methods = set()
    return schema

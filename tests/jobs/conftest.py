"""Kinds of jobs that exist for one test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.jobs import registry
from motcua.jobs.models import Job
from motcua.jobs.registry import Function
from motcua.jobs.services import enqueue
from motcua.jobs.worker import JobWorker

_numbers = itertools.count(1)
Kind = Callable[..., str]


@pytest.fixture
def kind() -> Iterator[Kind]:
    """`kind(function, queue="slow", attempts=3)` registers a function and returns the name of its kind."""
    made: list[str] = []

    def make(function: Function, *, queue: str = "quick", **more: object) -> str:
        name = f"story.{next(_numbers)}"
        registry.handler(name, queue=queue, words="Việc thử", **more)(function)  # type: ignore[arg-type]
        made.append(name)
        return name

    yield make
    for name in made:
        registry._handlers.pop(name)


@pytest.fixture
def ask() -> Callable[..., Job]:
    """Ask for a job as the system, or as `actor`."""

    def call(kind: str, *, actor: Actor | None = None, **more: object) -> Job:
        return enqueue(actor=actor or system_actor(via="job", label="system"), kind=kind, **more)  # type: ignore[arg-type]

    return call


@pytest.fixture
def worker() -> JobWorker:
    """A worker of both queues inside the test's own transaction."""
    return JobWorker(["quick", "slow"], threaded=False)

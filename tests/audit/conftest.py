"""What the stories of the log share: a small world in which things happen."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connection

from motcua.access.actors import Actor, Grant, system_actor
from motcua.access.events import Event, record
from motcua.access.models import User
from motcua.access.roles import Role
from motcua.access.service import service
from motcua.audit import services
from motcua.audit.guards import lifted
from motcua.audit.horizon import horizon
from motcua.audit.models import Entry


@service(permission=None)
def happen(*, actor: Actor, events: list[Event]) -> None:
    """A service that only tells what happened."""
    for event in events:
        record(event)


Tell = Callable[..., list[Entry]]


@pytest.fixture
def officer(db) -> User:
    return User.objects.create(username="kiemsoat", label="Kiểm soát thủ tục")


@pytest.fixture
def tell(db, officer) -> Tell:
    """Make `count` things happen one after another; returns their rows, oldest first."""

    def call(count: int = 1, verb: str = "trial.done", *, wait: bool = True, **event: object) -> list[Entry]:
        before = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        actor = Actor(user=officer, via="web", address="10.0.0.7", request_id="abcdefgh1234")
        for number in range(count):
            happen(actor=actor, events=[Event(verb, "paper", str(number), facts={"number": number}, **event)])
        rows = list(Entry.objects.filter(id__gt=before).order_by("id"))
        if wait:
            settle(rows)
        return rows

    return call


def settle(rows: list[Entry]) -> None:
    """Wait until the rows are behind the horizon: a server's own housekeeping may hold it back for a moment."""
    last = max((row.tx for row in rows), default=0)
    until = time.monotonic() + 30
    while not connection.in_atomic_block and horizon() <= last and time.monotonic() < until:
        time.sleep(0.02)


@pytest.fixture
def sealed_tell(tell) -> Tell:
    """As `tell`, then sealed, so that both kinds of database hold finished rows."""

    def call(count: int = 1) -> list[Entry]:
        rows = tell(count)
        services.seal(actor=system_actor())
        return rows

    return call


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Change the log behind its back, as someone with the database's password would: triggers away, then SQL."""

    def call(*statements: str) -> None:
        with lifted(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return call


def reader() -> Actor:
    """Someone who may read the log."""
    user = User.objects.get_or_create(username="thanhtra")[0]
    return Actor(user=user, grants=(Grant(Role.INSPECTOR, None, None),))

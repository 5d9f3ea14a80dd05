"""The province that many stories stand in, loaded once for a whole folder of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from motcua.access.actors import system_actor
from motcua.organisation import naming
from motcua.organisation.models import Unit
from motcua.organisation.services.province import set_up_province


@contextmanager
def held_back(blocker: Any) -> Iterator[None]:
    """A transaction around several stories, of which nothing stays; `blocker` is pytest-django's. See `checked_now`."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def checked_now() -> None:
    """Check the foreign keys of what was stored so far: what waits would be checked again after each single story."""
    connection.check_constraints()


@contextmanager
def vinh_long(blocker: Any) -> Iterator[Unit]:
    """Vĩnh Long with its districts, communes and departments, before and after 1 July 2025, until the block ends."""
    with held_back(blocker):
        set_up_province(actor=system_actor(), province="86")
        checked_now()
        yield Unit.objects.get(origin="dvhc-2025/province/86")
    naming.forget()

"""What an empty installation is filled with: each room registers its own steps, `motcua seed` runs them in order.

A step is idempotent: it finds what is already there and leaves it alone. Steps with an order below `QUICK` are done
before the addresses are printed (units, accounts); the others run as a job with progress.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from motcua.access.actors import Actor

QUICK = 100
PASSWORD_BYTES = 10

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Seeding:
    """What a step gets: the actor to act as, and where to tell how far it is (`progress(done, total, text)`)."""

    actor: Actor
    progress: Progress


@dataclass(frozen=True, slots=True)
class Step:
    """One registered step."""

    name: str
    order: int
    run: Callable[[Seeding], object]


@dataclass(frozen=True, slots=True)
class SignIn:
    """A seeded account, named by its function, as `make run` prints it."""

    function: str
    username: str
    password: str
    note: str = ""


_steps: dict[str, Step] = {}
_sign_ins: list[Callable[[], Iterable[SignIn]]] = []


def register(name: str, order: int, run: Callable[[Seeding], object]) -> None:
    """Register a step under `room.what`; called from a room's `AppConfig.ready`."""
    _steps[name] = Step(name, order, run)


def register_sign_ins(source: Callable[[], Iterable[SignIn]]) -> None:
    """Register who can tell the seeded sign-ins that exist in the database."""
    if source not in _sign_ins:
        _sign_ins.append(source)


def steps() -> list[Step]:
    """All steps in order."""
    return sorted(_steps.values(), key=lambda step: (step.order, step.name))


def sign_ins() -> list[SignIn]:
    """All seeded sign-ins."""
    return [one for source in _sign_ins for one in source()]


def password_for(username: str) -> str:
    """The first password of a seeded account: different in each installation, the same at each start.

    Derived from the installation's secret, so that it can be printed again without being stored.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"seeded sign-in {username}".encode(), "sha256")
    return base64.b32encode(digest[:PASSWORD_BYTES]).decode().lower()

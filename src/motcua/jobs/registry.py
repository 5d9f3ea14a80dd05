"""What kinds of work there are: each room registers handlers and schedules in its `jobs.py`.

A handler is called with a `Run`. It may be called again for the same job (a worker died, an error passed), so what it
does must be idempotent: either by its own keys, or by doing each part inside `run.step(key)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from motcua.jobs.models import Job, Queue
from motcua.jobs.run import Cancelled, LeaseLost, Run

__all__ = ["Cancelled", "Handler", "LeaseLost", "Run", "Schedule", "find", "handler", "schedule", "schedules"]

Function = Callable[[Run], None]
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done; `permission` is what one must hold to ask for it (None: its service checks).

    `shown_at` is the page where people see what it made: the name of its route, then names of the job's arguments.
    """

    kind: str
    queue: Queue
    function: Function
    words: str
    attempts: int
    permission: str | None
    shown_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that the system asks for by itself, every so often or daily at a time of the installation's zone."""

    kind: str
    every: timedelta | None = None
    daily: time | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def slot(self, now: datetime) -> datetime:
        """The latest moment, not after `now`, at which the job was to be asked for."""
        if self.every is not None:
            seconds = int(self.every.total_seconds())
            return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
        assert self.daily is not None
        local = timezone.localtime(now)
        today = local.replace(hour=self.daily.hour, minute=self.daily.minute, second=0, microsecond=0)
        return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


_handlers: dict[str, Handler] = {}
_schedules: dict[str, Schedule] = {}


def handler(
    kind: str,
    *,
    queue: str,
    words: str = "",
    attempts: int = ATTEMPTS,
    permission: str | None = None,
    shown_at: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Register the function that does jobs of `kind` ("room.verb").

    `words` names the kind to people (default: the first line of the docstring), `attempts` is how often it is tried
    before it counts as failed, `shown_at` is as in `Handler`. Raises `ValueError` for a second function of the same
    kind or an unknown queue.
    """

    def wrap(function: Function) -> Function:
        known = _handlers.get(kind)
        if known is not None and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"Two handlers for {kind}.")
        lines = (function.__doc__ or kind).strip().splitlines()
        title = words or lines[0].rstrip(".")
        _handlers[kind] = Handler(kind, Queue(queue), function, title, attempts, permission, shown_at)
        return function

    return wrap


def schedule(
    name: str,
    *,
    every: timedelta | None = None,
    daily: str | None = None,
    arguments: Mapping[str, Any] | None = None,
) -> None:
    """Have the job of kind `name` asked for every `every`, or daily at `daily` ("02:00", time of the installation).

    A slot missed while no worker ran is made up once. Raises `ValueError` unless exactly one of the two is given.
    """
    if (every is None) == (daily is None) or (every is not None and every < timedelta(seconds=1)):
        raise ValueError(f"{name}: give every=… (one second or more) or daily=….")
    at = time.fromisoformat(daily) if daily is not None else None
    _schedules[name] = Schedule(name, every, at, dict(arguments or {}))


def discover() -> None:
    """Import every room's `jobs.py`, once."""
    autodiscover_modules("jobs")


def find(kind: str) -> Handler:
    """The handler of a kind; raises `KeyError` where no room has registered one."""
    if kind not in _handlers:
        discover()
    return _handlers[kind]


def words_of(kind: str) -> str:
    """What a kind is called; its own name where its room is gone."""
    try:
        return find(kind).words
    except KeyError:
        return kind


def shown_at(job: Job) -> str:
    """The address of the page that shows what a job made; empty where its kind has none."""
    try:
        name, *arguments = find(job.kind).shown_at
        return reverse(name, args=[job.arguments[one] for one in arguments])
    except (KeyError, ValueError):  # its room is gone, it has no page, or it was asked for by an earlier release
        return ""


def schedules() -> tuple[Schedule, ...]:
    """All schedules, by name."""
    discover()
    return tuple(_schedules[name] for name in sorted(_schedules))

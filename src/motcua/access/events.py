"""What a service tells the log. The log itself lives in a higher room and registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from motcua.access.actors import Actor

Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `facts` holds ids, codes, counts and field names, never personal values."""

    verb: str  # "catalog.procedure.created"
    object_type: str = ""
    object_id: str = ""
    fields: tuple[str, ...] = ()
    facts: Mapping[str, Plain] = field(default_factory=dict)
    rules: str = ""  # digest of the rules used, where a judgement was made
    occurred_at: datetime | None = None
    unit_id: int | None = None


Sink = Callable[[Actor, Sequence[Event]], None]
_sinks: list[Sink] = []
_open: ContextVar[list[Event] | None] = ContextVar("open_events", default=None)


def register_sink(sink: Sink) -> None:
    """Let the log receive the events of each finished service, inside its transaction."""
    if sink not in _sinks:
        _sinks.append(sink)


def record(event: Event) -> None:
    """Tell what happened; kept until the running service ends, lost if it fails.

    Raises `RuntimeError` outside a service: a write that is not a service would go unlogged.
    """
    gathered = _open.get()
    if gathered is None:
        raise RuntimeError(f"{event.verb} was recorded outside a service.")
    gathered.append(event)


def is_gathering() -> bool:
    """Whether a service is running."""
    return _open.get() is not None


@contextmanager
def gathering(actor: Actor) -> Iterator[None]:
    """Gather events; hand them to the log when the outermost block ends well."""
    if _open.get() is not None:
        yield
        return
    events: list[Event] = []
    token = _open.set(events)
    try:
        yield
        if events:
            for sink in _sinks:
                sink(actor, events)
    finally:
        _open.reset(token)

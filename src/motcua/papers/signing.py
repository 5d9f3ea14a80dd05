"""What other rooms do once a document of theirs is signed.

A room registers in `AppConfig.ready()`: `when_signed("publication.decision", record_decision_signed)`. The handler is
called as `handler(actor, paper)` by a quick job, in one transaction, once; `actor` is the system (the one who recorded
the signature stands in the log). It may be called again for a document whose job was killed, so it is to be idempotent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from motcua.access.actors import Actor

if TYPE_CHECKING:
    from motcua.papers.models import Paper

Handler = Callable[[Actor, "Paper"], None]
_handlers: dict[str, list[Handler]] = defaultdict(list)


def when_signed(purpose: str, handler: Handler) -> None:
    """Have `handler(actor, paper)` called once a document of `purpose` is signed; the same handler counts once."""
    if handler not in _handlers[purpose]:
        _handlers[purpose].append(handler)


def handlers_of(purpose: str) -> tuple[Handler, ...]:
    """What is to be called for a purpose, in the order of registering."""
    return tuple(_handlers.get(purpose, ()))

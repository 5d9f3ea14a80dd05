"""What other rooms do once a document of theirs is signed, and whether they still wait for it.

A room registers in `AppConfig.ready()`: `when_signed("publication.decision", record_decision_signed)`. The handler is
called as `handler(actor, paper)` by a quick job, in one transaction, once; `actor` is the system (the one who recorded
the signature stands in the log). It may be called again for a document whose job was killed, so it is to be idempotent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import models

from motcua.access.actors import Actor

if TYPE_CHECKING:
    from motcua.papers.models import Paper

Handler = Callable[[Actor, "Paper"], None]
_handlers: dict[str, list[Handler]] = defaultdict(list)
_holders: dict[str, type[models.Model]] = {}


def when_signed(purpose: str, handler: Handler) -> None:
    """Have `handler(actor, paper)` called once a document of `purpose` is signed; the same handler counts once."""
    if handler not in _handlers[purpose]:
        _handlers[purpose].append(handler)


def handlers_of(purpose: str) -> tuple[Handler, ...]:
    """What is to be called for a purpose, in the order of registering."""
    return tuple(_handlers.get(purpose, ()))


def held_by(purpose: str, model: type[models.Model]) -> None:
    """Say which rows hold documents of `purpose`: by `public_id`, naming in `paper` the document they wait for.

    A list that was taken back to be changed leaves its document behind: signed by itself it would issue nothing.
    """
    _holders[purpose] = model


def is_awaited(paper: Paper) -> bool:
    """Whether the signature of a document would still have its effect; so it is where no room says otherwise."""
    holder = _holders.get(paper.purpose)
    if holder is None:
        return True
    return holder._default_manager.filter(public_id=paper.object_id, paper=paper.public_id).exists()

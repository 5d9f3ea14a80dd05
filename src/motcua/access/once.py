"""One effect for one form, however often it is sent.

Every writing form carries a one-use key (`motcua.web.once`). The first service that the request calls stores the key
inside its own transaction: effect and key are committed together or not at all, so that a killed process leaves no key
without an effect and no effect without a key. A second sending with the key, later or at the same moment, does nothing
and gets the answer of the first.
"""

from __future__ import annotations

import re
import time
from contextvars import ContextVar, Token
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from motcua.access.models import OnceKey

_FORM = re.compile(r"[A-Za-z0-9_-]{16,64}")
_PATIENCE = 5.0  # seconds that a second sending waits for the answer of the first
_PAUSE = 0.05


class SentTwice(Exception):
    """The effect of this form was already committed."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(slots=True)
class Claim:
    """The key of the running request and whether an effect was committed with it."""

    key: str
    user_id: int | None
    kept: bool = False


_claim: ContextVar[Claim | None] = ContextVar("once_claim", default=None)


def begin(claim: Claim | None) -> Token[Claim | None]:
    """Make `claim` the one that services of this request store."""
    return _claim.set(claim)


def end(token: Token[Claim | None]) -> None:
    """Forget the claim at the end of the request."""
    _claim.reset(token)


def is_key(text: str) -> bool:
    """Whether the text has the form of a key."""
    return bool(_FORM.fullmatch(text))


def store() -> None:
    """Store the key of the running request, if it has one, in the transaction that runs.

    Raises `SentTwice` where it was stored before. Waits for another request that is storing it just now.
    """
    claim = _claim.get()
    if claim is None or claim.kept:
        return
    try:
        with transaction.atomic():
            OnceKey.objects.create(key=claim.key, user_id=claim.user_id)
    except IntegrityError:
        raise SentTwice(claim.key) from None


def committed() -> None:
    """Note that the transaction with the key has ended well: further services of the request store nothing."""
    claim = _claim.get()
    if claim is not None:
        claim.kept = True


def answer(claim: Claim, location: str) -> None:
    """Keep the answer that the request was given: the address it was led to, "" where it was led nowhere."""
    OnceKey.objects.filter(key=claim.key).update(location=location[:2000], answered=True)


def earlier(key: str) -> OnceKey | None:
    """The stored key, if there is one."""
    return OnceKey.objects.filter(key=key).first()


def wait_for_answer(key: str) -> OnceKey | None:
    """The stored key once its request has answered, or as it stands after a few seconds."""
    deadline = time.monotonic() + _PATIENCE
    row = earlier(key)
    while row is not None and not row.answered and time.monotonic() < deadline:
        time.sleep(_PAUSE)
        row = earlier(key)
    return row

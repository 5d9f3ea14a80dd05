"""The one-use key that every writing form carries, so that a form sent twice is answered once."""

from __future__ import annotations

import secrets

FIELD = "_once"


def new_key() -> str:
    """A fresh key: 128 random bits, URL-safe, 22 characters."""
    return secrets.token_urlsafe(16)

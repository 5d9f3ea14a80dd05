"""Digests and encryption under keys derived from the installation's secret, one key for each purpose."""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _key(purpose: str) -> bytes:
    return hmac.digest(str(settings.SECRET_KEY).encode(), f"motcua {purpose}".encode(), "sha256")


def digest(purpose: str, value: str) -> str:
    """What is stored instead of a secret value: 64 hex digits, different for each purpose."""
    return hmac.digest(_key(purpose), value.encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _box(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def encrypt(purpose: str, value: str) -> str:
    """The value, unreadable without the installation's secret."""
    return _box(_key(purpose)).encrypt(value.encode()).decode()


def decrypt(purpose: str, value: str) -> str:
    """The value again; raises `ValueError` where it was encrypted under another secret."""
    try:
        return _box(_key(purpose)).decrypt(value.encode()).decode()
    except InvalidToken:
        raise ValueError(f"{purpose}: encrypted under another secret") from None

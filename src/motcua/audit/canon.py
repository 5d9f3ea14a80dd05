"""One row of the log as bytes, and the keyed digests over it: alike on both databases.

The digest has two steps. The seed is keyed over what the row says; the digest is a hash over the row's place (id,
transaction, sequence) and the seed. The seed is stored nowhere, so that nobody without the key can give a row another
place, and the database can add the place itself: the log costs one statement.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

PLACE = ("id", "tx", "sequence")
CONTENT = (
    "schema",
    "public_id",
    "occurred_at",
    "recorded_at",
    "actor_id",
    "actor_label",
    "position_id",
    "unit_id",
    "via",
    "address",
    "request_id",
    "verb",
    "object_type",
    "object_id",
    "fields",
    "facts",
    "rules",
)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def keyed(*parts: str) -> str:
    """HMAC-SHA256 under the log's key over the parts, as 64 hex digits; the parts cannot run into one another."""
    key = str(settings.AUDIT_KEY).encode()
    return hmac.digest(key, _encode(parts).encode(), "sha256").hex()


def stamp(moment: datetime) -> str:
    """A moment in UTC to the microsecond, always in the same form."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def seed_of(row: Mapping[str, Any]) -> str:
    """The keyed seed over what a row says."""
    values = [row[name] for name in CONTENT]
    return keyed("row", _encode([stamp(value) if isinstance(value, datetime) else value for value in values]))


def placed(row: Mapping[str, Any], seed: str) -> str:
    """The digest of a row at its place, given its seed."""
    return hashlib.sha256(f"{row['id']}|{row['tx']}|{row['sequence']}|{seed}".encode()).hexdigest()


def digest_of(row: Mapping[str, Any]) -> str:
    """The digest of a row given by field names."""
    return placed(row, seed_of(row))


def next_link(before: str, digest: str) -> str:
    """The chain value of a row: keyed over the chain value before it ("" for the first row) and its own digest."""
    return keyed("link", before, digest)

"""One row of the log as bytes, and the keyed digests over it: alike on both databases."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

CONTENT = (
    "schema",
    "id",
    "tx",
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
    "sequence",
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


def row_digest(values: Sequence[Any]) -> str:
    """The digest of a row given as its values in the order of `CONTENT`."""
    return keyed("row", _encode([stamp(value) if isinstance(value, datetime) else value for value in values]))


def digest_of(row: Mapping[str, Any]) -> str:
    """The digest of a row given by field names."""
    return row_digest([row[name] for name in CONTENT])


def next_link(before: str, digest: str) -> str:
    """The chain value of a row: keyed over the chain value before it ("" for the first row) and its own digest."""
    return keyed("link", before, digest)

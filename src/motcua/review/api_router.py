"""The one router of the room; each module of addresses for machines hangs its own on it."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["review"])

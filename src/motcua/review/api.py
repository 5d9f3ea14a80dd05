"""The room `review` for machines."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["review"])

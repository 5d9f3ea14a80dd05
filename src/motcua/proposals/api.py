"""The room `proposals` for machines."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["proposals"])

"""What the room hangs up in the house."""

from __future__ import annotations


def set_up() -> None:
    """Register everything; called once when Django is ready."""

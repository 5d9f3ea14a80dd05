"""What the room `proposals` puts into the house when it starts."""

from __future__ import annotations


def set_up() -> None:
    """Guards of the tables, navigation, tiles, words of the log."""

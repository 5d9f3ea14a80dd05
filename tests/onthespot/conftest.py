"""The stories of this folder stand on the same day, with the same makers of units, as those of online services."""

from tests.online.conftest import system, today, unit

__all__ = ["system", "today", "unit"]

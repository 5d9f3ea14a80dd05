"""Helpers of the machine API's stories: those of the catalogue."""

from tests.catalog.conftest import bring, preview

__all__ = ["bring", "preview"]

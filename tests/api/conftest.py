"""Helpers of the machine API's stories: those of the catalogue, and a connection that outlives a request."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.catalog.conftest import bring, preview

__all__ = ["bring", "preview"]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request through the bare application would close the connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)

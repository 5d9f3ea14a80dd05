"""Helpers of the catalogue's stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.catalog.finder import forget
from motcua.catalog.models import ImportBatch
from tests.catalog.bringing import apply, read


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    forget()


@pytest.fixture
def preview(db: None) -> Callable[..., ImportBatch]:
    """`preview(record, …)`: an import that was read and waits for a choice."""
    return read


@pytest.fixture
def bring(db: None) -> Callable[..., ImportBatch]:
    """`bring(record, …)`: an import that was read and applied whole."""
    return apply

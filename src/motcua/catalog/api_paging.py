"""Paging of the catalogue's lists for machines."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema

MOST = 200
M = TypeVar("M", bound=Model)


class Paging(Schema):
    """Which page of a list; `next` in the answer says whether another follows."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)


def page_of(rows: QuerySet[M], paging: Paging) -> tuple[list[M], bool]:
    """The rows of a page and whether another page follows; nothing is counted."""
    start = (paging.page - 1) * paging.size
    found = list(rows[start : start + paging.size + 1])
    return found[: paging.size], len(found) > paging.size

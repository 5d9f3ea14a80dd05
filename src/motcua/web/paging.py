"""Pages of a list: one row more than shown is asked for, so that no page counts a whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

T = TypeVar("T")
PARAMETER = "trang"
SIZE = 50
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page and what stands around it.

    `number` starts at 1; `first` is the number of the first row shown; `query` holds the other parameters of the
    address, encoded, so that filters stay when one turns the page.
    """

    rows: list[T]
    number: int
    size: int
    has_next: bool
    query: str

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before this one."""
        return self.number > 1

    @property
    def first(self) -> int:
        """The number of the first row shown, 0 for an empty page."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown, 0 for an empty page."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def total(self) -> str:
        """How many rows there are as far as this page knows: "37", or "50+" where more follow."""
        return f"{self.last}+" if self.has_next else str(self.last)

    def href(self, number: int) -> str:
        """The address of page `number` with the same filters."""
        return f"?{self.query}&{PARAMETER}={number}" if self.query else f"?{PARAMETER}={number}"

    @property
    def words(self) -> str:
        """Where one is, in words: "Dòng 51–100"."""
        if not self.rows:
            return _("Không có dòng nào")
        return _("Dòng %(first)s–%(last)s trong %(total)s") % {
            "first": self.first,
            "last": self.last,
            "total": self.total,
        }


def page_number(request: HttpRequest) -> int:
    """The page asked for; 1 where the address holds none or nonsense."""
    raw = request.GET.get(PARAMETER, "")
    return min(max(int(raw), 1), LAST) if raw.isascii() and raw.isdigit() and len(raw) < 20 else 1


def page_of(request: HttpRequest, rows: QuerySet[Any, T] | Sequence[T], size: int = SIZE) -> Page[T]:
    """The page of `rows` that the address asks for, `size` rows long; costs one statement and never counts."""
    number = page_number(request)
    start = (number - 1) * size
    found: list[T] = list(rows[start : start + size + 1])
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return Page(found[:size], number, size, len(found) > size, query.urlencode())

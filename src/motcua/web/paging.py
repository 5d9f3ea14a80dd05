"""Pages of a list: one row more than shown is asked for, so that no page counts a whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.web.formats import vn_number

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

    def href(self, number: int) -> str:
        """The address of page `number` with the same filters."""
        return f"?{self.query}&{PARAMETER}={number}" if self.query else f"?{PARAMETER}={number}"

    @property
    def words(self) -> str:
        """Where one is, in words: "37 dòng", "Dòng 1–50, còn nữa", "Dòng 51–73 trong 73"; nothing is counted for it."""
        if not self.rows:
            return _("Không có dòng nào")
        if not self.has_previous and not self.has_next:
            return ngettext("%(count)s dòng", "%(count)s dòng", self.last) % {"count": vn_number(self.last)}
        said = {"first": vn_number(self.first), "last": vn_number(self.last)}
        if self.has_next:
            return _("Dòng %(first)s–%(last)s, còn nữa") % said
        return _("Dòng %(first)s–%(last)s trong %(last)s") % said


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

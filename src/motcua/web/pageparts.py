"""Parts of a page about one thing: the room that owns the page leaves a place, rooms above it hang something up there.

The page of a procedure is the catalogue's; where it is received, how a defect is reported, is known by rooms above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from motcua.web.navigation import Viewer
from motcua.web.sections import Part


@dataclass(frozen=True, slots=True)
class PagePart:
    """Something that a page shows about its subject.

    `place` names the page and the spot on it ("portal.procedure"); `template` is included with `here` set to what
    `context(request, subject)` returned, None leaves the part out. A part of a public page must not depend on who
    looks, for such pages are kept for a while. Small `order` stands first.
    """

    place: str
    key: str
    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    permission: str | None = None
    order: int = 100


_parts: dict[tuple[str, str], PagePart] = {}


def register(part: PagePart) -> None:
    """Add a part; called from a room's `AppConfig.ready()`. The same place and key replace the earlier one."""
    _parts[part.place, part.key] = part


def parts_of(place: str, request: HttpRequest, subject: object, viewer: Viewer | None = None) -> list[Part]:
    """The parts of a place that are open to `viewer`, in order, with their contexts about `subject`."""
    found = []
    for part in sorted(_parts.values(), key=lambda row: (row.order, row.key)):
        open_to = part.permission is None or (viewer is not None and viewer.may(part.permission))
        if part.place == place and open_to:
            here = part.context(request, subject)
            if here is not None:
                found.append(Part(part.template, here))
    return found

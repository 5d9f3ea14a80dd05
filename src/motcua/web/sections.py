"""Parts of the three home pages: rooms register them, the room `faces` only puts them one under another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from motcua.web.navigation import Face, Viewer


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a home page.

    `template` is included with `here` set to what `context` returned; None leaves the part out. Small `order` stands
    first.
    """

    face: Face
    key: str
    template: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]
    permission: str | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the home page draws it."""

    template: str
    here: Mapping[str, Any]


_sections: dict[tuple[str, str], Section] = {}


def register(section: Section) -> None:
    """Add a section; called from a room's `AppConfig.ready()`. The same face and key replace the earlier one."""
    _sections[section.face, section.key] = section


def parts(face: Face, request: HttpRequest, viewer: Viewer) -> list[Part]:
    """The sections of `face` open to `viewer`, in order, with their contexts."""
    found = []
    for section in sorted(_sections.values(), key=lambda row: (row.order, row.key)):
        if section.face == face and (section.permission is None or viewer.may(section.permission)):
            here = section.context(request)
            if here is not None:
                found.append(Part(section.template, here))
    return found

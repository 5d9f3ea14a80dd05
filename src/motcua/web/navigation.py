"""What stands in the navigation of each face: rooms register entries, a person sees those open to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Face = Literal["portal", "desk", "control"]
FACES: tuple[Face, ...] = ("portal", "desk", "control")


class Viewer(Protocol):
    """Whoever looks at a page; the actor of the room `access` is one."""

    def may(self, permission: str) -> bool:
        """Whether the permission is held."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: the face it stands on, its key (the `nav` of a page's context), its words and its address.

    `permission` hides it from those who do not hold it; `order` sorts, small first; `count` gives the number shown
    beside it (None: no number) and must cost at most one statement.
    """

    face: Face
    key: str
    label: str | Promise
    url_name: str
    permission: str | None = None
    order: int = 100
    count: Callable[[Viewer], int | None] | None = None


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as a template shows it to one person."""

    key: str
    label: str | Promise
    href: str
    count: int | None


@dataclass(frozen=True, slots=True)
class FaceEntry:
    """A whole face as another face leads to it: its words, its home and who may enter."""

    face: Face
    label: str | Promise
    url_name: str
    permission: str | None = None


_items: dict[tuple[str, str], NavItem] = {}
_faces: dict[str, FaceEntry] = {}


def register(item: NavItem) -> None:
    """Add an entry; called from a room's `AppConfig.ready()`. The same face and key replace the earlier entry."""
    _items[item.face, item.key] = item


def register_face(entry: FaceEntry) -> None:
    """Say where a face begins; called by the room that owns the home pages."""
    _faces[entry.face] = entry


def registered() -> tuple[NavItem, ...]:
    """Every entry of every face, in the order in which it is shown."""
    return tuple(sorted(_items.values(), key=lambda item: (FACES.index(item.face), item.order, item.key)))


def address(url_name: str) -> str | None:
    """The address, or None where the route is missing (the system check names it; an error page must still come)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def links(face: Face, viewer: Viewer | None) -> list[NavLink]:
    """The entries of `face` open to `viewer`, with their addresses and numbers."""
    found = []
    for item in registered():
        if item.face != face or (item.permission and not (viewer and viewer.may(item.permission))):
            continue
        href = address(item.url_name)
        if href is not None:
            count = item.count(viewer) if item.count and viewer else None
            found.append(NavLink(item.key, item.label, href, count))
    return found


def face_home(face: Face) -> str:
    """Where a face begins; the portal's root for a face that no room has set up."""
    return (face in _faces and address(_faces[face].url_name)) or "/"


def face_links(viewer: Viewer | None) -> list[NavLink]:
    """The faces that `viewer` may enter."""
    found = []
    for entry in sorted(_faces.values(), key=lambda entry: FACES.index(entry.face)):
        href = address(entry.url_name)
        if href is not None and (entry.permission is None or (viewer and viewer.may(entry.permission))):
            found.append(NavLink(entry.face, entry.label, href, None))
    return found

"""What stands in the navigation of each face: rooms register entries, a person sees those open to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Face = Literal["portal", "desk", "control"]
FACES: tuple[Face, ...] = ("portal", "desk", "control")
FEW = 8  # entries that a rail shows without folding


class Viewer(Protocol):
    """Whoever looks at a page; the actor of the room `access` is one."""

    def may(self, permission: str) -> bool:
        """Whether the permission is held."""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A heading over entries of the desk or control rail; those of the house stand in `web/navgroups.py`."""

    key: str
    label: str | Promise
    order: int

    def register(
        self, key: str, label: str | Promise, url_name: str, permission: str, order: int, *faces: Face
    ) -> None:
        """Add an entry of the control face (or of `faces`) below this heading; the arguments are those of `NavItem`."""
        for face in faces or ("control",):
            register(NavItem(face, key, label, url_name, permission, order, group=self))


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: the face it stands on, its key (the `nav` of a page's context), its words and its address.

    `permission` hides it from those who do not hold it; `order` sorts inside its group, small first; `count` gives the
    number shown beside it (None: no number) and must cost at most one statement. Without a `group` it stands above all
    groups.
    """

    face: Face
    key: str
    label: str | Promise
    url_name: str
    permission: str | None = None
    order: int = 100
    count: Callable[[Viewer], int | None] | None = None
    group: NavGroup | None = None


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as a template shows it to one person."""

    key: str
    label: str | Promise
    href: str
    count: int | None
    group: NavGroup | None = None


@dataclass(frozen=True, slots=True)
class NavPart:
    """A run of entries: below the heading of their group, which folds, or bare (`group` None)."""

    group: NavGroup | None
    links: tuple[NavLink, ...]

    def holds(self, key: str) -> bool:
        """Whether the entry of a page is one of these."""
        return any(link.key == key for link in self.links)


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
    return tuple(sorted(_items.values(), key=_place))


def _place(item: NavItem) -> tuple[int, int, int, str]:
    return FACES.index(item.face), item.group.order if item.group else 0, item.order, item.key


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
            found.append(NavLink(item.key, item.label, href, count, item.group))
    return found


def parts(face: Face, viewer: Viewer | None) -> list[NavPart]:
    """The entries of `face` open to `viewer` under their groups.

    Where there are few of them nothing folds, nor does a group of which one entry alone is open to this person.
    """
    found = links(face, viewer)
    if len(found) <= FEW:
        return [NavPart(None, tuple(found))]
    runs = [(group, tuple(run)) for group, run in groupby(found, key=lambda link: link.group)]
    return [NavPart(group if len(run) > 1 else None, run) for group, run in runs]


def face_home(face: Face) -> str:
    """Where a face begins; the portal's root for a face that no room has set up."""
    return (face in _faces and address(_faces[face].url_name)) or "/"


def may_enter(face: Face, viewer: Viewer | None) -> bool:
    """Whether `face` stands open to `viewer`."""
    entry = _faces.get(face)
    return entry is not None and (entry.permission is None or bool(viewer and viewer.may(entry.permission)))


def face_links(viewer: Viewer | None) -> list[NavLink]:
    """The faces that `viewer` may enter."""
    found = []
    for entry in sorted(_faces.values(), key=lambda entry: FACES.index(entry.face)):
        href = address(entry.url_name)
        if href is not None and may_enter(entry.face, viewer):
            found.append(NavLink(entry.face, entry.label, href, None))
    return found

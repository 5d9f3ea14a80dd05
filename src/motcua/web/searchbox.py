"""The search field of each face: where it asks, what it says, which address gives instant results."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from motcua.web.navigation import Face


@dataclass(frozen=True, slots=True)
class SearchBox:
    """A search field: a GET form to `action` with the text in `q`.

    `suggest` answers `{"results": [{"name", "url", "note", "group"}]}` to `?q=` for results as one types;
    without it the field still searches on Enter. A result may carry `spans`, pairs of places in the name to stress.
    """

    face: Face
    action: str
    label: str | Promise
    placeholder: str | Promise = ""
    button: str | Promise = ""
    suggest: str = ""


_boxes: dict[str, SearchBox] = {}


def register(box: SearchBox) -> None:
    """Set the search field of a face; called from a room's `AppConfig.ready()`; a later room replaces it."""
    _boxes[box.face] = box


def box_of(face: Face) -> SearchBox | None:
    """The search field of a face, or None where no room has one."""
    return _boxes.get(face)

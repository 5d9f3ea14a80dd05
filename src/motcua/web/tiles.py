"""The figures on the home pages of desk and control: rooms register them, a person sees those open to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from motcua.web.navigation import Viewer

TileFace = Literal["desk", "control"]
Kind = Literal["neutral", "info", "success", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a tile shows: a number (None: not known, never shown as zero), what it counts, where its rows are.

    `note` says what to do next or how the number came about; `kind` colours it, with `kind_text` as the word for it.
    """

    number: int | None
    label: str | Promise
    href: str
    note: str | Promise = ""
    kind: Kind = "neutral"
    kind_text: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A registered figure: `figure` is asked for each viewer and costs a constant number of statements."""

    face: TileFace
    key: str
    figure: Callable[[Viewer], Figure | None]
    permission: str | None = None
    order: int = 100


_tiles: dict[tuple[str, str], Tile] = {}


def register(tile: Tile) -> None:
    """Add a tile; called from a room's `AppConfig.ready()`. The same face and key replace the earlier tile."""
    _tiles[tile.face, tile.key] = tile


def figures(face: TileFace, viewer: Viewer) -> list[Figure]:
    """The figures of `face` for `viewer`, small order first; a tile that has nothing to say gives None."""
    tiles = sorted((tile for tile in _tiles.values() if tile.face == face), key=lambda tile: (tile.order, tile.key))
    allowed = [tile for tile in tiles if tile.permission is None or viewer.may(tile.permission)]
    return [figure for figure in (tile.figure(viewer) for tile in allowed) if figure is not None]

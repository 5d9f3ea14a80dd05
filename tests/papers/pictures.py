"""Pictures of pages as small grids of ink that a person can read in a diff.

A page is drawn by the product, cut into cells of 6 × 6 points, and each cell told by a digit: 0 is white paper, 9 is
half ink or more. The grids of known pages stand in `pages/`; `python -m tests.papers.pictures` draws them anew, to be
looked at before they are committed.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from motcua.papers.document import Document
from motcua.papers.rendering.pdf import pages

Ink = NDArray[np.float64]
FOLDER = Path(__file__).parent / "pages"
PPI = 36
CELL = 3  # dots, 6 points
FAR = 2  # digits by which a cell may differ unseen
TOLERANCE = 5  # cells that other builds of the typesetter may draw otherwise
DOTS_A_MM = PPI / 25.4


def ink_of(png: bytes) -> Ink:
    """Return the ink of a PNG picture (8 bits, RGB or RGBA) as shares between 0 and 1, a row a line of dots."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    channels = {2: 3, 6: 4}[colour]
    packed, place = b"", 8
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        packed += png[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        place += size + 12
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    lines = _unfiltered(raw, channels).reshape(height, width, channels)
    return 1.0 - lines[:, :, :3].mean(axis=2) / 255.0


def _unfiltered(raw: NDArray[np.uint8], channels: int) -> NDArray[np.uint8]:
    done = np.zeros((raw.shape[0], raw.shape[1] - 1), np.uint8)
    above = np.zeros(raw.shape[1] - 1, np.int64)
    for number, line in enumerate(raw):
        done[number] = above = _line(int(line[0]), line[1:].astype(np.int64), above, channels)
    return done


def _line(kind: int, line: NDArray[np.int64], above: NDArray[np.int64], channels: int) -> NDArray[np.int64]:
    if kind == 0:
        return line
    if kind == 2:
        return (line + above) % 256
    out = line.copy()
    for place in range(len(out)):
        left = int(out[place - channels]) if place >= channels else 0
        up = int(above[place])
        corner = int(above[place - channels]) if place >= channels else 0
        guess = {1: left, 3: (left + up) // 2}.get(kind)
        if guess is None:
            first = left + up - corner
            guess = min((left, up, corner), key=lambda one: abs(first - one))
        out[place] = (out[place] + guess) % 256
    return out


def page_of(document: Document, page: int) -> Ink:
    """Return the ink of a page (from 1) of a document."""
    return ink_of(pages(document, PPI)[page - 1])


def part(ink: Ink, *, top: float = 0, bottom: float = 1000, left: float = 0, right: float = 1000) -> Ink:
    """Return what lies between these distances from the upper left corner, in millimetres."""
    y0, y1, x0, x1 = (round(side * DOTS_A_MM) for side in (top, bottom, left, right))
    return ink[y0:y1, x0:x1]


def grid_of(document: Document, page: int) -> Ink:
    """Return the grid of a page (from 1) of a document: a digit a cell."""
    ink = page_of(document, page)
    high, wide = (side // CELL * CELL for side in ink.shape)
    cells = ink[:high, :wide].reshape(high // CELL, CELL, wide // CELL, CELL).mean(axis=(1, 3))
    return np.minimum(9.0, np.round(cells * 18))


def written(grid: Ink) -> str:
    """Return a grid as text, a line a row of cells, white as a dot."""
    return "\n".join("".join("." if cell == 0 else str(int(cell)) for cell in line) for line in grid) + "\n"


def known(name: str) -> Ink:
    """Return a grid of `pages/`."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="ascii").split()
    return np.array([[0.0 if cell == "." else float(cell) for cell in line] for line in lines])


def distance(one: Ink, other: Ink) -> int:
    """Return how many cells of two grids are plainly not the same; all where the pages are not of one size."""
    return int((np.abs(one - other) > FAR).sum()) if one.shape == other.shape else one.size


def main() -> None:
    """Draw all known pages anew."""
    from tests.papers.test_first_pages_look_as_offices_send_them import KNOWN

    for name, (made, page) in KNOWN.items():
        (FOLDER / f"{name}.txt").write_text(written(grid_of(made(), page)), encoding="ascii")


if __name__ == "__main__":
    import django

    django.setup()
    main()

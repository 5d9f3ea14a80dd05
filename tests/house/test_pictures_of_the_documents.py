"""Pictures of the documents are few, small, described in words and all of today's list."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = sorted((ROOT / "docs" / "images").glob("*"))
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def _smaller(picture: bytes) -> bytes:
    """What the command makes of a picture; its folder is no package."""
    sys.path.append(str(ROOT / "tools"))
    from picture import smaller

    return smaller(picture)


def _shown() -> dict[Path, str]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {
        (page.parent / target).resolve(): words for page in pages for words, target in SHOWN.findall(page.read_text())
    }


def test_pictures_are_few_and_small() -> None:
    assert 1 <= len(PICTURES) <= 8
    assert not {path.name: path.stat().st_size for path in PICTURES if path.stat().st_size > 150_000}


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it() -> None:
    shown = _shown()
    assert set(shown) == set(PICTURES)
    assert all(len(words) > 15 for words in shown.values())


def _png(rows: list[bytes], width: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows)))
        + chunk(b"IEND", b"")
    )


def _colours(picture: bytes) -> list[list[bytes]]:
    """The pixels of a picture with a palette and unfiltered rows."""
    parts, place = {}, 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        parts[picture[place + 4 : place + 8]] = picture[place + 8 : place + 8 + length]
        place += length + 12
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    rows, palette = zlib.decompress(parts[b"IDAT"]), parts[b"PLTE"]
    lines = [rows[n * (width + 1) + 1 : (n + 1) * (width + 1)] for n in range(height)]
    return [[palette[3 * spot : 3 * spot + 3] for spot in line] for line in lines]


@pytest.mark.parametrize(
    ("second_row", "expected"),
    [
        (b"\x00\x05\x06\x07\x08\x09\x0a", [(5, 6, 7), (8, 9, 10)]),  # as it is
        (b"\x01\x05\x06\x07\x08\x09\x0a", [(5, 6, 7), (13, 15, 17)]),  # beside the left
        (b"\x02\x05\x06\x07\x08\x09\x0a", [(15, 26, 37), (48, 59, 70)]),  # beside what is above
        (b"\x03\x05\x06\x07\x08\x09\x0a", [(10, 16, 22), (33, 42, 51)]),  # beside the mean of both
        (b"\x04\x05\x06\x07\x08\x09\x0a", [(15, 26, 37), (48, 59, 70)]),  # beside the nearest of three
    ],
)
def test_a_small_picture_shows_the_same_colours(second_row: bytes, expected: list[tuple[int, ...]]) -> None:
    first = b"\x00" + bytes([10, 20, 30, 40, 50, 60])
    pixels = _colours(_smaller(_png([first, second_row], 2)))
    assert pixels[0] == [bytes([10, 20, 30]), bytes([40, 50, 60])]
    assert pixels[1] == [bytes(colour) for colour in expected]


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        _smaller(b"GIF89a")

"""Makes PNG pictures of screens small: at most 256 colours, one byte a pixel; a screen has few, so little is lost.

Reads what browsers write: eight bits a channel, red-green-blue with or without alpha, not interlaced (ISO/IEC 15948).
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
_HEAD = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # colour type: bytes a pixel
_COLOURS = 256


def smaller(picture: bytes) -> bytes:
    """The same picture with a palette; raises `ValueError` for a kind of PNG that browsers do not write."""
    pixels = _pixels(picture)
    palette, places = _palette(pixels.reshape(-1, 3))
    height, width = pixels.shape[:2]
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = places.reshape(height, width)
    return b"".join(
        (
            _HEAD,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _pixels(picture: bytes) -> Bytes:
    """Rows of red, green, blue."""
    if not picture.startswith(_HEAD):
        raise ValueError("This is no PNG picture.")
    width, height, depth, colour, _method, _filter, interlaced = struct.unpack(">IIBBBBB", picture[16:29])
    if depth != 8 or colour not in _CHANNELS or interlaced:
        raise ValueError("Only eight-bit pictures in red, green and blue are read.")
    channels = _CHANNELS[colour]
    packed, place = b"", len(_HEAD)
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        if picture[place + 4 : place + 8] == b"IDAT":
            packed += picture[place + 8 : place + 8 + length]
        place += length + 12
    data = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    above = np.zeros((width, channels), np.uint8)
    rows = []
    for row in data:
        above = _unfiltered(int(row[0]), row[1:].reshape(width, channels), above)
        rows.append(above[:, :3])
    return np.stack(rows)


def _unfiltered(kind: int, row: Bytes, above: Bytes) -> Bytes:
    """One row as it was before the encoder wrote differences to what is left of and above each pixel."""
    if kind == 0:
        return row
    if kind == 1:
        return np.cumsum(row, axis=0, dtype=np.uint8)
    if kind == 2:
        return row + above
    given, over = row.tolist(), above.tolist()
    left = corner = [0] * row.shape[1]
    done = []
    for pixel, up in zip(given, over, strict=True):
        guess = map(_mean if kind == 3 else _paeth, left, up, corner)
        left = [(value + near) & 255 for value, near in zip(pixel, guess, strict=True)]
        corner = up
        done.append(left)
    return np.array(done, np.uint8)


def _mean(left: int, up: int, _corner: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    """Whichever of the three is nearest to left + up - corner; on a tie in this order."""
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def _palette(pixels: Bytes) -> tuple[Bytes, Bytes]:
    """The commonest colours, and for each pixel the nearest of them."""
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, which, counts = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int32)
    kept = colours[np.argsort(counts)[::-1][:_COLOURS]]
    nearest = np.empty(len(colours), np.uint8)
    for place in range(0, len(colours), 1024):
        part = colours[place : place + 1024, None] - kept[None]
        nearest[place : place + 1024] = (part * part).sum(axis=2).argmin(axis=1)
    return kept.astype(np.uint8), nearest[which.ravel()]

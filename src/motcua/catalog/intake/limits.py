"""How much one import may take: real files are far below, hostile ones meet these walls before memory runs out."""

from __future__ import annotations

import re
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import, each a parameter. Sizes are bytes, lengths are characters.

    The largest real inputs known: 29 MB of JSON lines (3,330 procedures), a Word file of 0.2 MB of XML, a list of 540
    rows, a procedure with 94 papers, a text of about 60,000 characters.
    """

    file_bytes: int = 64 * MEGABYTE  # one file as given
    unpacked_bytes: int = 512 * MEGABYTE  # everything that one given file unpacks to, nested archives included
    member_bytes: int = 128 * MEGABYTE  # one member of an archive, unpacked
    ratio: int = 200  # unpacked ÷ packed; office files stay below 60
    ratio_free_bytes: int = 4 * MEGABYTE  # below this size the ratio does not matter
    members: int = 20_000  # members of one archive; parts of one office file
    depth: int = 1  # archives inside an archive
    xml_bytes: int = 16 * MEGABYTE  # one XML part of a Word file
    document_bytes: int = 64 * MEGABYTE  # one JSON document that is not JSON lines
    line_bytes: int = 4 * MEGABYTE  # one line of JSON lines
    rows: int = 100_000  # rows that a sheet declares, blank ones too
    columns: int = 200  # columns that a sheet declares
    sheet_text: int = 64 * MEGABYTE  # characters in all cells of a workbook
    text: int = 500_000  # one field of a record
    items: int = 2_000  # papers, channels, results, basis of one record
    rejections: int = 2_000  # from one source; then reading stops with a last sentence
    code: re.Pattern[str] = re.compile(r"\d{1,2}\.\d{6}(?:\.[0-9A-Z]{2,4})*")


DEFAULT = Limits()

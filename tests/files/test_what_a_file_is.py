"""The kind of a file is told by its content; its name may say what it likes."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from motcua.files import media
from motcua.files.names import LONGEST, clean_name
from tests.files.conftest import TYPES


def kind(content: bytes) -> str:
    return media.detect(io.BytesIO(content))


def test_word_and_excel_files_are_told_from_plain_zips(zipped: Callable[..., bytes]) -> None:
    word = io.BytesIO()
    docx.Document().save(word)
    sheet = io.BytesIO()
    xlsxwriter.Workbook(sheet).close()
    assert media.detect(word) == media.DOCX
    assert media.detect(sheet) == media.XLSX
    assert kind(zipped({"a.docx": b"x"})) == media.ZIP
    assert kind(zipped({})) == media.ZIP


@pytest.mark.parametrize(("part", "expected"), [("word", media.DOCM), ("xl", media.XLSM)])
def test_macros_are_seen_whatever_the_name_says(zipped: Callable[..., bytes], part: str, expected: str) -> None:
    content = zipped({"[Content_Types].xml": TYPES, f"{part}/x.xml": b"<x/>", f"{part}/vbaProject.bin": b"\x00"})
    assert kind(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", media.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", media.PNG),
        (b"\xff\xd8\xff\xe0", media.JPEG),
        (gzip.compress(b"x", mtime=0), media.GZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", media.OLE),
        (b'{"code": "1.001193"}', media.JSON),
        (b"\xef\xbb\xbf [1, 2]", media.JSON),
        (b'{"a": 1}\n{"a": 2}\n', media.JSON_LINES),
        (b'{"a": 1}\n', media.JSON),
        ("Đăng ký khai sinh".encode(), media.TEXT),
        ("Đăng ký khai sinh".encode("utf-16"), media.UNKNOWN),
        ("mã;tên".encode("cp1258", errors="ignore") + b"\xea", media.TEXT),
        (b"{not json", media.TEXT),
        (b"PK\x03\x04 cut short", media.UNKNOWN),
        (b"\x7fELF\x02\x01\x01\x00", media.UNKNOWN),
        (b"", media.UNKNOWN),
    ],
)
def test_kinds_are_told_by_content(content: bytes, expected: str) -> None:
    assert kind(content) == expected


def test_long_json_is_told_from_its_beginning() -> None:
    row = '{"name": "' + "ký " * 100 + '"}\n'
    assert kind((row * 1000).encode()) == media.JSON_LINES
    assert kind(("[" + row * 1000 + "]").encode()) == media.JSON


@given(st.binary(max_size=300))
def test_no_content_makes_it_stumble(content: bytes) -> None:
    stream = io.BytesIO(content)
    assert media.detect(stream) in media.WORDS
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Tài liệu\\quyết định.docx", "quyết định.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202excod.exe", "axcod.exe"),
        ("Quye\u0302\u0301t\x00.pdf", "Quyết.pdf"),
        (" . ", "tep"),
        ("", "tep"),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text(max_size=600))
def test_every_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = clean_name(name)
    assert 1 <= len(kept) <= LONGEST
    assert "/" not in kept
    assert clean_name(kept) == kept

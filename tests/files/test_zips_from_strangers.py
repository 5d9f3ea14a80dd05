"""A zip is measured before it is unfolded: bombs, passwords and paths that lead outside are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from motcua.files.archives import ZipLimits, read_members
from motcua.web.faults import UserError

Zipped = Callable[..., bytes]


def refused(content: bytes, limits: ZipLimits | None = None) -> str:
    with pytest.raises(UserError) as refusal:
        list(read_members(io.BytesIO(content), limits))
    return refusal.value.code


def test_a_good_zip_is_read_in_its_order(zipped: Zipped) -> None:
    content = zipped({"a/1.json": b"{}", "a/": b"", "Thủ tục.docx": b"x"})
    assert [(name, inner.read()) for name, inner in read_members(io.BytesIO(content))] == [
        ("a/1.json", b"{}"),
        ("Thủ tục.docx", b"x"),
    ]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "..\\x"])
def test_paths_that_lead_outside_are_refused(zipped: Zipped, name: str) -> None:
    assert refused(zipped({name: b"x"})) == "zip-outside"


def test_bombs_are_refused_before_they_go_off(zipped: Zipped) -> None:
    bomb = zipped({"x": b"\0" * (20 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refused(bomb) == "zip-bomb"
    assert refused(zipped({str(number): b"x" for number in range(20)}), ZipLimits(members=10)) == "zip-members"
    assert refused(zipped({"a": b"x" * 60, "b": b"x" * 60}), ZipLimits(total_bytes=100)) == "zip-too-large"
    assert refused(zipped({"a": b"x" * 101}), ZipLimits(member_bytes=100)) == "zip-too-large"


def test_a_zip_with_a_password_is_refused(zipped: Zipped) -> None:
    content = bytearray(zipped({"a": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag in the table of contents
    assert refused(bytes(content)) == "zip-encrypted"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"plain text"])
def test_what_is_no_zip_is_said_to_be_broken(content: bytes) -> None:
    assert refused(content) == "zip-broken"


def test_a_member_that_is_longer_than_its_table_says_ends_in_an_error(zipped: Zipped) -> None:
    lying = bytearray(zipped({"a": b"x" * 5000}))
    entry = lying.index(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with (
        zipfile.ZipFile(io.BytesIO(bytes(lying))) as archive,
        archive.open("a") as inner,
        pytest.raises(zipfile.BadZipFile),
    ):
        inner.read()

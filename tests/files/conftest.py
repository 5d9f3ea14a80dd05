"""Files as people bring them, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store without a scanner."""
    settings.MEDIA_ROOT = tmp_path / "store"
    monkeypatch.delenv("MOTCUA_VIRUS_SCANNER", raising=False)
    return settings.MEDIA_ROOT


@pytest.fixture
def zipped() -> Callable[[Mapping[str, bytes]], bytes]:
    """The bytes of a zip with these members."""

    def make(members: Mapping[str, bytes]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make

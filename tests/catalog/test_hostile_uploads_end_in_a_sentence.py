"""Hostile files sent through the page and the API: a clear sentence, nothing half-written, texts shown harmlessly."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.catalog.intake.json_out import row_of
from motcua.catalog.models import Field, ImportBatch, ImportItem, Outcome, Procedure
from motcua.jobs.models import Queue
from motcua.jobs.worker import JobWorker
from tests.catalog.records import BIRTH, another

PAGE, API = "/kiem-soat/nhap/", "/api/v1/imports"
SCRIPT = "<script>alert(1)</script>"


def _zip(files: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def _line(record: Any) -> bytes:
    return json.dumps(row_of(record), ensure_ascii=False).encode()


def _word(*, macro: bool = False, outside: bool = False) -> bytes:
    """A Word file that carries a macro or reaches to another host."""
    files = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    }
    if macro:
        files["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    if outside:
        files["word/_rels/document.xml.rels"] = (
            b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'attachedTemplate" Target="http://203.0.113.9/t.dotm" TargetMode="External"/></Relationships>'
        )
    return _zip(files)


def _blank_sheet() -> bytes:
    """A workbook that declares a million blank rows."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    return _zip(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            b'<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet % rows,
        }
    )


HOSTILE = {
    "bom.zip": lambda: _zip({"a.jsonl": b"0" * 300_000_000}),
    "macro.docx": lambda: _word(macro=True),
    "ngoai.docx": lambda: _word(outside=True),
    "trong.xlsx": _blank_sheet,
    "ma.jsonl": lambda: _line(BIRTH).decode().encode("utf-16-le"),
    "ansi.json": lambda: '{"code": "1.001193", "name": "Đăng ký"}'.encode("cp1258", "replace"),
    "rong.jsonl": lambda: b"  \n",
    "ten.exe": lambda: b"MZ\x90\x00" + b"\x00" * 100,
}


@pytest.fixture
def officer(client_with: Callable[..., Client]) -> Client:
    return client_with("catalog.import")


@pytest.fixture
def by_page(officer: Client) -> Callable[[str, bytes], str]:
    """Send a file through the page, let the job read it; what the officer then reads."""

    def send(name: str, data: bytes) -> str:
        answer = officer.post(PAGE, {"file": SimpleUploadedFile(name, data), "effective_from": ""}, follow=True)
        JobWorker([Queue.SLOW], threaded=False).drain()
        if answer.redirect_chain:
            return officer.get(answer.redirect_chain[-1][0]).content.decode()
        found = re.search(r'id="id_file-error"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)
        assert found, "the form does not say what is wrong"
        return " ".join(re.sub(r"<span.*?</span>|<[^>]+>", "", found[1]).split())

    return send


@pytest.fixture
def by_api(officer: Client) -> Callable[[str, bytes], str]:
    """The same through the machine API."""

    def send(name: str, data: bytes) -> str:
        answer = officer.post(API, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code < 500
        if answer.status_code >= 400:
            return str(answer.json()["error"]["message"])
        JobWorker([Queue.SLOW], threaded=False).drain()
        address = f"{API}/{answer.json()['id']}"
        return json.dumps([officer.get(address).json(), officer.get(f"{address}/items").json()], ensure_ascii=False)

    return send


@pytest.fixture(autouse=True)
def _nothing_is_left(db: None) -> Iterator[None]:
    yield
    assert not Field.objects.exists()
    assert not Procedure.objects.exists()
    assert not ImportBatch.objects.filter(state__in=["waiting", "reading", "applying"]).exists()
    assert not ImportItem.objects.filter(outcome=Outcome.REJECTED, reason="").exists()


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("way", ["by_page", "by_api"])
def test_a_hostile_file_ends_in_a_sentence(request: pytest.FixtureRequest, way: str, name: str) -> None:
    said = request.getfixturevalue(way)(name, HOSTILE[name]())
    batch = ImportBatch.objects.first()
    told = [batch.fault, *batch.items.values_list("reason", flat=True)] if batch else [said]
    sentences = [text for text in told if text]
    assert sentences, "nothing was said"
    assert all(text.rstrip().endswith((".", ")")) and " " in text for text in sentences), sentences
    assert not any(word in text for text in sentences for word in ("Traceback", "Error", "Exception", "None"))
    if batch and way == "by_page":
        assert not batch.items.exclude(outcome=Outcome.REJECTED).exists()


def test_one_code_with_two_contents_is_told_with_both_places(by_page: Callable[[str, bytes], str]) -> None:
    page = by_page("hai.jsonl", _line(BIRTH) + b"\n" + _line(replace(BIRTH, steps="Khác.")))
    assert "với nội dung khác" in page
    assert "dòng 1" in page


def test_script_in_names_is_shown_as_text(by_page: Callable[[str, bytes], str]) -> None:
    record = another("1.000007", steps=SCRIPT, agency=SCRIPT, field=SCRIPT)
    page = by_page(f"{SCRIPT}.jsonl", _line(replace(record, name=f"Tên {SCRIPT}")))
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page

"""What pages do with documents, machines and the terminal do too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState
from tests.papers.conftest import LETTER
from tests.processes import MOTCUA, ROOT, free_port

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def machine(client_with: Callable[..., Client]) -> Callable[..., Any]:
    """`machine("post", "/papers", {...})`: the answer's JSON; the status stands under `_status`."""
    client = client_with("papers.view", "papers.draft", "papers.submit", "papers.register")

    def call(method: str, path: str, told: Any = None, *, form: bool = False) -> Any:
        more: dict[str, Any] = {"data": told} if form or method == "get" else {"data": json.dumps(told)}
        if method != "get" and not form:
            more["content_type"] = "application/json"
        answer = getattr(client, method)(f"/api/v1{path}", **more)
        given = answer.json() if "json" in answer["Content-Type"] else {"content": answer.content}
        return {**given, "_status": answer.status_code} if isinstance(given, dict) else given

    return call


def terminal(*words: str) -> Any:
    """What `motcua paper … --json` prints."""
    out = StringIO()
    call_command("paper", *words, "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_a_machine_brings_a_letter_through_its_life(machine: Callable[..., Any], office: Unit) -> None:
    given = {"template": "letter", "unit": office.public_id, "title": "Thư", "data": LETTER}
    made = machine("post", "/papers", given)
    one = f"/papers/{made['id']}"
    assert made["state"] == "draft"
    changed = machine("put", one, {"version": 1, "data": {**LETTER, "subject": "khác"}})
    assert changed["data"]["subject"] == "khác"
    assert machine("put", one, {"version": 1, "data": LETTER})["error"]["code"] == "stale"
    sent_in = machine("post", f"{one}/submission", {"version": 2})
    back = machine("post", f"{one}/return", {"version": sent_in["version"], "reason": "Sửa"})
    sent_in = machine("post", f"{one}/submission", {"version": back["version"]})
    told = {"version": sent_in["version"], "number": 5, "symbol": "VP", "signed_on": timezone.localdate().isoformat()}
    upload = SimpleUploadedFile("a.pdf", PDF)
    signed = machine("post", f"{one}/signature", {**told, "signer": "Người ký", "file": upload}, form=True)
    assert (signed["number"], len(signed["signed_copy"])) == ("05/VP", 64)
    assert machine("get", f"{one}/drawn/docx")["content"].startswith(b"PK")
    sent = machine("post", f"{one}/sending", {"version": signed["version"], "to": ["Bộ Tư pháp", office.public_id]})
    row = sent["dispatches"][0]
    assert machine("post", f"{one}/sending/{row['id']}/receipt")["received_at"]
    new = machine("post", f"{one}/replacement", {"version": sent["version"], "reason": "Sai"})
    assert new["replaces"] == made["id"]
    gone = machine("post", f"{one}/recall", {"version": sent["version"] + 1, "reason": "Sai"})
    assert gone["state"] == "recalled"
    assert machine("post", f"{one}/inquiry")["error"]["code"] == "no-docsystem"
    assert machine("get", "/papers/khong-co")["_status"] == 404
    assert [row["id"] for row in machine("get", "/papers", {"state": "recalled"})["items"]] == [made["id"]]


@pytest.mark.django_db
def test_a_machine_keeps_a_register(machine: Callable[..., Any], office: Unit, submitted: Callable[..., Paper]) -> None:
    year = timezone.localdate().year
    told = {"unit": office.public_id, "kind": "letter", "year": year, "pattern": "{number}/VP-KSTT", "first": 9}
    book = machine("post", "/registers", told)
    assert book["last"] is None
    one = f"/registers/{book['id']}"
    assert machine("post", f"{one}/numbers", {"subject": "Giấy mời"})["number_text"] == "09/VP-KSTT"
    paper = submitted()
    given = {"version": paper.version, "register_id": book["id"], "signer": "Người ký"}
    day = timezone.localdate().isoformat()
    assert machine("post", f"/papers/{paper.public_id}/number", {**given, "signed_on": day})["number"] == "10/VP-KSTT"
    numbers = machine("get", f"{one}/numbers", {"size": 1})
    assert ([row["number"] for row in numbers["items"]], numbers["next"]) == ([10], True)
    assert machine("get", "/registers", {"year": year})["items"][0]["last"] == 10
    closed = machine("post", f"{one}/closing", {"version": book["version"]})
    assert closed["closed"]
    assert machine("post", f"{one}/numbers", {"subject": "Giấy mời"})["error"]["code"] == "register-closed"


@pytest.mark.django_db
def test_the_terminal_brings_a_letter_through_its_life(office: Unit, tmp_path: Path) -> None:
    data, copy = tmp_path / "data.json", tmp_path / "ky.pdf"
    data.write_text(json.dumps(LETTER))
    copy.write_bytes(PDF)
    today = timezone.localdate().isoformat()
    made = terminal("make", "letter", "--unit", office.public_id, "--title", "Thư", "--data", str(data))
    one = made["id"]
    terminal("change", one, "--data", str(data), "--title", "Thư khác")
    terminal("submit", one)
    terminal("return", one, "--reason", "Sửa")
    terminal("submit", one)
    signing = ["--signed-on", today, "--signer", "Người ký", "--file", str(copy)]
    signed = terminal("sign", one, "--number", "7", "--symbol", "VP", *signing)
    assert (signed["title"], signed["number"], signed["state"]) == ("Thư khác", "07/VP", "signed")
    sent = terminal("send", one, "Bộ Tư pháp")
    assert terminal("received", one, sent["dispatches"][0]["id"])["received_at"]
    new = terminal("replace", one, "--reason", "Sai")
    assert terminal("recall", one, "--reason", "Sai")["state"] == "recalled"
    assert [row["id"] for row in terminal("list", "--state", "draft")] == [new["id"]]
    assert terminal("show", new["id"])["replaces"] == one
    with pytest.raises(CommandError, match="hệ thống quản lý văn bản"):
        terminal("ask", one)
    with pytest.raises(CommandError, match="Không đọc được dữ liệu"):
        terminal("change", new["id"], "--data", str(copy))


@pytest.mark.django_db
def test_the_terminal_keeps_a_register(office: Unit, submitted: Callable[..., Paper]) -> None:
    year = timezone.localdate().year
    terminal("open-register", "{number}/VP-KSTT", "--unit", office.public_id, "--kind", "letter")
    named = f"VP-KSTT/{year}"
    terminal("take-number", named, "Giấy mời")
    paper = submitted()
    signing = ["--signed-on", timezone.localdate().isoformat(), "--signer", "Người ký"]
    assert terminal("number", paper.public_id, "--register", named, *signing)["number"] == "02/VP-KSTT"
    told = terminal("numbers", named)
    assert [row["number"] for row in told["numbers"]] == [2, 1]
    assert told["missing"] == []
    assert terminal("registers", "--year", str(year))[0]["last"] == 2
    assert terminal("close-register", named)["closed"]
    with pytest.raises(CommandError, match="Không có sổ này"):
        terminal("numbers", "khong-co")
    assert Paper.objects.get().state == PaperState.SIGNED


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_stand_in_answers_as_a_process_of_its_own(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    env = {**os.environ, "MOTCUA_HOME": str(tmp_path), "DATABASE_URL": ""}
    process = subprocess.Popen(
        [*MOTCUA, "paper", "simulator", "--port", str(port)], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        assert f"MOTCUA_DOCSYSTEM=simulator:http://127.0.0.1:{port}" in process.stderr.readline()
        with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            assert "Chưa có văn bản nào." in answer.read().decode()
    finally:
        process.send_signal(number)
        process.wait(15)
    assert process.returncode == 0

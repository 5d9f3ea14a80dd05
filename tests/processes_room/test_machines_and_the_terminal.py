"""The same for machines and at the terminal."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from motcua.processes.bpmn.write import bpmn_of
from motcua.processes.models import Process
from tests.processes_room.conftest import a_flow

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/processes"


@pytest.fixture
def ask(client_with):
    """`ask("post", "/x", {…})`: what a machine gets as (status, JSON)."""
    client = client_with("processes.edit", "review.check")

    def call(method, path, body=None):
        kwargs = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(client, method)(f"{ROOT}{path}", **kwargs)
        return answer.status_code, answer.json()

    call.client = client
    return call


def run(*words):
    out = StringIO()
    call_command("processes", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_machine_leads_a_process_to_its_end(ask, birth):
    status, made = ask("post", "", {"codes": ["1.001193"]})
    assert (status, made["state"], made["source"]) == (200, "draft", "record"), made
    one = f"/{made['id']}"
    steps = [step.to_dict() for step in a_flow()]
    status, made = ask("put", one, {"steps": steps, "version": made["version"]})
    assert (status, made["steps"]) == (200, steps)
    assert made["facts"]["times_words"] == "0,5 ngày; 4 ngày làm việc; 2 bước chưa rõ thời gian"
    assert ask("put", one, {"steps": [], "version": 1})[0] == 409
    status, made = ask("post", f"{one}/confirm", {"version": made["version"]})
    assert (status, made["state"], made["problems"]) == (200, "confirmed", [])
    assert ask("put", one, {"steps": steps, "version": made["version"]})[0] == 409
    status, made = ask("post", f"{one}/reopen", {"reason": "Bỏ bước ký"})
    status, made = ask("put", one, {"steps": steps[:5] + steps[6:], "version": made["version"]})
    rows = ask("get", f"{one}/changes?old=1&new=2")[1]["rows"]
    assert [row["old"]["name"] for row in rows if row["change"] == "removed"] == ["Ký"]
    assert ask("delete", f"{one}?version={made['version']}")[1]["gone"] is False
    assert [row["number"] for row in ask("get", "/1.001193")[1]["history"]] == [1]
    assert [row["id"] for row in ask("get", "?q=khai&state=confirmed&kind=single")[1]["items"]] == [made["id"]]
    assert ask("get", "?state=draft")[1]["items"] == []


def test_a_machine_sends_and_takes_files(ask, opened):
    one = f"{ROOT}/{opened.public_id}"
    file = SimpleUploadedFile("a.bpmn", bpmn_of(a_flow(), "x"))
    answer = ask.client.post(f"{one}/file", {"file": file, "version": 1})
    assert answer.status_code == 200, answer.content
    assert answer.json()["source"] == "bpmn"
    assert ask.client.get(f"{one}/files/bpmn").content == bpmn_of(a_flow(), opened.title)
    assert ask.client.get(f"{one}/files/exe").status_code == 404
    assert ask("get", "/khong-co")[0] == 404
    assert ask("get", f"/{opened.public_id}?number=7")[0] == 404
    bad = SimpleUploadedFile("a.bpmn", b"<!DOCTYPE a><a/>")
    assert ask.client.post(f"{one}/file", {"file": bad, "version": 2}).status_code == 400


def test_a_machine_that_may_only_look_writes_nothing(client_with, opened):
    client = client_with("processes.view")
    assert client.get(f"{ROOT}/{opened.public_id}").status_code == 200
    sent = json.dumps({"steps": [], "version": 1})
    assert client.put(f"{ROOT}/{opened.public_id}", sent, content_type="application/json").status_code == 403


def test_wrong_values_are_refused_with_their_place(ask, birth, opened):
    status, told = ask("put", f"/{opened.public_id}", {"steps": [{"kind": "robot"}], "version": 1})
    assert (status, "kind" in json.dumps(told)) == (422, True)
    assert ask("post", "", {"codes": []})[0] == 422
    told = ask("post", "", {"codes": ["1.001193"]})[1]
    assert told.get("error", told)["code"] == "exists"


def test_the_terminal_drafts_imports_exports_confirms(birth, residence, tmp_path):
    made = json.loads(run("draft", "1.001193", "--json"))
    assert made["state"] == "draft"
    path = tmp_path / "a.bpmn"
    path.write_bytes(bpmn_of(a_flow(), "x"))
    assert len(json.loads(run("import", "1.001193", str(path), "--json"))["steps"]) == 8
    for form in ("bpmn", "svg", "json"):
        out = tmp_path / f"b.{form}"
        assert json.loads(run("export", made["id"], "--format", form, "--out", str(out), "--json"))["bytes"] > 500
        assert out.stat().st_size > 500
    whole = json.loads((tmp_path / "b.json").read_text())
    whole["steps"][1]["actor"] = "Cha hoặc mẹ"
    (tmp_path / "b.json").write_text(json.dumps(whole))
    assert (
        json.loads(run("write", made["id"], str(tmp_path / "b.json"), "--json"))["steps"][1]["actor"] == "Cha hoặc mẹ"
    )
    assert json.loads(run("confirm", "1.001193", "--json"))["state"] == "confirmed"
    run("reopen", "1.001193", "--reason", "Xem lại")
    assert all(row["change"] == "same" for row in json.loads(run("compare", "1.001193", "1", "2", "--json")))
    assert json.loads(run("discard", "1.001193", "--json"))["gone"] is False
    assert run("list").split("\t")[1:4] == ["confirmed", "1", "1.001193"]
    assert "Thẩm tra" in run("show", "1.001193")
    group = json.loads(run("draft", "1.001193", "1.004222", "--title", "Khai sinh, thường trú", "--json"))
    assert (group["kind"], len(group["members"])) == ("group", 2)
    assert Process.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "khong-co"), "Không có quy trình"),
        (("draft", "9.9"), "Không có thủ tục"),
        (("import", "1.001193", "/khong/co.bpmn"), "Không đọc được tệp"),
        (("show", "1.001193", "--number", "9"), "không có lần lập 9"),
        (("reopen", "1.001193", "--reason", "x"), "chưa xác nhận"),
        (("export", "1.001193", "--format", "svg", "--out", "/khong/co/a.svg"), "Không ghi được tệp"),
    ],
)
def test_the_terminal_says_what_is_wrong(opened, words, sentence):
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert sentence in str(refused.value)
    assert refused.value.returncode == 1

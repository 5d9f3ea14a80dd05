"""The same at the terminal and for machines: changes, confirming with a photo, undoing, boards, public lists."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from motcua.posting.models import Confirmation
from tests.posting.conftest import PNG, write_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-06-15 09:00")


def run(*words):
    out = StringIO()
    call_command("posting", *words, stdout=out)
    return out.getvalue()


def machine(client, path, **query):
    answer = client.get(f"/api/v1/posting/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def officer(client_with, desk):
    return client_with("posting.confirm", unit_id=desk.unit_id)


def test_the_terminal_lists_confirms_and_takes_back(desk, birth, marriage, tmp_path):
    unit = desk.unit.public_id
    rows = json.loads(run("todo", unit, "--json"))
    assert [row["item"] for row in rows] == ["up:1.000894", "up:1.001193"]
    assert rows[0]["why"]
    path = tmp_path / "bang.png"
    path.write_bytes(PNG)
    made = json.loads(run("confirm", unit, "--item", "up:1.001193", "--photo", str(path), "--json"))
    assert made["put_up"] == 1
    assert [row["code"] for row in json.loads(run("board", unit, "--json"))] == ["1.001193"]
    assert [row["id"] for row in json.loads(run("history", unit, "--json"))] == [made["id"]]
    assert [row["state"] for row in json.loads(run("desks", "--json"))] == ["behind"]
    assert json.loads(run("undo", made["id"], "--json"))["undone_at"]
    assert json.loads(run("board", unit, "--json")) == []


def test_the_terminal_speaks_in_lines_and_sentences(desk, birth, tmp_path):
    unit = desk.unit.public_id
    assert run("todo", unit).split("\t")[:2] == ["up", "1.001193"]
    assert run("desks").startswith("never\t1\t0\t0\t")
    for words, sentence in (
        (("confirm", unit, "--all"), "Chưa có ảnh"),
        (("confirm", unit, "--all", "--photo", str(tmp_path / "x.png")), "Không có tệp"),
        (("todo", "khong-co"), "Không có đơn vị"),
        (("undo", "khong-co"), "Không có lần xác nhận"),
    ):
        with pytest.raises(CommandError) as refused:
            run(*words)
        assert sentence in str(refused.value)
        assert refused.value.returncode == 1


def test_a_machine_confirms_what_it_looked_at(officer, desk, birth, marriage):
    unit = desk.unit.public_id
    seen = machine(officer, f"desks/{unit}/todo")
    assert (seen["total"], seen["version"], seen["photo_required"]) == (2, 1, True)
    given = {"day": "2026-06-15", "version": seen["version"], "digest": seen["digest"]}
    picture = SimpleUploadedFile("bang.png", PNG, content_type="image/png")
    answer = officer.post(f"/api/v1/posting/desks/{unit}/confirmations", {**given, "photo": picture})
    assert answer.status_code == 200, answer.content
    made = answer.json()
    assert made["put_up"] == 2
    again = officer.post(f"/api/v1/posting/desks/{unit}/confirmations", given)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "stale")
    assert len(machine(officer, f"desks/{unit}/board")["items"]) == 2
    assert machine(officer, f"confirmations/{made['id']}")["acts"][0]["code"] == "1.000894"
    assert machine(officer, f"desks/{unit}/confirmations")["items"][0]["id"] == made["id"]
    assert machine(officer, "desks")["items"][0]["state"] == "up_to_date"
    undo = f"/api/v1/posting/confirmations/{made['id']}/undo"
    answer = officer.post(undo, json.dumps({"version": 2}), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Confirmation.objects.standing().count() == 0


def test_machines_name_single_changes_and_ask_for_the_measure(officer, desk, birth, marriage, confirm, clock):
    confirm(desk, DAY)
    clock("2026-06-10 09:00")
    write_version("1.001193", date(2026, 6, 10))
    picture = SimpleUploadedFile("bang.png", PNG, content_type="image/png")
    given = {"day": "2026-06-10", "version": 2, "items": "replace:1.001193", "photo": picture}
    answer = officer.post(f"/api/v1/posting/desks/{desk.unit.public_id}/confirmations", given)
    assert answer.json()["replaced"] == 1
    assert machine(officer, "in-time", first="2026-06-02", last="2026-06-15")["in_time"] == 1


def test_the_public_list_is_for_everyone_and_the_rest_for_staff(client, desk, birth, permit):
    found = machine(client, f"lists/{desk.unit.public_id}")
    assert [row["code"] for row in found["items"]] == ["1.001193"]
    assert client.get("/api/v1/posting/desks").status_code == 401
    assert client.get("/api/v1/posting/lists/khong-co").status_code == 404


def test_pages_of_a_list_follow_each_other(officer, desk):
    for place in range(5):
        write_version(f"1.3{place:05}", date(2026, 5, 1))
    first = machine(officer, f"desks/{desk.unit.public_id}/todo", size=3)
    second = machine(officer, f"desks/{desk.unit.public_id}/todo", size=3, page=2)
    assert (first["next"], second["next"]) == (True, False)
    assert len(first["items"] + second["items"]) == 5

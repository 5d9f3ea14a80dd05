"""Stories of machines that import, settle, add the province's layer and write its own procedures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.catalog.intake.json_out import row_of
from motcua.catalog.intake.jsonrecord import item_of
from motcua.catalog.intake.limits import DEFAULT
from motcua.catalog.models import Component, Finding, ProcedureVersion
from motcua.catalog.record import ChannelRecord
from motcua.jobs.models import Queue
from motcua.jobs.worker import JobWorker
from tests.catalog.records import BIRTH, another

API = "/api/v1"
OWN = replace(BIRTH, code="2.001234.H61", name="Hỗ trợ chi phí hỏa táng", collected=None)


def _post(client: Client, path: str, given: Any, method: str = "post") -> Any:
    return getattr(client, method)(f"{API}{path}", json.dumps(given), content_type="application/json")


def _work() -> None:
    JobWorker([Queue.SLOW], threaded=False).drain()


def _upload(client: Client, *records: Any) -> dict[str, Any]:
    data = "\n".join(json.dumps(row_of(record), ensure_ascii=False) for record in records).encode()
    answer = client.post(
        f"{API}/imports", {"file": SimpleUploadedFile("danh-muc.jsonl", data), "effective_from": "2026-06-01"}
    )
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


@pytest.fixture
def machine(client_with: Callable[..., Client]) -> Client:
    return client_with("catalog.import", "catalog.edit", "catalog.settle", "catalog.publish")


def test_what_a_machine_gets_it_may_send_back() -> None:
    record = replace(BIRTH, conditions="Không", online_submit=True)
    assert replace(item_of(row_of(record), "thử", DEFAULT)) == record


def test_a_file_is_uploaded_read_chosen_and_applied(machine: Client) -> None:
    batch = _upload(machine, BIRTH, another("1.000002"))
    _work()
    address = f"/imports/{batch['id']}"
    seen = machine.get(f"{API}{address}").json()
    assert (seen["state"], seen["counts"]["new"]) == ("preview", 2)
    first = machine.get(f"{API}{address}/items?size=1").json()
    assert (first["items"][0]["code"], first["next"]) == ("1.001193", True)
    left = _post(machine, f"{address}/choice", {"chosen": False, "ordinals": [2], "version": seen["version"]}).json()
    assert left["changed"] == 1
    assert _post(machine, f"{address}/apply", {"version": seen["version"]}).status_code == 409
    assert _post(machine, f"{address}/apply", {"version": left["version"]}).json()["state"] == "applying"
    _work()
    assert machine.get(f"{API}{address}").json()["state"] == "applied"
    assert list(ProcedureVersion.objects.values_list("procedure__code", flat=True)) == ["1.001193"]
    assert [row["id"] for row in machine.get(f"{API}/imports").json()["items"]] == [batch["id"]]


def test_a_file_too_large_is_refused_in_a_sentence(machine: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    file = SimpleUploadedFile("lon.jsonl", b"{}\n" * 2000)
    answer = machine.post(f"{API}/imports", {"file": file})
    assert answer.status_code in {400, 413}
    assert answer.json()["error"]["message"]


def test_the_template_is_a_workbook(machine: Client) -> None:
    answer = machine.get(f"{API}/imports/template.xlsx")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_the_layer_is_set_from_a_day_and_read_by_everyone(
    machine: Client, bring: Callable[..., object], client: Client
) -> None:
    bring(BIRTH)
    address = f"/procedures/{BIRTH.code}/layer"
    assert client.get(f"{API}{address}").json() == {"code": BIRTH.code, "layer": None, "version": 1}
    given = {"effective_from": "2026-07-01", "receiving_desk": "Trung tâm", "limit_value": 3, "version": 1}
    assert _post(machine, address, given, "put").json()["error"]["field"] == "limit_unit"
    given |= {"limit_unit": "working_day", "limit_instrument": "10/QĐ-UBND"}
    told = _post(machine, address, given, "put").json()
    assert (told["layer"]["limit"], told["version"]) == ({"value": 3.0, "unit": "working_day"}, 2)
    assert _post(machine, address, given, "put").status_code == 409
    assert _post(client, address, given, "put").status_code == 401


def test_versions_are_listed(bring: Callable[..., object], client: Client) -> None:
    bring(BIRTH)
    bring(replace(BIRTH, steps="Đổi.", collected="2026-09"))
    told = client.get(f"{API}/procedures/{BIRTH.code}/versions").json()
    assert [row["number"] for row in told["items"]] == [2, 1]


def test_many_findings_are_decided_at_once(machine: Client, bring: Callable[..., object]) -> None:
    bring(*(another(f"1.00000{place}", channels=(ChannelRecord("counter", time="7"),)) for place in range(3)))
    ids = list(Finding.objects.filter(kind="time_no_unit").values_list("public_id", flat=True))
    given = {"ids": ids, "state": "dismissed", "decision": "Nguồn ghi thiếu."}
    assert _post(machine, "/findings/decisions", given).json() == {"decided": 3, "passed_over": 0}
    assert _post(machine, "/findings/decisions", given).json() == {"decided": 0, "passed_over": 3}


def test_a_procedure_of_the_province_is_written_and_published(machine: Client, client: Client) -> None:
    made = _post(machine, "/procedures", {"record": row_of(OWN)}).json()
    assert (made["state"], made["version"]) == ("draft", 1)
    address = f"/procedures/{OWN.code}/draft"
    record = {**made["record"], "steps": "Nộp hồ sơ tại xã."}
    assert _post(machine, address, {"record": record, "version": 1}, "put").json()["version"] == 2
    assert client.get(f"{API}/procedures/{OWN.code}").status_code == 404
    done = _post(machine, f"{address}/publish", {"effective_from": "2026-03-01", "version": 2})
    assert (done.status_code, done.json()["state"]) == (200, "published")
    assert client.get(f"{API}/procedures/{OWN.code}").json()["steps"] == "Nộp hồ sơ tại xã."
    assert machine.get(f"{API}{address}").status_code == 404
    assert _post(machine, address, {}).json()["number"] == 2
    assert machine.delete(f"{API}{address}?version=3").json()["draft"] is None


def test_a_ministry_s_content_is_not_written_by_a_machine_either(machine: Client, bring: Callable[..., object]) -> None:
    bring(BIRTH)
    answer = _post(machine, f"/procedures/{BIRTH.code}/draft", {})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "central-content")


def test_a_paper_is_marked(machine: Client, bring: Callable[..., object]) -> None:
    bring(BIRTH)
    address = f"/procedures/{BIRTH.code}/components/2/database"
    given = {"from_database": True, "database": "CSDL dân cư", "ground": "Điều 14", "version": 1}
    assert _post(machine, address, given, "put").json()["database"] == "CSDL dân cư"
    assert Component.objects.get(from_database=True).ordinal == 2
    assert _post(machine, f"/procedures/{BIRTH.code}/components/99/database", given, "put").status_code == 404


@pytest.mark.parametrize("text", ["\x00", "9" * 500, "../..", "%00"])
def test_odd_codes_are_simply_not_found(machine: Client, text: str) -> None:
    for path in ("/procedures/{}/layer", "/procedures/{}/versions", "/imports/{}", "/procedures/{}/draft"):
        assert machine.get(f"{API}{path.format(text)}").status_code in {400, 404}

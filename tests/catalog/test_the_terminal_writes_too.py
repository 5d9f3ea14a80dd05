"""Stories of the terminal: what the pages do can be scripted, by the same services and the same rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.access.models import User
from motcua.audit.models import Entry
from motcua.catalog.intake.json_out import row_of
from motcua.catalog.models import Finding, ImportBatch, Procedure
from motcua.catalog.record import ChannelRecord
from tests.catalog.records import BIRTH, another

Bring = Callable[..., ImportBatch]
OWN = replace(BIRTH, code="2.001234.H61", name="Hỗ trợ chi phí hỏa táng", collected=None)


def _motcua(*words: str) -> Any:
    """What a verb prints with `--json`."""
    out = StringIO()
    call_command("catalog", *words, "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        path = tmp_path / "cho-lenh.json"
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return write


def test_findings_are_settled_as_the_named_person_and_reopened(bring: Bring, user_with: Callable[..., User]) -> None:
    bring(*(another(f"1.00000{place}", channels=(ChannelRecord("counter", time="7"),)) for place in range(2)))
    ids = [row["id"] for row in _motcua("findings", "--kind", "time_no_unit")]
    user = user_with("catalog.settle")
    told = _motcua("settle", *ids, "--state", "settled", "--decision", "đã đối chiếu", "--as", user.username)
    assert told == {"decided": 2, "passed_over": 0}
    assert Finding.objects.filter(settled_by=user, state="settled").count() == 2
    assert _motcua("reopen", ids[0])["state"] == "open"
    assert set(Entry.objects.filter(verb__startswith="catalog.finding").values_list("via", flat=True)) == {"terminal"}


def test_one_who_may_not_settle_is_refused(bring: Bring, user_with: Callable[..., User]) -> None:
    bring(another("1.000001", channels=(ChannelRecord("counter", time="7"),)))
    (row,) = _motcua("findings", "--kind", "time_no_unit")
    reader = user_with("catalog.view")
    with pytest.raises(CommandError, match="không có quyền"):
        _motcua("settle", row["id"], "--state", "settled", "--decision", "x", "--as", reader.username)


def test_the_right_value_is_kept_for_one_finding(bring: Bring) -> None:
    bring(another("1.000001", channels=(ChannelRecord("counter", time="7"),)))
    (row,) = _motcua("findings", "--kind", "time_no_unit")
    _motcua("settle", row["id"], "--state", "settled", "--decision", "tra quyết định", "--value", "07 ngày làm việc")
    assert Finding.objects.get(public_id=row["id"]).value == "07 ngày làm việc"


def test_the_layer_is_set_from_a_file(bring: Bring, file: Callable[[Any], str]) -> None:
    bring(BIRTH)
    assert _motcua("layer", BIRTH.code)["layer"] is None
    given = {"effective_from": "2026-07-01", "receiving_desk": "Trung tâm Phục vụ hành chính công xã"}
    assert _motcua("layer", BIRTH.code, "--file", file(given))["layer"]["receiving_desk"].startswith("Trung tâm")
    with pytest.raises(CommandError, match="Trường lạ: desk"):
        _motcua("layer", BIRTH.code, "--file", file({"effective_from": "2026-08-01", "desk": "x"}))
    broken = Path(file({}))
    broken.write_text("{")
    with pytest.raises(CommandError, match="không phải JSON"):
        _motcua("layer", BIRTH.code, "--file", str(broken))


def test_versions_and_imports_are_listed_and_the_template_is_written(bring: Bring, tmp_path: Path) -> None:
    bring(BIRTH)
    assert [row["number"] for row in _motcua("versions", BIRTH.code)] == [1]
    assert _motcua("imports")[0]["counts"]["new"] == 1
    _motcua("template", "--out", str(tmp_path / "bieu.xlsx"))
    assert (tmp_path / "bieu.xlsx").read_bytes().startswith(b"PK")


def test_a_procedure_of_the_province_is_drafted_published_and_changed(db: None, file: Callable[[Any], str]) -> None:
    assert _motcua("draft", file(row_of(OWN)))["state"] == "draft"
    assert _motcua("publish", OWN.code, "--effective-from", "2026-03-01")["state"] == "published"
    record = _motcua("open-draft", OWN.code)
    changed = _motcua("draft", file({**record, "steps": "Nộp tại xã."}), "--publish", "2026-09-01")
    assert (changed["number"], changed["state"]) == (2, "published")
    assert _motcua("show", OWN.code)["steps"] == "Nộp tại xã."
    _motcua("open-draft", OWN.code)
    assert _motcua("discard", OWN.code)["discarded"] is True
    assert Procedure.objects.get().versions.count() == 2


def test_a_paper_is_marked(bring: Bring) -> None:
    bring(BIRTH)
    told = _motcua(
        "mark", BIRTH.code, "2", "--from-database", "yes", "--database", "CSDL dân cư", "--ground", "Điều 14"
    )
    assert (told["from_database"], told["database_ground"]) == (True, "Điều 14")


def test_only_the_named_procedures_are_applied(db: None, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row_of(one)) for one in (BIRTH, another("1.000002"))))
    told = _motcua("import", str(path), "--apply", "--only", "1.000002")
    assert (told["read"], told["created"]) == (2, 1)
    assert Procedure.objects.get().code == "1.000002"

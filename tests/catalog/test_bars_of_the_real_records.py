"""The bars of the import on the real records: nothing lost, nothing twice, older versions become history."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F

from motcua.access.actors import system_actor
from motcua.catalog.comparison import compare_versions
from motcua.catalog.models import Finding, ImportItem, Outcome, Procedure, ProcedureVersion, VersionState
from motcua.catalog.selectors import with_parts
from motcua.catalog.terminal import import_paths

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]
NEW, OLD = "tthc-sample.jsonl.gz", "tthc-phien-ban-cu-sample.jsonl.gz"
PART = 600  # records on PostgreSQL; SQLite takes them all


def _lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.readlines()


@pytest.fixture
def sources(shared_data: Path, on_postgres: bool, tmp_path: Path) -> tuple[Path, Path]:
    """The records and the older versions: whole, or a part of both that belongs together."""
    if not on_postgres:
        return shared_data / NEW, shared_data / OLD
    old = _lines(shared_data / OLD)[:150]
    codes = {json.loads(line)["code"] for line in old}
    lines = _lines(shared_data / NEW)
    with_history = [line for line in lines if json.loads(line)["code"] in codes]
    others = [line for line in lines if json.loads(line)["code"] not in codes]
    new = with_history + others[: PART - len(with_history)]
    for name, kept in ((NEW, new), (OLD, old)):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(kept)
    return tmp_path / NEW, tmp_path / OLD


def _bring(path: Path) -> dict[str, Any]:
    return import_paths(system_actor(), [path], apply=True, effective_from=None, say=lambda _text: None)


def test_no_record_is_lost_none_comes_twice_and_older_versions_become_history(
    sources: tuple[Path, Path], on_postgres: bool
) -> None:
    new, old = sources
    number, history = (PART, 150) if on_postgres else (3_330, 542)
    first = _bring(new)
    assert (first["read"], first["created"], first["rejected"]) == (number, number, 0)
    assert Procedure.objects.filter(current__isnull=False).count() == number
    assert first["findings"]["time_no_unit"] > 10
    assert Finding.objects.filter(state="open").count() >= sum(first["findings"].values())

    again = _bring(new)
    assert (again["read"], again["unchanged"]) == (number, number)
    assert ProcedureVersion.objects.count() == number

    in_force = dict(Procedure.objects.values_list("code", "current_id"))
    older = _bring(old)
    assert (older["read"], older["created"], older["rejected"]) == (history, 0, 0)
    assert older["updated"] + older["unchanged"] == history
    assert older["unchanged"] < history // 10
    assert dict(Procedure.objects.values_list("code", "current_id")) == in_force
    _history_stands(older["updated"])
    assert _bring(old)["unchanged"] == history


def _history_stands(number: int) -> None:
    """Every older version ended on the day the one in force began, and every pair can be compared."""
    past = ProcedureVersion.objects.filter(state=VersionState.SUPERSEDED)
    assert past.count() == number
    assert not past.exclude(effective_to=F("procedure__current__effective_from")).exists()
    assert not Finding.objects.filter(procedure_version__in=past).exclude(state="obsolete").exists()
    told = ImportItem.objects.filter(outcome=Outcome.CHANGED).first()
    assert told is not None
    assert "lịch sử" in told.changes[0]
    olds = with_parts(past.order_by("procedure_id"))
    news = with_parts(ProcedureVersion.objects.filter(current_of__versions__in=past).order_by("procedure_id"))
    compared = [compare_versions(before, after).to_dict() for before, after in zip(olds, news, strict=True)]
    assert len(compared) == number
    assert all(one["from"]["effective_to"] == one["to"]["effective_from"] for one in compared)
    sentences = [change["sentence"] for one in compared for change in one["changes"]]
    assert len(sentences) > number
    assert not [sentence for sentence in sentences if "None" in sentence or len(sentence) < 8]

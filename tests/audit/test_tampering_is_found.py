"""Whoever changes the log behind its back is found out: edited, deleted, swapped, added rows, a cut tail."""

from __future__ import annotations

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.access.actors import NOBODY, system_actor
from motcua.audit import services
from motcua.audit.models import Check, Entry, Seal
from motcua.web.faults import Denied
from tests.audit.conftest import reader

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = "tx, occurred_at, recorded_at, actor_id, verb, object_type, object_id, sequence, facts, digest, chain"


def kinds() -> set[str]:
    report = services.verify(actor=system_actor())
    assert report.ok == (report.found == 0)
    return {problem.kind for problem in report.problems}


def where(kind: str) -> list[str]:
    report = services.verify(actor=system_actor())
    return [problem.where for problem in report.problems if problem.kind == kind]


def test_an_untouched_log_fits(sealed_tell, tell):
    sealed_tell(5)
    tell(2)
    report = services.verify(actor=system_actor())
    assert report.ok
    assert report.rows == 7
    assert Check.objects.get().problems == 0


def test_an_empty_log_fits(db):
    assert services.verify(actor=system_actor()).ok


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'trial.other'",
        "actor_id = NULL",
        "object_id = '99'",
        "facts = '{\"number\": 4}'",
        "address = '10.0.0.8'",
        "occurred_at = '2020-01-01 00:00:00+00:00'",
        "sequence = 5",
    ],
)
def test_an_edited_row_is_named(sealed_tell, tamper, change):
    rows = sealed_tell(5)
    tamper(f"UPDATE audit_entry SET {change} WHERE id = {rows[2].pk}")
    assert where("edited") == [str(rows[2].pk)]


def test_an_edited_row_with_a_borrowed_digest_is_found(sealed_tell, tamper):
    rows = sealed_tell(4)
    tamper(f"UPDATE audit_entry SET digest = '{rows[0].digest}' WHERE id = {rows[2].pk}")
    assert "edited" in kinds()


def test_a_deleted_row_is_missed(sealed_tell, tamper):
    rows = sealed_tell(5)
    tamper(f"DELETE FROM audit_entry WHERE id = {rows[2].pk}")
    assert kinds() == {"missing"}


def test_the_first_row_is_missed_too(sealed_tell, tamper):
    rows = sealed_tell(3)
    tamper(f"DELETE FROM audit_entry WHERE id = {rows[0].pk}")
    assert "missing" in kinds()


def swap(first: int, second: int) -> list[str]:
    pairs = ((first, -1), (second, first), (-1, second))
    return [f"UPDATE audit_entry SET id = {new} WHERE id = {old}" for old, new in pairs]


@pytest.mark.parametrize("seal", [True, False])
def test_two_swapped_rows_are_found(tell, sealed_tell, tamper, seal):
    rows = sealed_tell(5) if seal else tell(5)
    tamper(*swap(rows[1].pk, rows[3].pk))
    assert kinds() >= {"reordered"}
    assert {str(rows[1].pk), str(rows[3].pk)} <= set(where("reordered"))


def test_a_forged_row_is_found(sealed_tell, tamper):
    rows = sealed_tell(3)
    rest = "unit_id, position_id, via, address, request_id, fields, rules, schema, actor_label"
    tamper(
        f"INSERT INTO audit_entry (id, public_id, {COLUMNS}, {rest})"
        f" SELECT {rows[-1].pk + 1}, 'forged', {COLUMNS}, {rest} FROM audit_entry WHERE id = {rows[1].pk}"
    )
    assert not services.verify(actor=system_actor()).ok


def test_a_cut_tail_is_found_against_an_anchor_kept_elsewhere(tell, tamper, tmp_path):
    rows = tell(5)
    file = tmp_path / "anchor.json"
    call_command("audit", "anchor", out=file)
    tamper(f"DELETE FROM audit_entry WHERE id >= {rows[3].pk}", f"DELETE FROM audit_seal WHERE last_id >= {rows[3].pk}")
    assert services.verify(actor=system_actor()).ok, "nothing in the database itself can tell"
    assert "tail" in verify_against(file)


def test_a_tail_cut_and_written_anew_is_found_against_the_anchor(tell, tamper, tmp_path):
    rows = tell(4)
    file = tmp_path / "anchor.json"
    call_command("audit", "anchor", out=file)
    tamper(f"DELETE FROM audit_entry WHERE id >= {rows[2].pk}", "DELETE FROM audit_seal")
    tell(4)
    services.seal(actor=system_actor())
    assert verify_against(file)


def test_rows_not_yet_sealed_stand_in_the_anchor(tell, tamper, tmp_path):
    tell(3)
    other = connection.copy()
    if connection.vendor == "postgresql":
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
    try:
        rows = tell(2, wait=False)  # the open transaction keeps the horizon before them
        file = tmp_path / "anchor.json"
        call_command("audit", "anchor", out=file)
    finally:
        other.close()
    tamper(f"DELETE FROM audit_entry WHERE id = {rows[1].pk}")
    assert "tail" in verify_against(file)


def test_an_anchor_still_fits_after_more_was_written(tell, tmp_path):
    tell(3)
    file = tmp_path / "anchor.json"
    call_command("audit", "anchor", out=file)
    tell(3)
    services.seal(actor=system_actor())
    assert verify_against(file) == []


def verify_against(file) -> list[str]:
    from motcua.audit import anchor

    report = services.verify(actor=system_actor(), anchor=anchor.read(file))
    return [problem.kind for problem in report.problems]


@pytest.mark.parametrize("change", [{"rows": 1}, {"last_id": 99}, {"head": "0" * 64}, {"format": 2}, {"open": 3}])
def test_a_changed_anchor_is_refused(tell, tmp_path, change):
    tell(2)
    file = tmp_path / "anchor.json"
    call_command("audit", "anchor", out=file)
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    with pytest.raises(CommandError, match="neo"):
        call_command("audit", "verify", anchor=file)


def test_a_missing_anchor_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="neo"):
        call_command("audit", "verify", anchor=tmp_path / "nowhere.json")


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_changes(tell, statement):
    tell(1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def test_a_seal_that_was_changed_or_taken_is_found(sealed_tell, tamper):
    if connection.vendor != "postgresql":
        pytest.skip("rows of SQLite are chained as they are written; only PostgreSQL has seals")
    sealed_tell(2)
    sealed_tell(2)
    first, second = Seal.objects.order_by("id")
    tamper(f"UPDATE audit_seal SET rows = 3 WHERE id = {second.pk}")
    assert kinds()
    tamper(f"UPDATE audit_seal SET rows = 2 WHERE id = {second.pk}", f"DELETE FROM audit_seal WHERE id = {first.pk}")
    assert "seal" in kinds()


def test_a_log_under_another_key_does_not_fit(sealed_tell, settings):
    sealed_tell(2)
    settings.AUDIT_KEY = "another"
    assert not services.verify(actor=system_actor()).ok


def test_only_those_who_may_read_the_log_verify_it(db):
    with pytest.raises(Denied):
        services.verify(actor=NOBODY)
    assert services.verify(actor=reader()).ok


def test_the_command_ends_with_1_and_names_what_it_found(sealed_tell, tamper, capsys):
    rows = sealed_tell(3)
    call_command("audit", "verify", json=True)
    assert json.loads(capsys.readouterr().out)["ok"] is True
    tamper(f"UPDATE audit_entry SET verb = 'x' WHERE id = {rows[0].pk}")
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify", json=True)
    assert end.value.code == 1
    found = json.loads(capsys.readouterr().out)
    assert [problem["kind"] for problem in found["problems"]] == ["edited"]


def test_the_command_speaks_vietnamese_to_a_person(sealed_tell, tamper, capsys):
    rows = sealed_tell(3)
    call_command("audit", "verify")
    assert re.fullmatch(r"Đã đọc \d+ dòng, \d+ dòng đã nối chuỗi, 0 chỗ không khớp\.\n", capsys.readouterr().out)
    tamper(f"UPDATE audit_entry SET verb = 'x' WHERE id = {rows[0].pk}")
    with pytest.raises(SystemExit):
        call_command("audit", "verify")
    assert f"edited: Dòng {rows[0].pk} bị sửa sau khi ghi." in capsys.readouterr().out

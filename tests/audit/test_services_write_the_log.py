"""What services do stands in the log: who, when, where from, in which position, in which order."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.access.actors import Actor, Grant, system_actor
from motcua.access.events import Event
from motcua.access.roles import Role
from motcua.audit import append_postgresql
from motcua.audit.canon import CONTENT, PLACE, digest_of
from motcua.audit.models import Entry
from tests.audit.conftest import happen

pytestmark = pytest.mark.django_db


def test_a_row_names_the_actor_the_position_the_unit_and_the_place(officer):
    actor = Actor(
        user=officer,
        grants=(Grant(Role.CONTROL_OFFICER, 7, 70),),
        via="api",
        address="10.1.2.3",
        request_id="req-12345678",
    )
    happen(actor=actor, events=[Event("trial.done", "paper", "a", fields=("name",), facts={"count": 2}, rules="d1")])
    row = Entry.objects.get()
    assert (row.actor_id, row.position_id, row.unit_id, row.via) == (officer.pk, 70, 7, "api")
    assert (row.address, row.request_id, row.verb, row.object_type) == (
        "10.1.2.3",
        "req-12345678",
        "trial.done",
        "paper",
    )
    assert (row.object_id, row.fields, row.facts, row.rules) == ("a", ["name"], {"count": 2}, "d1")
    assert abs((timezone.now() - row.recorded_at).total_seconds()) < 5


def test_the_name_of_an_account_is_not_copied_into_the_log_but_the_system_is_named(officer):
    happen(actor=Actor(user=officer, label="Một cái tên"), events=[Event("trial.done")])
    happen(actor=system_actor(label="system (vận hành)"), events=[Event("trial.done")])
    by_user, by_system = Entry.objects.order_by("id")
    assert by_user.actor_label == ""
    assert (by_system.actor_id, by_system.actor_label) == (None, "system (vận hành)")


def test_the_unit_of_the_event_goes_before_the_unit_of_the_position(officer):
    actor = Actor(user=officer, grants=(Grant(Role.CLERK, 7, 70),))
    happen(actor=actor, events=[Event("trial.done", unit_id=9)])
    assert Entry.objects.get().unit_id == 9


def test_each_object_counts_its_own_rows(officer):
    actor = Actor(user=officer)
    happen(actor=actor, events=[Event("v", "paper", "a"), Event("v", "paper", "b"), Event("v", "paper", "a")])
    happen(actor=actor, events=[Event("v", "paper", "a"), Event("v", "stamp", "a")])
    found = list(Entry.objects.order_by("id").values_list("object_type", "object_id", "sequence"))
    assert found == [("paper", "a", 1), ("paper", "b", 1), ("paper", "a", 2), ("paper", "a", 3), ("stamp", "a", 1)]


def test_the_digest_covers_everything_a_row_says(tell):
    row = tell()[0]
    stored = Entry.objects.filter(pk=row.pk).values(*PLACE, *CONTENT, "digest").get()
    assert digest_of(stored) == stored["digest"]
    for name in (*PLACE, *CONTENT):
        other = {**stored, name: "khác"}
        assert digest_of(other) != stored["digest"], name


def test_a_failed_service_leaves_no_row(officer):
    with pytest.raises(RuntimeError):
        happen(actor=Actor(user=officer), events=[Event("trial.done"), _broken()])
    assert not Entry.objects.exists()


def _broken():
    class Broken:
        @property
        def facts(self):
            raise RuntimeError("broken")

    return Broken()


@pytest.mark.parametrize("value", ["079123456789", "012345678", "ai.do@vinhlong.gov.vn", "x" * 201])
def test_personal_values_are_refused(officer, value):
    with pytest.raises(ValueError, match="personal"):
        happen(actor=Actor(user=officer), events=[Event("trial.done", facts={"value": value})])
    assert not Entry.objects.exists()


def test_codes_and_counts_are_not_taken_for_personal_values(officer):
    facts = {"code": "1.001193", "rows": 79123456789, "ok": True, "none": None, "digest": "ab" * 32}
    happen(actor=Actor(user=officer), events=[Event("trial.done", facts=facts)])
    assert Entry.objects.get().facts == facts


@pytest.mark.parametrize("count", [1, 20])
def test_the_log_costs_a_constant_number_of_statements_however_many_things_happened(officer, count, monkeypatch):
    calls, call = [], append_postgresql._call  # goes past the framework, which therefore cannot count it
    monkeypatch.setattr(append_postgresql, "_call", lambda *given: calls.append(given[1]) or call(*given))
    with CaptureQueriesContext(connection) as queries:
        happen(actor=Actor(user=officer), events=[Event("trial.done", "paper", str(n)) for n in range(count)])
    told = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert (len(told), len(calls)) == ((0, 1) if connection.vendor == "postgresql" else (2, 0)), told


def test_a_row_that_the_database_refuses_is_told_as_its_own_fault(officer, on_postgres):
    """What goes past the framework's cursors ends as one of its faults, and nothing is written."""
    if not on_postgres:
        pytest.skip("SQLite keeps texts of any length")
    for name in ("a\0b", "x" * 500):
        with pytest.raises(DatabaseError), transaction.atomic():
            happen(actor=Actor(user=officer), events=[Event("trial.done", "paper", name)])
    assert not Entry.objects.exists()


def test_hundreds_of_rows_of_one_service_stand_in_order(officer):
    happen(actor=Actor(user=officer), events=[Event("trial.done", "paper", str(n)) for n in range(700)])
    assert [int(n) for n in Entry.objects.order_by("id").values_list("object_id", flat=True)] == list(range(700))

"""A follower gets every row once it is final, in one order, however transactions overlap."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.access.events import Event
from motcua.audit import cursor, guards, services
from motcua.audit.cursor import START, Position, follow, position_of, read_after
from motcua.audit.models import Entry, Era
from tests.audit.conftest import happen

pytestmark = pytest.mark.django_db(transaction=True)


class Writer:
    """A second connection with a transaction of its own, kept open over several steps in a thread."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1)
        self.open = False

    def _run(self, work):
        return self.thread.submit(work).result(timeout=20)

    def write(self, name: str) -> None:
        def work():
            if not self.open:
                transaction.set_autocommit(False)
            happen(actor=system_actor(), events=[Event("trial.late", "paper", name)])

        self._run(work)
        self.open = True

    def end(self, *, keep: bool) -> None:
        def work():
            (transaction.commit if keep else transaction.rollback)()
            transaction.set_autocommit(True)

        if self.open:
            self._run(work)
        self.open = False

    def close(self) -> None:
        self.end(keep=False)
        self._run(connections.close_all)
        self.thread.shutdown()


def only_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer, so no transaction can end out of order")


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["write", "write", "keep", "drop", "read", "seal"])), max_size=18
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, batch=st.integers(1, 4))
def test_every_committed_row_is_read_exactly_once_in_any_interleaving(db, steps, batch):
    only_postgresql()
    position, heard, kept = cursor.Position(*_end()), [], set()
    writers, pending = [Writer() for _ in range(3)], {0: [], 1: [], 2: []}
    try:
        for number, (who, step) in enumerate(steps):
            if step == "write":
                writers[who].write(str(number))
                pending[who].append(str(number))
            elif step == "seal":
                services.seal(actor=system_actor())
            elif step == "read":
                position = _hear(position, heard, batch)
            else:
                writers[who].end(keep=step == "keep")
                kept |= set(pending[who]) if step == "keep" else set()
                pending[who] = []
        for who, writer in enumerate(writers):
            writer.end(keep=True)
            kept |= set(pending[who])
    finally:
        for writer in writers:
            writer.close()
    _hear(position, heard, 500)
    services.seal(actor=system_actor())
    assert sorted(heard) == sorted(kept)
    assert services.verify(actor=system_actor()).ok


def _end() -> tuple[int, int]:
    return Entry.objects.order_by("-tx", "-id").values_list("tx", "id").first() or START


def _hear(position: Position, heard: list[str], batch: int) -> Position:
    rows = read_after(position, limit=batch, verbs=["trial.late"])
    heard += [row.object_id for row in rows]
    return Position(rows[-1].tx, rows[-1].pk) if rows else position


def test_a_reader_that_remembers_the_largest_id_would_have_lost_a_late_commit(db):
    """The trap that the horizon cures, shown with the same rows."""
    only_postgresql()
    late, early = Writer(), Writer()
    try:
        late.write("late")
        early.write("early")
        early.end(keep=True)
        largest = Entry.objects.order_by("-id").values_list("id", flat=True)[0]
        assert read_after(START) == []
        late.end(keep=True)
    finally:
        late.close()
        early.close()
    assert not Entry.objects.filter(id__gt=largest).exists()
    assert [row.object_id for row in read_after(START)] == ["late", "early"]


def test_a_follower_gets_everything_once_and_remembers(tell):
    rows = tell(7)
    heard: list[int] = []
    assert follow("trial", lambda batch: heard.extend(row.pk for row in batch), batch=3) == 7
    assert heard == [row.pk for row in rows]
    assert follow("trial", lambda batch: heard.extend(row.pk for row in batch)) == 0
    more = tell(1)
    assert follow("trial", lambda batch: heard.extend(row.pk for row in batch)) == 1
    assert heard[-1] == more[0].pk


def test_a_follower_of_some_verbs_passes_over_the_others(tell):
    tell(2, verb="trial.a")
    wanted = tell(2, verb="trial.b")
    heard: list[int] = []
    follow("trial", lambda batch: heard.extend(row.pk for row in batch), verbs=["trial.b"])
    assert heard == [row.pk for row in wanted]


def test_a_batch_that_failed_comes_again(tell):
    rows = tell(4)
    heard: list[int] = []

    def fail_once(batch):
        heard.extend(row.pk for row in batch)
        if len(heard) == 4:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        follow("trial", fail_once, batch=2)
    assert position_of("trial").entry_id == rows[1].pk
    follow("trial", fail_once, batch=2)
    assert heard == [row.pk for row in [*rows, *rows[2:]]]


def test_two_processes_following_at_once_do_not_move_one_another_back(tell):
    tell(4)

    def slow(batch):
        cursor.advance("trial", START, Position(batch[-1].tx, batch[-1].pk))

    assert follow("trial", slow, batch=2) == 2
    assert follow("trial", lambda batch: None) == 2


def test_writers_of_sqlite_and_postgresql_at_once_leave_a_log_that_fits(db):
    barrier = threading.Barrier(4)

    def work(name: int) -> None:
        barrier.wait()
        for number in range(10):
            happen(actor=system_actor(), events=[Event("trial.done", "paper", f"{name}-{number}")])
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    services.seal(actor=system_actor())
    assert Entry.objects.count() == 40
    assert services.verify(actor=system_actor()).ok


def test_a_restored_database_goes_on_after_its_last_row(tell):
    """A new cluster counts transactions from small numbers again; the era shifts them past the rows laid back."""
    only_postgresql()
    tell(2)
    services.seal(actor=system_actor())
    with guards.lifted(), connection.cursor() as sql:
        sql.execute("UPDATE audit_seal SET to_tx = to_tx + 1000000")
    services.seal(actor=system_actor())
    assert Era.objects.get().shift > 1_000_000
    row = tell(1)[0]
    assert row.tx > 1_000_000
    assert [entry.pk for entry in read_after(START)][-1] == row.pk

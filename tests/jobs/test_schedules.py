"""Work that comes round: every so often or daily, once for each time however many workers look at the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.jobs import registry
from motcua.jobs.models import Job, Worker
from motcua.jobs.registry import Schedule, schedule
from motcua.jobs.selectors import workers_alive
from motcua.jobs.services import enqueue_scheduled, purge
from motcua.jobs.worker import JobWorker

SYSTEM = system_actor(via="job", label="system")
MOMENTS = st.integers(1_577_836_800, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, Schedule]:
    """No schedules but those of the test."""
    registry.discover()
    monkeypatch.setattr(registry, "_schedules", {})
    return registry._schedules


@given(MOMENTS, st.integers(min_value=1, max_value=86_400))
def test_the_slot_is_the_latest_multiple_not_after_now(now: datetime, seconds: int) -> None:
    slot = Schedule("x", every=timedelta(seconds=seconds)).slot(now)
    assert slot <= now < slot + timedelta(seconds=seconds + 1)
    assert int(slot.timestamp()) % seconds == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-07-01T01:59:59+07:00", "2026-06-30T02:00:00+07:00"),
        ("2026-07-01T02:00:00+07:00", "2026-07-01T02:00:00+07:00"),
        ("2026-07-01T23:00:00+07:00", "2026-07-01T02:00:00+07:00"),
    ],
)
def test_daily_means_a_time_of_the_installations_zone(only: Any, now: str, expected: str) -> None:
    schedule("x.daily", daily="02:00")
    (plan,) = registry.schedules()
    assert plan.slot(datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "given_", [{}, {"every": timedelta(hours=1), "daily": "02:00"}, {"every": timedelta(0)}, {"daily": "25:00"}]
)
def test_a_schedule_without_a_clear_time_is_refused(given_: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        schedule("x.unclear", **given_)


@pytest.mark.django_db
def test_each_time_is_asked_for_once_by_all_workers_and_a_missed_one_is_made_up_once(
    only: Any, kind: Callable[..., str]
) -> None:
    name = kind(lambda run: None)
    schedule(name, every=timedelta(minutes=10), arguments={"full": True})
    start = datetime(2026, 7, 1, 8, 3, tzinfo=UTC)
    one: dict[str, datetime] = {}
    assert len(enqueue_scheduled(SYSTEM, one, start)) == 1
    assert enqueue_scheduled(SYSTEM, one, start + timedelta(minutes=5)) == []
    enqueue_scheduled(SYSTEM, {}, start + timedelta(minutes=6))  # another worker, same slot: the same job
    assert Job.objects.count() == 1
    enqueue_scheduled(SYSTEM, one, start + timedelta(hours=5))
    assert Job.objects.count() == 2
    assert Job.objects.latest("id").arguments == {"full": True}


@pytest.mark.django_db
def test_finished_jobs_are_let_go_after_a_while_and_open_ones_stay(kind: Callable[..., str], ask: Any) -> None:
    name = kind(lambda run: None)
    old = ask(name)
    JobWorker(["quick"], threaded=False).drain()
    waiting = ask(name)
    assert purge(actor=SYSTEM) == 0
    Job.objects.filter(pk=old.pk).update(finished_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert purge(actor=SYSTEM) == 1
    assert Job.objects.get() == waiting


@pytest.mark.django_db
def test_readiness_counts_the_workers_that_show_life() -> None:
    assert workers_alive() == {"quick": 0, "slow": 0}
    worker = JobWorker(["quick"], threaded=False)
    worker.show_life()
    assert workers_alive() == {"quick": 1, "slow": 0}
    Worker.objects.update(seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert workers_alive() == {"quick": 0, "slow": 0}
    worker.leave()
    assert not Worker.objects.exists()

"""Work that comes round: every so often or daily, once for each time however many workers look at the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.audit.models import Entry
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


@pytest.fixture
def planned(only: Any, kind: Callable[..., str]) -> Callable[..., Job]:
    """A job that a schedule asked for, and what came of it."""

    def ask_and_do(work: Callable[..., None]) -> Job:
        name = kind(work, attempts=1)
        schedule(name, every=timedelta(minutes=1))
        job = next(job for job in enqueue_scheduled(SYSTEM, {}) if job.kind == name)
        JobWorker(["quick"], threaded=False).drain()
        job.refresh_from_db()
        return job

    return ask_and_do


def _nothing(run: Any) -> None:
    return


def _breaks(run: Any) -> None:
    raise OSError("the disk is full")


@pytest.mark.django_db
@pytest.mark.parametrize(("work", "state", "told"), [(_nothing, "done", []), (_breaks, "failed", ["jobs.failed"])])
def test_the_log_tells_of_a_schedules_job_only_where_it_went_wrong(
    planned: Callable[..., Job], work: Callable[..., None], state: str, told: list[str]
) -> None:
    job = planned(work)
    assert job.state == state
    assert list(Entry.objects.filter(verb__startswith="jobs.").values_list("verb", flat=True)) == told


@pytest.mark.django_db
def test_what_a_schedule_asked_for_and_went_well_does_not_hide_what_people_asked_for(
    planned: Callable[..., Job], kind: Callable[..., str], ask: Any, client_with: Callable[..., Client]
) -> None:
    done, failed, mine = planned(_nothing), planned(_breaks), ask(kind(_nothing))
    client = client_with("jobs.view", "jobs.manage")

    def shown(query: str) -> set[Job]:
        page = client.get(reverse("jobs_list") + query).content.decode()
        return {job for job in (done, failed, mine) if reverse("jobs_detail", args=[job.public_id]) in page}

    assert shown("") == {failed, mine}
    assert shown("?routine=on") == {done, failed, mine}


@pytest.mark.django_db
def test_what_a_schedule_asked_for_is_let_go_after_two_days(planned: Callable[..., Job]) -> None:
    done, failed = planned(_nothing), planned(_breaks)
    Job.objects.update(finished_at=timezone.now() - timedelta(days=3))
    assert purge(actor=SYSTEM) == 1
    assert not Job.objects.filter(pk=done.pk).exists()
    assert Job.objects.filter(pk=failed.pk).exists()


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

"""A worker does work: progress, partial failures, faults and retries, cancelling, stopping, lost leases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.jobs import leases, services
from motcua.jobs.leases import FIRST_WAIT, LONGEST_WAIT, back_off, claim
from motcua.jobs.models import Job, JobState
from motcua.jobs.pulse import Pulse
from motcua.jobs.registry import LeaseLost, Run
from motcua.jobs.worker import JobWorker
from motcua.web.faults import UserError

SYSTEM = system_actor(via="job", label="system")
Ask = Callable[..., Job]
Kind = Callable[..., str]


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def take(name: str = "w", lease: float = 60) -> Job:
    job = claim(queues=["quick"], worker=name, lease_for=timedelta(seconds=lease), system=SYSTEM)
    assert job is not None
    return job


def lapse(job: Job) -> None:
    """The worker has been silent for longer than its lease."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_progress_summary_and_partial_failures_are_kept(kind: Kind, ask: Ask, worker: JobWorker) -> None:
    def work(run: Run) -> None:
        run.progress(1, 3, "Đã đọc 1 tệp")
        run.note_failure("tep-2.docx", "Không mở được.")
        run.note_failure("tep-2.docx", "Tệp có mật khẩu.")
        run.progress(3, 3, "Đã đọc 3 tệp")
        run.summary["created"] = 2

    job = ask(kind(work))
    worker.drain()
    job = fresh(job)
    assert (job.state, job.done, job.total, job.text) == (JobState.DONE, 3, 3, "Đã đọc 3 tệp")
    assert job.summary == {"created": 2}
    assert list(job.failures.values_list("what", "why")) == [("tep-2.docx", "Tệp có mật khẩu.")]
    assert job.finished_at is not None


@pytest.mark.django_db
def test_a_passing_fault_is_tried_again_after_a_while_and_given_up_at_last(
    kind: Kind, ask: Ask, worker: JobWorker
) -> None:
    def work(run: Run) -> None:
        raise ConnectionError("mật khẩu 123 bị từ chối")

    job = ask(kind(work, attempts=2))
    assert worker.drain() == 1
    job = fresh(job)
    assert job.state == JobState.WAITING
    assert timedelta(seconds=8) < job.due_at - timezone.now() < timedelta(seconds=12)
    Job.objects.update(due_at=timezone.now())
    worker.drain()
    job = fresh(job)
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert job.fault == "Lỗi hệ thống: ConnectionError."  # the message may hold what is nobody's business


@pytest.mark.django_db
def test_a_fault_that_a_person_must_mend_is_told_at_once(kind: Kind, ask: Ask, worker: JobWorker) -> None:
    def work(run: Run) -> None:
        raise UserError("no-file", "Lần nhập này không có tệp.")

    job = ask(kind(work))
    worker.drain()
    assert (fresh(job).state, fresh(job).fault) == (JobState.FAILED, "Lần nhập này không có tệp.")


@given(st.integers(min_value=1, max_value=500))
def test_waits_grow_and_stay_below_a_little_over_an_hour(attempt: int) -> None:
    wait = back_off(attempt)
    assert FIRST_WAIT * 0.9 <= wait <= LONGEST_WAIT * 1.1
    assert attempt > 8 or wait <= back_off(attempt + 1)


@pytest.mark.django_db
def test_work_is_cancelled_at_its_next_report_of_progress(kind: Kind, ask: Ask, worker: JobWorker) -> None:
    reached: list[int] = []

    def work(run: Run) -> None:
        for number in range(10):
            reached.append(number)
            if number == 2:
                services.cancel(actor=SYSTEM, job=run.job)
            run.progress(number, 10, "")

    job = ask(kind(work))
    worker.drain()
    assert reached == [0, 1, 2]
    assert fresh(job).state == JobState.CANCELLED


@pytest.mark.django_db
def test_a_stopping_worker_gives_its_job_back_without_counting_the_attempt(
    kind: Kind, ask: Ask, worker: JobWorker
) -> None:
    def work(run: Run) -> None:
        worker.stop()
        run.progress(4, 10, "dở dang")
        pytest.fail("it went on")

    job = ask(kind(work))
    assert worker.run_next()
    job = fresh(job)
    assert (job.state, job.attempts, job.done, job.text) == (JobState.WAITING, 0, 4, "dở dang")
    assert job.due_at <= timezone.now()


@pytest.mark.django_db
def test_a_silent_workers_job_is_taken_over_and_the_late_one_can_write_nothing(kind: Kind, ask: Ask) -> None:
    job = ask(kind(lambda run: None))
    late = take("first")
    assert claim(queues=["quick"], worker="second", lease_for=timedelta(minutes=1), system=SYSTEM) is None
    lapse(job)
    new = take("second")
    assert (new.pk, new.lease, new.attempts) == (late.pk, 2, 2)
    with pytest.raises(LeaseLost):
        leases.finish(actor=SYSTEM, job=late, state=JobState.DONE)
    with pytest.raises(LeaseLost):
        leases.put_back(actor=SYSTEM, job=late, wait=timedelta(0), columns={})
    pulse = Pulse(late, timedelta(minutes=1))
    run = Run(late, SYSTEM, pulse)
    with pytest.raises(LeaseLost):
        run.progress(9, 9, "muộn")
    with pytest.raises(LeaseLost), Run(late, SYSTEM, Pulse(late, timedelta(minutes=1))).step("part"):
        pytest.fail("it began")
    assert (fresh(job).worker, fresh(job).state, fresh(job).done) == ("second", JobState.RUNNING, 0)


@pytest.mark.django_db
def test_a_heartbeat_keeps_the_lease(kind: Kind, ask: Ask) -> None:
    ask(kind(lambda run: None))
    job = take(lease=1)
    Pulse(job, timedelta(minutes=5)).beat()
    assert fresh(job).lease_until > timezone.now() + timedelta(minutes=4)  # type: ignore[operator]


@pytest.mark.django_db
def test_a_step_is_done_once_over_all_attempts(kind: Kind, ask: Ask, worker: JobWorker) -> None:
    done: list[str] = []

    def work(run: Run) -> None:
        for part in ("a", "b", "c"):
            with run.step(part) as still_to_do:
                if still_to_do:
                    done.append(part)
                if part == "b" and run.attempt == 1:
                    raise OSError  # the effect of b is rolled back with its step

    job = ask(kind(work))
    worker.drain()
    Job.objects.update(due_at=timezone.now())
    worker.drain()
    assert done == ["a", "b", "b", "c"]
    assert fresh(job).state == JobState.DONE
    assert sorted(job.steps.values_list("key", flat=True)) == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_put_down(kind: Kind, ask: Ask) -> None:
    job = ask(kind(lambda run: None, attempts=2))
    for _death in range(2):
        take()
        lapse(job)
    assert claim(queues=["quick"], worker="third", lease_for=timedelta(minutes=1), system=SYSTEM) is None
    assert (fresh(job).state, fresh(job).fault) == (JobState.FAILED, "Tiến trình xử lý dừng đột ngột 2 lần.")


@pytest.mark.django_db
def test_a_job_cancelled_while_its_worker_was_dead_is_not_taken_again(kind: Kind, ask: Ask) -> None:
    job = ask(kind(lambda run: None))
    services.cancel(actor=SYSTEM, job=take())
    lapse(job)
    assert claim(queues=["quick"], worker="next", lease_for=timedelta(minutes=1), system=SYSTEM) is None
    assert fresh(job).state == JobState.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_of_the_handler_does_not_hide_its_progress(kind: Kind, ask: Ask) -> None:
    def work(run: Run) -> None:
        run.progress(5, 10, "giữa chừng")

    job = ask(kind(work))
    assert JobWorker(["quick"]).drain() == 1  # with its heartbeat thread, as in a worker process
    assert (fresh(job).state, fresh(job).done, fresh(job).text) == (JobState.DONE, 5, "giữa chừng")

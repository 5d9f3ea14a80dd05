"""A room asks for work: once by key, in the name of the one who asked, with the rights held at that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.jobs.models import Job, JobState
from motcua.jobs.registry import Run
from motcua.jobs.worker import JobWorker
from motcua.web.faults import Denied

pytestmark = pytest.mark.django_db


def nothing(run: Run) -> None:
    """Do nothing."""


def test_the_same_kind_and_key_is_the_same_job_even_when_done(
    kind: Callable[..., str], ask: Callable[..., Job], worker: JobWorker
) -> None:
    name = kind(nothing)
    first = ask(name, key="batch 7")
    assert ask(name, key="batch 7") == first
    assert worker.drain() == 1
    assert ask(name, key="batch 7") == first
    assert worker.drain() == 0
    assert ask(name, key="batch 8") != first


def test_work_that_is_to_be_done_again_says_so(
    kind: Callable[..., str], ask: Callable[..., Job], worker: JobWorker
) -> None:
    seen: list[int] = []
    name = kind(lambda run: seen.append(run.arguments["round"]))
    ask(name, key="refresh", arguments={"round": 1})
    worker.drain()
    again = ask(name, key="refresh", arguments={"round": 2}, again=True)
    ask(name, key="refresh", arguments={"round": 3}, again=True)  # still waiting: nothing to ask for
    worker.drain()
    assert seen == [1, 2]
    assert Job.objects.get().pk == again.pk


def test_without_a_key_each_call_is_a_job_of_its_own(kind: Callable[..., str], ask: Callable[..., Job]) -> None:
    name = kind(nothing)
    assert ask(name) != ask(name)


def test_a_kind_that_no_room_knows_is_refused(ask: Callable[..., Job]) -> None:
    with pytest.raises(KeyError):
        ask("nobody.knows")


def test_a_kind_with_a_permission_is_refused_to_those_without(
    kind: Callable[..., str], ask: Callable[..., Job], staff_with: Callable[..., Actor]
) -> None:
    name = kind(nothing, permission="catalog.import")
    with pytest.raises(Denied):
        ask(name, actor=staff_with("jobs.view"))
    assert ask(name, actor=staff_with("catalog.import")).state == JobState.WAITING


def test_work_is_done_as_the_one_who_asked_with_the_rights_of_that_moment(
    kind: Callable[..., str], ask: Callable[..., Job], worker: JobWorker, staff_with: Callable[..., Actor]
) -> None:
    seen: list[Actor] = []
    asking = staff_with("catalog.import", unit_id=12)
    ask(kind(lambda run: seen.append(run.actor)), actor=asking)
    worker.drain()
    assert seen[0].via == "job"
    assert (seen[0].user, seen[0].grants, seen[0].system) == (asking.user, asking.grants, False)
    assert seen[0].may("catalog.import")
    assert not seen[0].may("access.manage")


def test_an_account_closed_meanwhile_does_nothing_more(
    kind: Callable[..., str], ask: Callable[..., Job], worker: JobWorker, staff_with: Callable[..., Actor]
) -> None:
    asking = staff_with("catalog.import")
    job = ask(kind(lambda run: pytest.fail("it acted")), actor=asking)
    assert asking.user is not None
    asking.user.is_active = False
    asking.user.save()
    worker.drain()
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.FAILED, "Tài khoản yêu cầu công việc này đã bị khóa.")


def test_work_for_later_waits(kind: Callable[..., str], ask: Callable[..., Job], worker: JobWorker) -> None:
    ask(kind(nothing), not_before=timezone.now() + timedelta(hours=1))
    assert worker.drain() == 0


def test_quick_work_is_not_taken_by_a_worker_of_slow_work(kind: Callable[..., str], ask: Callable[..., Job]) -> None:
    ask(kind(nothing, queue="quick"))
    assert JobWorker(["slow"], threaded=False).drain() == 0
    assert JobWorker(["quick"], threaded=False).drain() == 1

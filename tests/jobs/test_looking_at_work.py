"""People look at work: one's own, everyone's for those who keep it; pages, terminal, run again, cancel."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import Actor, actor_for
from motcua.access.models import User
from motcua.jobs import registry, services
from motcua.jobs.models import Job, JobState
from motcua.jobs.registry import Run
from motcua.jobs.worker import JobWorker
from motcua.web.faults import UserError

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(
    kind: Callable[..., str], ask: Callable[..., Job], user_with: Callable[..., User]
) -> tuple[User, Job, Callable[[], str]]:
    """A person, a job that they asked for, and a way to ask for another kind."""

    def work(run: Run) -> None:
        run.note_failure("<b>tệp 2</b>", "Không mở được.")
        raise UserError("broken", "Tệp hỏng.")

    user = user_with("jobs.view")
    name = kind(work)
    return user, ask(name, actor=actor_for(user)), lambda: name


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_ones_own_jobs_are_listed_and_those_of_others_are_not(
    own: Any, client: Client, sign_in: Callable[..., Client], client_with: Callable[..., Client]
) -> None:
    user, job, _again = own
    assert job.public_id in page(sign_in(client, user), "/cong-viec/")
    stranger = client_with("jobs.view")
    assert job.public_id not in page(stranger, "/cong-viec/")
    assert stranger.get(f"/cong-viec/{job.public_id}/").status_code == 404
    assert stranger.post(f"/cong-viec/{job.public_id}/huy/").status_code == 404
    assert job.public_id in page(client_with("jobs.manage"), "/cong-viec/")


def test_who_works_in_control_keeps_its_navigation_beside_the_jobs(
    own: Any, client_with: Callable[..., Client]
) -> None:
    control, desk = client_with("control.view", "jobs.view", "jobs.manage"), client_with("desk.view", "jobs.view")
    for address in ("/cong-viec/", f"/cong-viec/{own[1].public_id}/"):
        assert 'class="name" href="/kiem-soat/"' in page(control, address)
    assert 'class="name" href="/can-bo/"' in page(desk, "/cong-viec/")


def test_nobody_is_led_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/cong-viec/").status_code == 302


def test_a_page_follows_the_job_until_it_ends_and_tells_what_failed(
    own: Any, client: Client, sign_in: Callable[..., Client], worker: JobWorker
) -> None:
    user, job, _again = own
    address = f"/cong-viec/{job.public_id}/"
    sign_in(client, user)
    assert f'data-poll="{address}"' in page(client, address)
    worker.drain()
    text = page(client, address)
    assert "data-poll" not in text
    assert "Tệp hỏng." in text
    assert "&lt;b&gt;tệp 2&lt;/b&gt;" in text
    assert f"{address}chay-lai/" in text


def test_a_failed_job_is_run_again_and_a_waiting_one_cancelled_from_the_page(
    own: Any, client: Client, sign_in: Callable[..., Client], worker: JobWorker
) -> None:
    user, job, _again = own
    sign_in(client, user)
    worker.drain()
    assert client.post(f"/cong-viec/{job.public_id}/chay-lai/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempts, job.fault) == (JobState.WAITING, 0, "")
    assert not job.failures.exists()
    assert client.post(f"/cong-viec/{job.public_id}/huy/").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert client.post(f"/cong-viec/{job.public_id}/huy/").status_code == 409


def test_a_list_costs_the_same_however_long_it_is(
    own: Any, ask: Callable[..., Job], client: Client, sign_in: Callable[..., Client]
) -> None:
    user, _job, again = own
    sign_in(client, user)
    page(client, "/cong-viec/")  # what is kept in memory is read once

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, "/cong-viec/")
        return len(asked)

    short = cost()
    for _number in range(60):
        ask(again(), actor=actor_for(user))
    assert cost() == short
    assert "Dòng 1–50, còn nữa" in page(client, "/cong-viec/")
    assert "51" in page(client, "/cong-viec/?trang=2&state=waiting")


def test_what_is_not_ones_own_cannot_be_touched(own: Any, staff_with: Callable[..., Actor]) -> None:
    _user, job, _again = own
    with pytest.raises(UserError) as refusal:
        services.cancel(actor=staff_with("jobs.view"), job=job)
    assert refusal.value.status == 404
    services.cancel(actor=staff_with("jobs.manage"), job=job)


def terminal(*words: str) -> Any:
    out = io.StringIO()
    call_command("jobs", *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_an_empty_list_is_a_list_for_machines_and_a_word_for_people(db: None) -> None:
    out, said = io.StringIO(), io.StringIO()
    call_command("jobs", "list", stdout=out, stderr=said)
    assert (out.getvalue(), said.getvalue().strip()) == ("", "Không có dòng nào")
    assert terminal("list") == []


def test_the_terminal_runs_lists_shows_retries_and_cancels(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _user, job, _again = own
    monkeypatch.setattr("motcua.jobs.management.commands.jobs.JobWorker", lambda *given, **more: worker)
    worker = JobWorker(["quick", "slow"], threaded=False)
    assert [row["id"] for row in terminal("list", "--state", "waiting")] == [job.public_id]
    assert terminal("run", "--drain") == {"run": 1}
    shown = terminal("show", job.public_id)
    assert (shown["state"], shown["fault"]) == ("failed", "Tệp hỏng.")
    assert shown["failures"] == [{"what": "<b>tệp 2</b>", "why": "Không mở được."}]
    assert terminal("retry", job.public_id)["state"] == "waiting"
    assert terminal("run", "--once") == {"run": 1}
    assert terminal("retry", job.public_id)["state"] == "waiting"
    assert terminal("cancel", job.public_id)["state"] == "cancelled"
    with pytest.raises(CommandError, match="đã kết thúc"):
        terminal("cancel", job.public_id)
    with pytest.raises(CommandError, match="Không có công việc"):
        terminal("show", "khong-co")


def test_a_finished_job_leads_to_what_it_made(
    kind: Callable[..., str], ask: Callable[..., Job], client_with: Callable[..., Client]
) -> None:
    name = kind(lambda run: None, shown_at=("catalog:import", "batch"))
    job = ask(name, arguments={"batch": "abc"})
    keeper, address = client_with("jobs.manage"), reverse("catalog:import", args=["abc"])
    assert address not in page(keeper, f"/cong-viec/{job.public_id}/")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    assert address in page(keeper, f"/cong-viec/{job.public_id}/")
    Job.objects.filter(pk=job.pk).update(arguments={})
    assert "Xem kết quả" not in page(keeper, f"/cong-viec/{job.public_id}/")


def test_every_page_that_a_kind_leads_to_is_there() -> None:
    registry.discover()
    leading = [one.shown_at for one in registry._handlers.values() if one.shown_at]
    assert len(leading) >= 6
    for name, *arguments in leading:
        assert reverse(name, args=arguments)

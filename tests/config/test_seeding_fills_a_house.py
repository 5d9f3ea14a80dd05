"""Rooms say what an empty installation is filled with; it is filled once, the long part as a visible job."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.access import seeding
from motcua.access.actors import system_actor
from motcua.config.seeding import KIND, run_quick, start_job
from motcua.config.welcome import welcome
from motcua.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch):
    """A house without steps; returns the list in which steps of the test note that they ran."""
    monkeypatch.setattr(seeding, "_steps", {})
    monkeypatch.setattr(seeding, "_sign_ins", [])
    ran = []

    def step(name, words):
        def work(given):
            given.progress(0, 2, words)
            ran.append(name)
            given.progress(2, 2, words)

        return work

    seeding.register("b.long", 200, step("long", "Danh mục thủ tục"))
    seeding.register("a.units", 10, step("units", "Đơn vị"))
    seeding.register("a.accounts", 20, step("accounts", "Tài khoản"))
    return ran


def test_steps_run_in_order_the_quick_ones_first(house):
    run_quick(system_actor(), lambda done, total, text: None)
    assert house == ["units", "accounts"]


def test_the_long_part_is_one_job_however_often_it_is_asked_for(house):
    first = start_job(system_actor(), edition="1")
    assert start_job(system_actor(), edition="1") == first
    assert start_job(system_actor(), edition="2") != first
    assert Job.objects.filter(kind=KIND).count() == 2


def test_the_job_runs_the_long_steps(house):
    from motcua.config.jobs import seed

    class Run:
        actor = system_actor()

        def progress(self, done, total, text):
            self.text = text

    run = Run()
    seed(run)
    assert house == ["long"]
    assert run.text == "Danh mục thủ tục"


def test_the_terminal_prints_only_the_result(house):
    seeding.register_sign_ins(lambda: [seeding.SignIn("Kiểm soát thủ tục", "kiemsoat", "abc", "mã 6 số")])
    out, err = StringIO(), StringIO()
    call_command("seed", "start", "--json", stdout=out, stderr=err)
    result = json.loads(out.getvalue())
    assert result["sign_ins"][0]["username"] == "kiemsoat"
    assert Job.objects.filter(public_id=result["job"]).exists()
    assert err.getvalue().splitlines() == ["Đơn vị", "Tài khoản"]
    text = "\n".join(welcome("http://127.0.0.1:8000", result))
    assert "Kiểm soát thủ tục" in text
    assert "motcua access code" in text  # else nobody gets past the second factor
    assert f"/cong-viec/{result['job']}/" in text


def test_a_seeded_password_is_this_installations_own(settings):
    mine = seeding.password_for("kiemsoat")
    assert mine == seeding.password_for("kiemsoat")
    assert mine != seeding.password_for("quantri")
    assert len(mine) >= 16
    settings.SECRET_KEY = "of another installation"
    assert seeding.password_for("kiemsoat") != mine

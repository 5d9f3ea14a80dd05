"""A form sent twice acts once and is answered alike, in sequence, at the same moment, and after a crash."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import include, path

from motcua.access import once, services
from motcua.access.actors import system_actor
from motcua.access.models import OnceKey, User
from motcua.access.roles import Role
from motcua.access.routes import public_route
from motcua.web.faults import UserError
from motcua.web.once import FIELD, new_key

pytestmark = pytest.mark.django_db
gate = threading.Barrier(2)


@public_route
def make(request):
    """Makes an account as the system, in one or two services, then does what the form says."""
    name = request.POST["name"]
    services.create_account(actor=system_actor(), username=name)
    if request.POST.get("twice"):
        services.create_account(actor=system_actor(), username=f"{name}-2")
    if request.POST.get("fail"):
        raise UserError("trial.fail", "Chưa được")
    if request.POST.get("crash"):
        raise RuntimeError("crash after the commit")
    return redirect(f"/lam/{User.objects.count()}/") if request.POST.get("go", "1") == "1" else HttpResponse("xong")


@public_route
def at_once(request):
    """As `make`, but both requests reach the service at the same moment."""
    gate.wait(timeout=10)
    services.create_account(actor=system_actor(), username=f"cungluc-{threading.get_ident()}")
    return redirect("/xong/")


urlpatterns = [
    path("lam/", make),
    path("cung-luc/", at_once),
    path("", include("motcua.access.urls")),
    path("", include("motcua.faces.urls")),
]
handler500 = "motcua.web.errors.server_error"


@pytest.fixture(autouse=True)
def here(settings):
    settings.ROOT_URLCONF = __name__


def send(client: Client, key: str, name: str = "moi", **form: str):
    return client.post("/lam/", {FIELD: key, "name": name, **form})


def test_the_second_sending_gets_the_first_answer_and_does_nothing(client, db):
    key = new_key()
    first, second = send(client, key), send(client, key)
    assert first["Location"] == second["Location"] == "/lam/1/"
    assert second.status_code == 303
    assert User.objects.count() == 1


def test_two_services_of_one_request_are_both_done_and_both_only_once(client):
    key = new_key()
    send(client, key, twice="1")
    send(client, key, twice="1")
    assert User.objects.count() == 2


def test_different_forms_act_both(client):
    send(client, new_key(), "mot.1")
    send(client, new_key(), "hai.2")
    assert User.objects.count() == 2


def test_a_form_whose_service_failed_may_be_sent_again(client):
    key = new_key()
    assert send(client, key, "!!").status_code == 400
    assert not OnceKey.objects.exists()
    assert send(client, key, "dung").status_code == 302


def test_a_form_that_acted_but_led_nowhere_is_not_done_again(client):
    key = new_key()
    assert send(client, key, go="0").content == b"xong"
    again = send(client, key, go="0")
    assert again.status_code == 409
    assert "đã được xử lý" in again.content.decode()
    assert User.objects.count() == 1


def test_a_crash_after_the_commit_leaves_a_key_so_that_nothing_happens_twice(client, monkeypatch):
    monkeypatch.setattr(once, "_PATIENCE", 0.1)
    client.raise_request_exception = False
    key = new_key()
    assert send(client, key, crash="1").status_code == 500
    assert send(client, key, crash="1").status_code == 409
    assert User.objects.count() == 1


def test_the_key_of_another_person_gives_away_nothing(client, person, sign_in_as, monkeypatch):
    person("canbo", Role.RECEIVER)
    key = new_key()
    send(client, key)
    other = Client()
    sign_in_as(other, "canbo")
    answer = send(other, key)
    assert answer.status_code == 409
    assert "Location" not in answer


def test_a_script_that_sends_twice_is_led_by_the_header_it_understands(client):
    key = new_key()
    send(client, key)
    answer = client.post("/lam/", {FIELD: key, "name": "moi"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/lam/1/")


@pytest.mark.parametrize("key", ["", "ngan", "x" * 65, "có dấu mà không phải khóa", "a b c d e f g h i j k l"])
def test_what_is_not_a_key_is_passed_over(client, key):
    assert send(client, key).status_code == 302
    assert not OnceKey.objects.exists()


def test_a_form_without_a_forgery_key_is_refused_before_anything_is_looked_up(db):
    strict = Client(enforce_csrf_checks=True)
    key = new_key()
    assert send(strict, key).status_code == 403
    assert not OnceKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_act_exactly_once():
    key = new_key()
    gate.reset()

    def press(_number: int) -> HttpResponse:
        try:
            return Client().post("/cung-luc/", {FIELD: key})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, range(2)))
    assert User.objects.count() == 1
    assert OnceKey.objects.count() == 1
    assert {answer["Location"] for answer in answers} == {"/xong/"}


def test_outside_a_request_services_store_no_key():
    services.create_account(actor=system_actor(), username="terminal")
    assert not OnceKey.objects.exists()


def test_keys_are_forgotten_in_time(client):
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        send(client, new_key(), "cu.1")
    send(client, new_key(), "moi.1")
    assert services.forget_expired(actor=system_actor())["form_keys"] == 1
    assert OnceKey.objects.count() == 1

"""Machines use tokens: shown once, narrowed, expiring, revocable, never stored."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from motcua.access import services
from motcua.access.actors import actor_for, system_actor
from motcua.access.models import ApiToken
from motcua.access.roles import Role
from motcua.access.tokens import authenticate
from motcua.audit.models import Entry
from motcua.web.faults import Denied, UserError

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(person):
    return person("may", Role.CONTROL_OFFICER)


def make(machine, *scopes: str, days: int = 30) -> str:
    return services.create_token(
        actor=system_actor(), user=machine, name="đồng bộ", scopes=scopes or ("catalog.view",), days=days
    )[1]


def use(secret: str, address: str = "10.0.0.1"):
    return authenticate(f"Bearer {secret}", RequestFactory(REMOTE_ADDR=address).get("/"))


def test_a_token_acts_as_its_owner_within_its_scopes(machine):
    actor = use(make(machine, "catalog.view", "catalog.export"))
    assert (actor.user, actor.via, actor.address) == (machine, "api", "10.0.0.1")
    assert actor.may("catalog.view")
    assert not actor.may("catalog.import"), "the owner may, the token may not"


def test_a_scope_gives_nothing_that_the_owner_lacks(person):
    actor = use(make(person("canbo", Role.RECEIVER), "catalog.import"))
    assert not actor.may("catalog.import")


def test_the_secret_is_nowhere_in_the_database_or_the_log(machine):
    secret = make(machine)
    assert secret not in str(list(ApiToken.objects.values())) + str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer mc_", "Bearer sai", "mc_x", "Bearer mc_x y"]
)
def test_what_is_no_token_opens_nothing(machine, header):
    make(machine)
    assert authenticate(header) is None


def test_a_token_expires(machine):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret = make(machine, days=1)
        assert use(secret)
        clock.shift(timedelta(days=1, seconds=1))
        assert use(secret) is None


def test_a_revoked_token_and_one_of_a_locked_account_open_nothing(machine):
    first, second = make(machine), make(machine)
    services.revoke_token(actor=system_actor(), token=ApiToken.objects.order_by("id")[0])
    assert use(first) is None
    assert use(second)
    services.deactivate_account(actor=system_actor(), user=machine)
    assert use(second) is None


def test_the_last_use_is_kept_to_the_minute(machine, django_assert_num_queries):
    secret = make(machine)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        use(secret)
        first = ApiToken.objects.get().last_used_at
        clock.shift(20)
        use(secret)
        assert ApiToken.objects.get().last_used_at == first
        clock.shift(60)
        use(secret)
        assert ApiToken.objects.get().last_used_at > first


def test_guessing_tokens_is_limited_by_address(machine):
    secret = make(machine)
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        for number in range(100):
            assert use(f"mc_{number}") is None
        assert use(secret) is None, "even a right one from there"
        assert use(secret, "10.0.0.2")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["khong.co"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 400}, "days"),
        ({"name": "  "}, "name"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(machine, given, field):
    with pytest.raises(UserError) as told:
        services.create_token(
            **{"actor": system_actor(), "user": machine, "name": "x", "scopes": ["catalog.view"], "days": 5, **given}
        )
    assert told.value.field == field


def test_one_sees_and_revokes_ones_own_tokens_only(machine, person):
    other = person("khac", Role.RECEIVER)
    make(machine)
    make(other)
    assert ApiToken.objects.visible_to(actor_for(other)).count() == 1
    with pytest.raises(Denied):
        services.revoke_token(actor=actor_for(other), token=ApiToken.objects.get(user=machine))
    services.revoke_token(actor=actor_for(other), token=ApiToken.objects.get(user=other))


def test_the_screen_shows_the_secret_once(client_with, machine):
    browser = client_with("access.token")
    form = {"username": "may", "name": "đồng bộ", "days": "30", "scopes": ["catalog.view"]}
    admin_sees = browser.post(reverse("token-new"), form)
    secret = re.search(r"<code>(mc_[^<]+)</code>", admin_sees.content.decode())[1]
    assert admin_sees["Cache-Control"] == "no-store"
    assert use(secret)
    shown = browser.get(reverse("token-list")).content.decode()
    assert secret not in shown
    assert secret[:7] in shown
    browser.post(reverse("token-revoke", args=[ApiToken.objects.get().public_id]))
    assert use(secret) is None


def test_the_screen_tells_what_is_wrong(client_with, machine):
    browser = client_with("access.token")
    answer = browser.post(
        reverse("token-new"), {"username": "khongco", "name": "x", "days": "5", "scopes": ["catalog.view"]}
    )
    assert answer.status_code == 422
    assert "Không có tài khoản đang hoạt động" in answer.content.decode()
    assert browser.post(reverse("token-new"), {}).status_code == 422

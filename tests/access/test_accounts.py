"""Administrators keep accounts; owners set their own passwords by a link that works once."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from motcua.access import selectors, services
from motcua.access.actors import NOBODY, Actor, actor_for, label_words, system_actor
from motcua.access.models import ApiToken, PasswordLink, User, UserKind
from motcua.access.roles import Role
from motcua.audit.models import Entry
from motcua.web.faults import Denied, Stale, UserError
from tests.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_with):
    return client_with("access.manage")


def test_an_account_is_made_a_link_is_given_and_the_owner_gets_in(admin, client, sign_in_as):
    form = {"username": "Kiemsoat.VP", "label": "Kiểm soát thủ tục", "email": "", "kind": "staff"}
    answer = admin.post(reverse("account-new"), form)
    user = User.objects.get(username="kiemsoat.vp")
    assert answer["Location"] == reverse("account-detail", args=[user.public_id])
    assert not user.has_usable_password()
    page = admin.post(reverse("account-password-link", args=[user.public_id]))
    assert page["Cache-Control"] == "no-store"
    link = re.search(r"<code>(http://testserver/[^<]+)</code>", page.content.decode())[1]
    assert "kiemsoat.vp" in client.get(link).content.decode()
    fresh = "mot mat khau that dai"
    assert client.post(link, {"password": fresh, "again": fresh}).status_code == 302
    sign_in_as(client, "kiemsoat.vp", fresh)
    assert client.get(reverse("own-account")).status_code == 200
    kept = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert kept[:3] == ["access.user.created", "access.password.link_issued", "access.password.changed"]
    assert "kiemsoat.vp" not in str(list(Entry.objects.values("facts", "actor_label", "object_id")))


@pytest.mark.parametrize("username", ["", "a", "có dấu", "<script>", "-x-", "hai  từ", "x" * 101, "admin@"])
def test_a_malformed_username_is_refused(username):
    with pytest.raises(UserError) as told:
        services.create_account(actor=system_actor(), username=username)
    assert told.value.field == "username"


def test_a_taken_username_is_told_at_its_field(admin, person):
    person("canbo")
    answer = admin.post(reverse("account-new"), {"username": "CANBO", "label": "x", "kind": "staff"})
    assert answer.status_code == 422
    assert "đã có người dùng" in answer.content.decode()


def test_a_link_works_once_and_for_a_day(person, client):
    user = person("canbo")
    fresh = {"password": "mot mat khau that dai", "again": "mot mat khau that dai"}
    token = services.issue_password_link(actor=system_actor(), user=user)
    address = reverse("set-password", args=[token])
    assert token not in str(list(PasswordLink.objects.values()))
    assert client.post(address, fresh).status_code == 302
    assert client.post(address, fresh).status_code == 410
    with time_machine.travel(timezone.now(), tick=False) as clock:
        token = services.issue_password_link(actor=system_actor(), user=user)
        clock.shift(24 * 3600 + 1)
        assert client.get(reverse("set-password", args=[token])).status_code == 410


def test_a_new_link_ends_the_earlier_one_and_a_locked_account_has_none(person, client):
    user = person("canbo")
    first = services.issue_password_link(actor=system_actor(), user=user)
    second = services.issue_password_link(actor=system_actor(), user=user)
    assert client.get(reverse("set-password", args=[first])).status_code == 410
    assert client.get(reverse("set-password", args=[second])).status_code == 200
    services.deactivate_account(actor=system_actor(), user=user)
    assert client.get(reverse("set-password", args=[second])).status_code == 410
    user.refresh_from_db()
    with pytest.raises(UserError):
        services.issue_password_link(actor=system_actor(), user=user)


@pytest.mark.parametrize(("one", "two"), [("ngan", "ngan"), ("mot mat khau dai", "khac han ra"), ("", "")])
def test_a_weak_or_mistyped_password_leaves_the_link_alive(person, client, one, two):
    user = person("canbo")
    address = reverse("set-password", args=[services.issue_password_link(actor=system_actor(), user=user)])
    answer = client.post(address, {"password": one, "again": two})
    assert answer.status_code == 422
    assert client.get(address).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_guessing_links_is_limited_by_address(client, db):
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        for number in range(30):
            assert client.get(reverse("set-password", args=[f"doan{number}"])).status_code == 410
        answer = client.get(reverse("set-password", args=["doan"]))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_a_link_ends_the_sessions_that_were_open(person, client, sign_in_as):
    user = person("canbo")
    sign_in_as(client, "canbo")
    token = services.issue_password_link(actor=system_actor(), user=user)
    fresh = "mot mat khau that dai"
    Client().post(reverse("set-password", args=[token]), {"password": fresh, "again": fresh})
    assert client.get(reverse("own-account")).status_code == 302


def test_locking_and_opening_on_the_screen(admin, person):
    user = person("canbo")
    services.create_token(actor=system_actor(), user=user, name="máy", scopes=["catalog.view"])
    admin.post(reverse("account-deactivate", args=[user.public_id]))
    user.refresh_from_db()
    assert not user.is_active
    assert not ApiToken.objects.get().alive
    admin.post(reverse("account-activate", args=[user.public_id]))
    user.refresh_from_db()
    assert user.is_active
    assert not ApiToken.objects.get().alive


def test_nobody_locks_the_own_account(person):
    admin = person("quantri", Role.SYSTEM_ADMIN)
    with pytest.raises(UserError, match="chính mình"):
        services.deactivate_account(actor=actor_for(admin), user=admin)


def test_two_administrators_do_not_overwrite_one_another(person):
    user = person("canbo")
    services.change_account(actor=system_actor(), user=user, version=1, label="Một", email="")
    with pytest.raises(Stale):
        services.change_account(actor=system_actor(), user=user, version=1, label="Hai", email="")
    user.refresh_from_db()
    assert user.label == "Một"


def test_changing_a_name_logs_the_field_and_not_the_name(person):
    user = person("canbo")
    services.change_account(actor=system_actor(), user=user, version=1, label="Tên mới", email="")
    row = Entry.objects.get(verb="access.user.changed")
    assert row.fields == ["label"]
    assert "Tên mới" not in str(row.__dict__)


@pytest.mark.parametrize(
    "call",
    [
        lambda actor, user: services.create_account(actor=actor, username="moi"),
        lambda actor, user: services.ensure_account(actor=actor, username="moi"),
        lambda actor, user: services.deactivate_account(actor=actor, user=user),
        lambda actor, user: services.activate_account(actor=actor, user=user),
        lambda actor, user: services.end_sessions(actor=actor, user=user),
        lambda actor, user: services.issue_password_link(actor=actor, user=user),
        lambda actor, user: services.remove_factors(actor=actor, user=user),
        lambda actor, user: services.create_token(actor=actor, user=user, name="x", scopes=["catalog.view"]),
        lambda actor, user: services.set_first_password(actor=actor, user=user, password=PASSWORD),
        lambda actor, user: services.forget_expired(actor=actor),
    ],
)
@pytest.mark.parametrize("who", ["nobody", "clerk"])
def test_others_may_not_manage_accounts(person, call, who):
    user = person("canbo")
    actor = NOBODY if who == "nobody" else actor_for(person("vanthu", Role.CLERK))
    with pytest.raises(Denied):
        call(actor, user)


def test_one_sees_only_ones_own_account_without_the_permission(person):
    one, two = person("mot.1", Role.CLERK), person("hai.2", Role.SYSTEM_ADMIN)
    assert list(User.objects.visible_to(actor_for(one))) == [one]
    assert set(User.objects.visible_to(actor_for(two))) >= {one, two}
    assert not User.objects.visible_to(NOBODY).exists()


def test_the_list_finds_filters_and_pages(admin, person):
    for number in range(60):
        person(f"canbo.{number:02d}")
    services.deactivate_account(actor=system_actor(), user=User.objects.get(username="canbo.07"))
    shown = admin.get(reverse("account-list"), {"tim": "canbo"}).content.decode()
    assert "canbo.00" in shown
    assert "canbo.55" not in shown
    assert "canbo.55" in admin.get(reverse("account-list"), {"tim": "canbo", "trang": 2}).content.decode()
    locked = admin.get(reverse("account-list"), {"trang_thai": "0"}).content.decode()
    assert "canbo.07" in locked
    assert "canbo.08" not in locked
    assert "Không có tài khoản nào khớp" in admin.get(reverse("account-list"), {"tim": "zzz"}).content.decode()


def test_the_number_of_statements_of_the_list_does_not_grow(admin, person, django_assert_max_num_queries):
    person("canbo.0")
    with django_assert_max_num_queries(12) as few:
        admin.get(reverse("account-list"))
    for number in range(30):
        person(f"canbo.{number}")
    with django_assert_max_num_queries(len(few.captured_queries)):
        admin.get(reverse("account-list"))


def test_the_permission_table_shows_every_permission(admin):
    shown = admin.get(reverse("permission-table")).content.decode()
    roles, rows = selectors.permission_table()
    assert all(row.permission.name in shown for row in rows)
    assert all(words in shown for _role, words in roles)


def test_a_hostile_name_is_only_shown(admin, person):
    user = person("canbo")
    services.change_account(actor=system_actor(), user=user, version=1, label="<img src=x onerror=alert(1)>", email="")
    for address in (reverse("account-list"), reverse("account-detail", args=[user.public_id])):
        assert "<img src=x" not in admin.get(address).content.decode()


def test_a_service_account_gets_no_password_link(person):
    user = services.create_account(actor=system_actor(), username="may.dong.bo", kind=UserKind.SERVICE)
    with pytest.raises(UserError):
        services.issue_password_link(actor=system_actor(), user=user)


def test_an_account_without_positions_may_nothing(person):
    assert not Actor(user=person("canbo")).may("desk.view")


def test_seeding_twice_makes_one_account_and_leaves_its_password(person):
    user = person("canbo")
    services.ensure_account(actor=system_actor(), username="canbo", password="khac han mat khau cu")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert User.objects.count() == 1


def test_the_system_is_named_in_the_readers_language() -> None:
    assert label_words("system") == "Hệ thống"
    assert label_words("system (operator)") == "Hệ thống (operator)"
    assert label_words("system administration office") == "system administration office"
    assert label_words("") == ""
    with translation.override("en"):
        assert label_words("system (operator)") == "System (operator)"

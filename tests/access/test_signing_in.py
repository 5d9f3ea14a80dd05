"""People sign in with a password; wrong ones tell nothing and lock in time; sessions end when they should."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.access import services
from motcua.access.actors import system_actor
from motcua.access.models import Throttle, User
from motcua.access.roles import Role
from motcua.audit.models import Entry
from tests.access.conftest import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def inside(client: Client) -> bool:
    return client.get(reverse("own-account")).status_code == 200


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="access.").order_by("id").values_list("verb", flat=True))


def test_the_right_password_opens_and_the_log_tells_it(person, client, sign_in_as):
    user = person("canbo", Role.RECEIVER)
    assert not inside(client)
    answer = sign_in_as(client, "canbo")
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk-home"))
    assert inside(client)
    row = Entry.objects.get(verb="access.signed_in")
    assert (row.actor_id, row.object_id, row.facts) == (user.pk, user.public_id, {"methods": "password"})
    assert row.address == "127.0.0.1"


def test_capital_letters_and_blanks_in_the_name_do_not_matter(person, client, sign_in_as):
    person("canbo")
    sign_in_as(client, " CanBo ")
    assert inside(client)


def test_one_returns_to_where_one_wanted_to_go_but_never_to_another_site(person, client):
    person("canbo")
    address, form = reverse("account_login"), {"login": "canbo", "password": PASSWORD}
    assert client.post(address, {**form, "next": "/thu-tuc/"})["Location"] == "/thu-tuc/"
    other = Client().post(address, {**form, "next": "https://xau.example/"})
    assert other["Location"] == reverse("desk-home")


def test_a_wrong_password_and_a_wrong_name_read_the_same(person, client, sign_in_as):
    person("canbo")
    wrong = [sign_in_as(client, "canbo", "sai mat khau"), sign_in_as(Client(), "khongco", "sai mat khau")]
    for answer in wrong:
        assert answer.status_code == 200
        assert WRONG in answer.content.decode()
    assert not inside(client)


def test_what_was_typed_is_nowhere_in_the_log(person, client, sign_in_as):
    sign_in_as(client, "mat khau go nham vao o ten", "bi mat rat dai")
    kept = str(list(Entry.objects.values()))
    assert "access.sign_in_failed" in kept
    assert "nham" not in kept
    assert "bi mat" not in kept


def test_a_locked_account_does_not_open(person, client, sign_in_as):
    user = person("canbo")
    services.deactivate_account(actor=system_actor(), user=user)
    answer = sign_in_as(client, "canbo")
    assert not inside(client)
    assert answer.status_code in {200, 302}


def test_after_five_wrong_passwords_even_the_right_one_waits(person, client, sign_in_as):
    person("canbo")
    now = timezone.now().replace(minute=1, second=0)
    with time_machine.travel(now, tick=False) as clock:
        for _try in range(5):
            sign_in_as(client, "canbo", "sai")
        answer = sign_in_as(client, "canbo")
        assert "Chờ 15 phút" in answer.content.decode()
        assert not inside(client)
        assert "access.locked_out" in verbs()
        sign_in_as(other := Client(REMOTE_ADDR="10.9.9.9"), "canbo")
        assert inside(other), "another address is not locked out by a few tries"
        clock.shift(timedelta(minutes=16))
        sign_in_as(client, "canbo")
        assert inside(client)


def test_a_right_password_ends_the_count(person, client, sign_in_as):
    person("canbo")
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        for _round in range(3):
            for _try in range(4):
                sign_in_as(client, "canbo", "sai")
            sign_in_as(fresh := Client(), "canbo")
            assert inside(fresh)


def test_guessing_one_account_from_many_addresses_locks_it(person, sign_in_as):
    person("canbo")
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        for number in range(20):
            sign_in_as(Client(REMOTE_ADDR=f"10.0.0.{number}"), "canbo", "sai")
        sign_in_as(late := Client(REMOTE_ADDR="10.0.1.1"), "canbo")
        assert not inside(late)


def test_counters_hold_no_names(person, client, sign_in_as):
    sign_in_as(client, "canbo", "sai")
    assert Throttle.objects.exists()
    assert "canbo" not in str(list(Throttle.objects.values_list("key", flat=True)))


def test_an_idle_session_ends(person, client, sign_in_as, settings):
    person("canbo")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in_as(client, "canbo")
        clock.shift(settings.SESSION_IDLE_SECONDS - 5)
        assert inside(client)
        clock.shift(settings.SESSION_IDLE_SECONDS - 5)
        assert inside(client), "use keeps it alive"
        clock.shift(settings.SESSION_IDLE_SECONDS + 5)
        assert not inside(client)


def test_a_session_ends_at_its_longest_however_busy(person, client, sign_in_as, settings):
    person("canbo")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in_as(client, "canbo")
        for _hour in range(settings.SESSION_LONGEST_SECONDS // 1800):
            clock.shift(1790)
            assert inside(client)
        clock.shift(1790)
        assert not inside(client)


def test_signing_out_ends_the_session_and_asks_first(person, client, sign_in_as):
    person("canbo")
    sign_in_as(client, "canbo")
    assert client.get(reverse("account_logout")).status_code == 200
    assert inside(client)
    client.post(reverse("account_logout"))
    assert not inside(client)
    assert verbs()[-1] == "access.signed_out"


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(person, client, sign_in_as):
    person("canbo")
    sign_in_as(client, "canbo")
    sign_in_as(other := Client(), "canbo")
    fresh = "mot cau khac con dai hon"
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    assert inside(client)
    assert not inside(other)
    assert "access.password.changed" in verbs()
    sign_in_as(again := Client(), "canbo", fresh)
    assert inside(again)


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("sai", "mot cau khac con dai", "mot cau khac con dai"),
        (PASSWORD, "ngan", "ngan"),
        (PASSWORD, "mot cau khac con dai", "khong giong nhau gi ca"),
        (PASSWORD, "password1234", "password1234"),
    ],
)
def test_a_bad_change_of_password_is_refused_with_its_reason(person, client, sign_in_as, old, new, again):
    person("canbo")
    sign_in_as(client, "canbo")
    answer = client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": again})
    assert answer.status_code == 200
    assert "Cần sửa trước khi tiếp tục" in answer.content.decode()
    assert User.objects.get(username="canbo").check_password(PASSWORD)


def test_deactivation_ends_every_session_at_once_and_opening_again_revives_none(person, client, sign_in_as):
    user = person("canbo")
    sign_in_as(client, "canbo")
    assert inside(client)
    services.deactivate_account(actor=system_actor(), user=user)
    assert not inside(client)
    user.refresh_from_db()
    services.activate_account(actor=system_actor(), user=user)
    assert not inside(client)


def test_one_ends_ones_other_sessions_oneself(person, client, sign_in_as):
    person("canbo")
    sign_in_as(client, "canbo")
    sign_in_as(other := Client(), "canbo")
    client.post(reverse("end-other-sessions"))
    assert inside(client)
    assert not inside(other)


def test_nobody_signs_up_by_a_form(client):
    for path in ("/tai-khoan/dang-ky/", "/accounts/signup/", "/tai-khoan/signup/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/can-bo/ra-soat/x/?muc=C7", "/can-bo/ra-soat/x/?muc=C7"),
        ("http://elsewhere.example/tham/", "/can-bo/ra-soat/chap-nhan/"),
        ("http://testserver", "/can-bo/ra-soat/chap-nhan/"),
        ("", "/can-bo/ra-soat/chap-nhan/"),
    ],
)
def test_what_was_sent_after_the_session_ended_leads_back_to_its_page(client, came, back):
    answer = client.post("/can-bo/ra-soat/chap-nhan/", {}, headers={"referer": came})
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"next": [back], "chua-luu": ["1"]}
    assert "điều vừa gửi chưa được lưu" in client.get(answer.headers["Location"]).content.decode()

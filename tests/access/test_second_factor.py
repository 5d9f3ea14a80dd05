"""Powerful roles work only with a second factor: an app or a security key, with recovery codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.access import factors, services
from motcua.access.actors import Actor, system_actor
from motcua.access.models import UsedCode
from motcua.access.roles import SECOND_FACTOR_ROLES, Role
from motcua.audit.models import Entry
from motcua.web.faults import Denied
from tests.access.conftest import PASSWORD, SECRET

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def powerful(client: Client) -> int:
    return client.get(reverse("permission-table")).status_code


def give_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR_ROLES))
def test_a_powerful_role_is_led_to_set_up_a_second_factor_first(person, client, sign_in_as, role):
    person("canbo", role)
    sign_in_as(client, "canbo")
    answer = client.get(reverse("desk-home"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("mfa_index"))
    shown = client.get(answer["Location"])
    assert "cần có" in shown.content.decode() or "chỉ dùng được sau khi" in shown.content.decode()


def test_other_roles_work_without(person, client, sign_in_as):
    person("canbo", Role.RECEIVER)
    sign_in_as(client, "canbo")
    assert client.get(reverse("desk-home")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_role_and_gives_recovery_codes(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN)
    sign_in_as(client, "canbo")
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == reverse("mfa_activate_totp")
    page = client.get(answer["Location"]).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert "data:image/svg+xml" in page
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>", client.get(answer["Location"]).content.decode())) == 10
    assert powerful(client) == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored, "the secret is unreadable in the database"
    assert Entry.objects.filter(verb="access.factor.added").count() == 2


def test_a_wrong_first_code_sets_nothing_up(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN)
    sign_in_as(client, "canbo")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã không đúng" in answer.content.decode()
    assert not Authenticator.objects.filter(user=user).exists()


def test_signing_in_asks_for_the_code(person, client, sign_in_as):
    person("canbo", Role.SYSTEM_ADMIN, app=True)
    answer = sign_in_as(client, "canbo")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("own-account")).status_code == 302
    assert "Bước xác thực thứ hai" in client.get(reverse("mfa_authenticate")).content.decode()
    give_code(client, code_of(SECRET))
    assert powerful(client) == 200
    assert Entry.objects.get(verb="access.signed_in").facts == {"methods": "password+mfa"}


def test_a_code_is_taken_once_even_by_another_process(person, client, sign_in_as):
    from django.core.cache import cache

    person("canbo", Role.SYSTEM_ADMIN, app=True)
    with time_machine.travel(timezone.now(), tick=False):
        sign_in_as(client, "canbo")
        give_code(client, code_of(SECRET))
        cache.clear()  # another process has a cache of its own
        sign_in_as(other := Client(), "canbo")
        answer = give_code(other, code_of(SECRET))
    assert "đã được dùng" in answer.content.decode()
    assert powerful(other) == 302
    assert code_of(SECRET) not in str(list(UsedCode.objects.values()))


def test_six_wrong_codes_lock_the_second_step(person, client, sign_in_as):
    person("canbo", Role.SYSTEM_ADMIN, app=True)
    with time_machine.travel(timezone.now().replace(minute=1), tick=False) as clock:
        sign_in_as(client, "canbo")
        for _try in range(6):
            give_code(client, "000000")
        assert "Chờ 15 phút" in give_code(client, code_of(SECRET)).content.decode()
        clock.shift(timedelta(minutes=16))
        sign_in_as(client, "canbo")
        give_code(client, code_of(SECRET))
        assert powerful(client) == 200


def test_a_recovery_code_opens_once(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN, app=True)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in_as(client, "canbo")
    give_code(client, code)
    assert powerful(client) == 200
    sign_in_as(other := Client(), "canbo")
    give_code(other, code)
    assert powerful(other) == 302


def test_a_session_from_before_the_second_factor_must_show_it(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN)
    sign_in_as(client, "canbo")
    services.seed_authenticator(actor=system_actor(), user=user, secret=SECRET)
    answer = client.get(reverse("permission-table"))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    answer = client.post(answer["Location"], {"code": code_of(SECRET)})
    assert answer["Location"] == reverse("permission-table")
    assert powerful(client) == 200


def test_taking_the_app_away_closes_the_role_again(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    give_code(client, code_of(SECRET))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    sign_in_as(later := Client(), "canbo")
    assert powerful(later) == 302


def test_the_administrator_takes_lost_factors_away_and_sessions_end(person, client, sign_in_as):
    user = person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    give_code(client, code_of(SECRET))
    assert services.remove_factors(actor=system_actor(), user=user) == 1
    assert client.get(reverse("own-account")).status_code == 302


def test_the_pages_of_the_second_factor_open(person, client, sign_in_as):
    person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    give_code(client, code_of(SECRET))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_generate_recovery_codes"))
    names = ["own-account", "mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]
    names += ["mfa_list_webauthn", "mfa_add_webauthn", "account_change_password", "account_reauthenticate"]
    for name in [*names, "mfa_reauthenticate"]:
        answer = client.get(reverse(name))
        assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
        assert "<script>" not in answer.content.decode()


def test_the_security_key_page_hands_its_data_as_data_not_as_script(person, client, sign_in_as):
    person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    give_code(client, code_of(SECRET))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert re.search(r'<script id="js_data" type="application/json">\{"creation_options"', page)
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all("application/json" in attributes for attributes in inline)


@pytest.mark.parametrize("answer", ['{"id": "x"}', "[]", "1", '{"id": "eA", "rawId": "eA", "response": {}}', "xx"])
def test_a_nonsense_security_key_is_refused(person, client, sign_in_as, answer):
    user = person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    give_code(client, code_of(SECRET))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))
    shown = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": answer})
    assert shown.status_code == 200
    assert client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": answer}).status_code in {200, 302}
    assert Authenticator.objects.filter(user=user).count() == 1


def test_the_code_for_a_seeded_account_is_the_one_its_app_shows(person):
    user = person("canbo", Role.SYSTEM_ADMIN, app=True)
    with time_machine.travel(timezone.now(), tick=False):
        assert factors.current_code(user) == code_of(SECRET)
    assert factors.current_code(person("khac")) is None


def test_only_the_system_seeds_a_known_secret(person):
    admin = person("quantri", Role.SYSTEM_ADMIN)
    from motcua.access.actors import actor_for

    with pytest.raises(Denied):
        services.seed_authenticator(actor=actor_for(admin), user=person("khac"), secret=SECRET)
    with pytest.raises(Denied):
        services.seed_authenticator(actor=Actor(user=person("khac")), user=person("khac"), secret=SECRET)

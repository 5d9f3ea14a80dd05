"""Signing in with the outside identity, against a real provider on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from motcua.access import services
from motcua.access.actors import system_actor
from motcua.access.contrib.oidc_local import server as oidc
from motcua.access.contrib.oidc_local.provider import Provider, Refused
from motcua.access.models import User, UserKind
from motcua.access.roles import Role
from motcua.audit.models import Entry
from tests.access.conftest import SECRET
from tests.access.test_second_factor import code_of

pytestmark = pytest.mark.django_db
ID = "dinh-danh"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    running = oidc.serve(0, "motcua", "bi-mat")
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    found: Provider = running.__dict__["provider"]
    app = {
        "provider_id": ID,
        "name": "Định danh điện tử",
        "client_id": "motcua",
        "secret": "bi-mat",
        "settings": {"server_url": found.issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    yield found
    running.shutdown()
    running.server_close()


def go(client: Client, sub: str = "thu-nghiem-1", *, process: str = "login", tamper=lambda url: url):
    """What a browser does: to the provider, choose a person, back; returns the answer to the return."""
    answer = client.post(f"{reverse('openid_connect_login', args=[ID])}?process={process}")
    assert answer.status_code == 302, answer.content.decode()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    chosen = httpx.post(answer["Location"], data={**asked, "sub": sub})
    back = urlsplit(tamper(chosen.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def inside(client: Client) -> User | None:
    number = client.session.get("_auth_user_id")
    return User.objects.filter(pk=number).first() if number else None


def test_the_sign_in_page_offers_the_identity_only_where_one_is_set_up(client, provider, settings):
    page = client.get(reverse("account_login")).content.decode()
    assert "Định danh điện tử" in page
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Định danh điện tử" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("openid_connect_login", args=[ID])).status_code == 404


def test_a_citizen_gets_an_account_without_any_role_and_the_same_one_next_time(client, provider):
    go(client)
    user = inside(client)
    assert (user.kind, user.label) == (UserKind.CITIZEN, "Người dân thử nghiệm 1")
    assert not user.has_usable_password()
    assert client.get(reverse("desk-home")).status_code == 403
    go(other := Client())
    assert inside(other) == user
    assert User.objects.count() == 1
    go(third := Client(), "thu-nghiem-2")
    assert inside(third) != user


def test_nothing_of_what_the_provider_told_is_kept_but_the_identifier(client, provider):
    go(client)
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    assert "Người dân" not in str(list(Entry.objects.values()))


def test_staff_link_an_identity_to_their_account_and_then_sign_in_with_it(client, provider, person, sign_in_as):
    staff = person("canbo", Role.RECEIVER)
    sign_in_as(client, "canbo")
    assert "Định danh điện tử" in client.get(reverse("own-account")).content.decode()
    go(client, "thu-nghiem-canbo", process="connect")
    assert Entry.objects.filter(verb="access.identity.linked", object_id=staff.public_id).exists()
    go(other := Client(), "thu-nghiem-canbo")
    assert inside(other) == staff


def test_the_identity_does_not_replace_the_second_factor(client, provider, person, sign_in_as):
    staff = person("canbo", Role.SYSTEM_ADMIN, app=True)
    sign_in_as(client, "canbo")
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    go(client, "thu-nghiem-canbo", process="connect")
    answer = go(other := Client(), "thu-nghiem-canbo")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert inside(other) is None
    assert SocialAccount.objects.get().user == staff


def test_a_locked_account_does_not_open_by_its_identity(client, provider):
    go(client)
    services.deactivate_account(actor=system_actor(), user=inside(client))
    go(other := Client())
    assert inside(other) is None


def test_turning_back_at_the_provider_leads_to_the_sign_in_page(client, provider):
    answer = go(client, "")
    answer = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert inside(client) is None
    assert answer["Location"] == reverse("account_login")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda url: url.replace("state=", "state=x"),
        lambda url: url.replace("code=", "code=x"),
        lambda url: url.split("?")[0],
    ],
)
def test_an_answer_that_was_tampered_with_opens_nothing(client, provider, tamper):
    answer = go(client, tamper=tamper)
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in answer.content.decode()
    assert inside(client) is None


def test_an_identity_token_signed_by_another_key_is_refused(client, provider, monkeypatch):
    other = Provider(provider.issuer, "motcua", "bi-mat")
    monkeypatch.setattr(provider, "_key", other._key)
    keys = Provider(provider.issuer, "motcua", "bi-mat").jwks()
    keys["keys"][0]["kid"] = provider._kid
    monkeypatch.setattr(provider, "jwks", lambda: keys)
    assert go(client).status_code == 401
    assert inside(client) is None


def test_a_provider_that_does_not_answer_holds_nobody_longer_than_three_seconds(client, provider, monkeypatch):
    let_go, gave_up = threading.Event(), threading.Event()
    monkeypatch.setattr(provider, "discovery", lambda: let_go.wait(60) or gave_up.set())
    try:
        answer = client.post(reverse("openid_connect_login", args=[ID]))
        assert not gave_up.is_set(), "the page waited as long as the provider was silent"
    finally:
        let_go.set()
    assert answer.status_code == 502
    assert "không trả lời" in answer.content.decode()


def test_the_three_seconds_are_for_all_calls_of_one_sign_in_together(client, provider, monkeypatch):
    for name in ("exchange", "userinfo", "jwks"):
        whole = getattr(provider, name)
        monkeypatch.setattr(provider, name, lambda *given, whole=whole: time.sleep(1.4) or whole(*given))
    assert go(client).status_code in {401, 502}
    assert inside(client) is None


def test_a_provider_that_talks_nonsense_is_told_in_words(client, provider, monkeypatch):
    monkeypatch.setattr(provider, "discovery", lambda: {"issuer": "x"})
    assert client.post(reverse("openid_connect_login", args=[ID])).status_code == 502


def test_merely_opening_the_address_asks_first(client, provider):
    page = client.get(reverse("openid_connect_login", args=[ID]))
    assert page.status_code == 200
    assert "Tiếp tục" in page.content.decode()


ASKED = {
    "client_id": "motcua",
    "response_type": "code",
    "scope": "openid profile",
    "redirect_uri": "http://127.0.0.1/tro-ve/",
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",  # RFC 7636, appendix B
    "code_challenge_method": "S256",
    "nonce": "n1",
}
EXCHANGE = {
    "grant_type": "authorization_code",
    "client_id": "motcua",
    "client_secret": "bi-mat",
    "redirect_uri": "http://127.0.0.1/tro-ve/",
    "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
}


def test_the_provider_keeps_to_the_protocol():
    found = Provider("http://127.0.0.1:1", "motcua", "bi-mat")
    code = found.authorize(ASKED, "thu-nghiem-1")
    told = found.exchange({**EXCHANGE, "code": code}, None)
    key = jwt.PyJWK(found.jwks()["keys"][0])
    claims = jwt.decode(told["id_token"], key, algorithms=["RS256"], audience="motcua", issuer="http://127.0.0.1:1")
    assert (claims["sub"], claims["nonce"]) == ("thu-nghiem-1", "n1")
    assert found.userinfo(f"Bearer {told['access_token']}")["name"] == "Người dân thử nghiệm 1"
    with pytest.raises(Refused, match="invalid_grant"):
        found.exchange({**EXCHANGE, "code": code}, None)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"code_verifier": "sai"}, "invalid_grant"),
        ({"client_secret": "sai"}, "invalid_client"),
        ({"redirect_uri": "http://khac/"}, "invalid_grant"),
        ({"grant_type": "password"}, "invalid_grant"),
    ],
)
def test_the_provider_refuses_a_wrong_exchange(change, word):
    found = Provider("http://127.0.0.1:1", "motcua", "bi-mat")
    code = found.authorize(ASKED, "thu-nghiem-1")
    with pytest.raises(Refused, match=word):
        found.exchange({**EXCHANGE, "code": code, **change}, None)


@pytest.mark.parametrize(
    "change",
    [{"client_id": "khac"}, {"response_type": "token"}, {"scope": "profile"}, {"code_challenge_method": "plain"}],
)
def test_the_provider_refuses_a_wrong_request(change):
    found = Provider("http://127.0.0.1:1", "motcua", "bi-mat")
    with pytest.raises(Refused):
        found.authorize({**ASKED, **change}, "thu-nghiem-1")
    with pytest.raises(Refused):
        found.authorize(ASKED, "khong-co-nguoi-nay")

"""One's own account, and the outside identity."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter as identity_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from jwt import PyJWTError
from requests import RequestException

from motcua.access import selectors, services
from motcua.access.models import User
from motcua.access.routes import actor_of, own_account_route, public_route


class CheckedIdentity(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The library's client, except that the signature of the identity token is always checked."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        self.did_fetch_access_token = False
        told: dict[str, Any] = super()._decode_id_token(app, id_token)
        return told


def _user(request: HttpRequest) -> User:
    user = actor_of(request).user
    assert user is not None
    return user


@own_account_route
@require_GET
def own_account(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may do, how the account is protected."""
    found = selectors.account(_user(request))
    providers = identity_adapter().list_providers(request)
    linkable = [
        (provider.name, provider.get_login_url(request, process="connect"))
        for provider in providers
        if provider.sub_id not in found.identities and provider.id not in found.identities
    ]
    context = {"account": found, "identities": [provider.name for provider in providers], "linkable": linkable}
    return render(request, "access/own_account.html", context)


@own_account_route
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    user = services.end_sessions(actor=actor_of(request), user=_user(request))
    update_session_auth_hash(request, user)
    return redirect("own-account")


@public_route
def identity(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the outside identity; asks first where the address was merely opened."""
    return _identity(OAuth2LoginView, request, provider_id)


@public_route
def identity_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the outside identity."""
    return _identity(OAuth2CallbackView, request, provider_id)


def _identity(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(CheckedIdentity(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, PyJWTError, KeyError, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer


@public_route
def identity_cancelled(request: HttpRequest) -> HttpResponse:
    """The person turned back at the outside identity."""
    return redirect("account_login")

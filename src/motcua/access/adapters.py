"""How the sign-in library behaves in this house: limits in the database, the log, Vietnamese sentences, no sign-up."""

from __future__ import annotations

import functools
import secrets
import time
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount import app_settings as identity_settings
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from motcua.access import keyed, services, throttle
from motcua.access.actors import Actor, actor_for
from motcua.access.messages import ACCOUNT_MESSAGES, FACTOR_MESSAGES
from motcua.access.models import User, UserKind
from motcua.access.services.factors import PURPOSE
from motcua.web.clients import client_address


def visitor(request: HttpRequest) -> Actor:
    """Whoever sends this request without being signed in, as the log names them: by address alone."""
    return Actor(address=client_address(request), request_id=getattr(request, "request_id", ""))


def actor_in(request: HttpRequest, user: User) -> Actor:
    """The actor of an account within this request."""
    return actor_for(user, address=client_address(request), request_id=getattr(request, "request_id", ""))


def home_of(user: User) -> str:
    """Where a person starts after signing in: procedure control, the desk, or the portal."""
    actor = actor_for(user)
    names = ["portal-home"]
    if user.kind == UserKind.STAFF:
        names = ["control-home", *names] if actor.may("control.view") else ["desk-home", *names]
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords and sessions."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ACCOUNT_MESSAGES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account by a form: administrators do, and the outside identity does for citizens."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before looking at the password where there were too many wrong ones."""
        if throttle.wait(self._checks(request, credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The account of the right password; a right one ends the count of wrong ones from this address."""
        credentials["username"] = str(credentials.get("username", "")).strip().lower()
        found: User | None = super().authenticate(request, **credentials)
        if found is not None:
            throttle.forget(*self._checks(request, credentials)[0])
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the wrong password and log it, without what was typed."""
        user = User.objects.filter(username=str(credentials.get("username", ""))).first()
        checks = self._checks(request, credentials)
        for limit, key in checks:
            throttle.count(limit, key)
        services.note_sign_in_failed(actor=visitor(request), user=user, step="password")
        seconds = throttle.wait(checks)
        if seconds:
            services.note_locked_out(actor=visitor(request), user=user, seconds=seconds)

    def _checks(self, request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[throttle.Limit, str]]:
        name, address = str(credentials.get("username", "")).strip().lower(), client_address(request)
        return [
            (throttle.SIGN_IN_HERE, f"{name}|{address}"),
            (throttle.SIGN_IN_ACCOUNT, name),
            (throttle.SIGN_IN_ADDRESS, address),
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The face where this person works."""
        return home_of(request.user) if isinstance(request.user, User) else reverse(str(settings.LOGIN_URL))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The portal."""
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """One's own account."""
        return reverse("own-account")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as the server front vouches for it."""
        return client_address(request)

    def logout(self, request: HttpRequest) -> None:
        """End the session and log it."""
        if isinstance(request.user, User):
            services.note_signed_out(actor=actor_in(request, request.user))
        super().logout(request)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: what happened stands in the log."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    error_messages = {**DefaultMFAAdapter.error_messages, **FACTOR_MESSAGES}

    def encrypt(self, text: str) -> str:
        """Secrets of authenticator apps are unreadable in the database."""
        return keyed.encrypt(PURPOSE, text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; raises `ValueError` where the installation's secret was changed."""
        return keyed.decrypt(PURPOSE, encrypted_text)

    def generate_authenticator_name(self, user: User, *kind: Any) -> str:
        """A name for a new security key."""
        return str(_("Khóa bảo mật"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: what happened stands in the log."""


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The outside identity: opens the account it is linked to; a citizen's account is made by it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep nothing of what the provider told but the identifier."""
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing and not sociallogin.user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """A person unknown so far gets a citizen's account, which holds no role."""
        return True

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The provider vouches for the person."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """A citizen's account: random username, the name that the provider tells, no password."""
        user: User = sociallogin.user
        user.username = f"cd-{secrets.token_hex(8)}"
        user.label = str(data.get("name") or "")[:200]
        user.kind = UserKind.CITIZEN
        user.email = ""
        return user

    def get_requests_session(self) -> requests.Session:
        """A client for the calls to the provider: all of one sign-in together get three seconds."""
        bag = context.request.__dict__ if context.request is not None else {}
        deadline = float(bag.setdefault("identity_deadline", time.monotonic() + identity_settings.REQUESTS_TIMEOUT))
        session: requests.Session = super().get_requests_session()
        left = max(0.1, deadline - time.monotonic())
        session.request = functools.partial(requests.Session.request, session, timeout=left)  # type: ignore[method-assign]
        return session

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """One's own account."""
        return reverse("own-account")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: what happened stands in the log."""

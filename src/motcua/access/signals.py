"""What the sign-in library does is told to the log."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factor
from allauth.socialaccount import signals as identity
from django.http import HttpRequest

from motcua.access import services
from motcua.access.adapters import actor_in
from motcua.access.middleware import SESSION_BEGAN
from motcua.access.models import User

_RECORDS = "account_authentication_methods"


def connect() -> None:
    """Listen to the library; called from `AppConfig.ready()`."""
    account.user_logged_in.connect(_signed_in)
    account.password_changed.connect(_password_changed)
    factor.authenticator_added.connect(_factor_added)
    factor.authenticator_removed.connect(_factor_removed)
    factor.authenticator_reset.connect(_codes_made)
    identity.social_account_added.connect(_linked)


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SESSION_BEGAN] = int(time.time())
    records = request.session.get(_RECORDS) or []
    methods = "+".join(str(record.get("method")) for record in records) or "password"
    services.note_signed_in(actor=actor_in(request, user), methods=methods)


def _password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    services.note_password_changed(actor=actor_in(request, user))


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk)
    services.note_factor(actor=actor_in(request, user), user=user, what="added", kind=authenticator.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    services.note_factor(actor=actor_in(request, user), user=user, what="removed", kind=authenticator.type)


def _codes_made(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    services.note_factor(actor=actor_in(request, user), user=user, what="reset", kind=authenticator.type)


def _linked(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    user = sociallogin.user
    services.note_identity_linked(actor=actor_in(request, user), user=user, provider=sociallogin.account.provider)

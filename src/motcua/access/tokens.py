"""A machine's key in a request: `Authorization: Bearer mc_…`."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from motcua.access import throttle
from motcua.access.actors import Actor, grants_of
from motcua.access.keyed import digest
from motcua.access.models import ApiToken
from motcua.web.clients import client_address

PREFIX = "mc_"
_FRESH = timedelta(minutes=1)  # how exactly the last use is kept


def new_token() -> str:
    """A fresh token: 256 random bits behind a prefix that secret scanners can know."""
    return PREFIX + secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored of a token."""
    return digest("api token", token)


def authenticate(header: str, request: HttpRequest | None = None) -> Actor | None:
    """The actor behind an `Authorization` header, narrowed to the token's scopes; None where it opens nothing.

    Wrong tokens are counted by address; too many are refused unread.
    """
    kind, _space, given = header.partition(" ")
    address = client_address(request) if request is not None else ""
    if kind.lower() != "bearer" or not given.startswith(PREFIX):
        return None
    if throttle.wait([(throttle.TOKEN_ADDRESS, address)]):
        return None
    now = timezone.now()
    token = ApiToken.objects.select_related("user").filter(digest=token_digest(given.strip())).first()
    if token is None or not token.alive or not token.user.is_active:
        throttle.count(throttle.TOKEN_ADDRESS, address)
        return None
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _FRESH)
    if token.last_used_at is None or token.last_used_at < now - _FRESH:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return Actor(
        user=token.user,
        label=str(token.user),
        grants=grants_of(token.user_id, timezone.localdate()),
        via="api",
        address=address,
        request_id=getattr(request, "request_id", ""),
        scopes=frozenset(token.scopes),
    )

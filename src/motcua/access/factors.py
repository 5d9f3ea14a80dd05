"""The second factor: who must have one, whether this session has shown it, where to send those who have not."""

from __future__ import annotations

import hmac
import struct
import time
from base64 import b32decode
from hashlib import sha1

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.access.keyed import decrypt
from motcua.access.models import User
from motcua.access.roles import SECOND_FACTOR_ROLES
from motcua.access.services.factors import PURPOSE

_RECORDS = "account_authentication_methods"  # kept in the session by the sign-in library
_STEP = 30


def must_have(actor: Actor) -> bool:
    """Whether the actor holds a role that may only be used with a second factor."""
    return any(grant.role in SECOND_FACTOR_ROLES for grant in actor.grants)


def shown(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor."""
    records = request.session.get(_RECORDS)
    return isinstance(records, list) and any(record.get("method") == "mfa" for record in records)


def has_any(user: User) -> bool:
    """Whether the account has an authenticator app or a security key."""
    rows = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(rows.exists())


def missing_step(request: HttpRequest, actor: Actor) -> str | None:
    """The address where a second factor is set up or shown, or None where nothing is missing."""
    if actor.user is None or not must_have(actor) or shown(request):
        return None
    return reverse("mfa_reauthenticate" if has_any(actor.user) else "mfa_index")


def current_code(user: User) -> str | None:
    """The code that the account's authenticator app shows now; None where it has none.

    RFC 6238 with SHA-1, 30 seconds and six digits, as authenticator apps do.
    """
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if found is None:
        return None
    key = b32decode(decrypt(PURPOSE, found.data["secret"]), casefold=True)
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // _STEP), sha1).digest()
    offset = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"

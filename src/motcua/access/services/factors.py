"""Second factors: what is noted about them, taking them away, those of seeded accounts."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from motcua.access.actors import Actor
from motcua.access.keyed import encrypt
from motcua.access.models import User
from motcua.access.service import service
from motcua.access.services.accounts import end_sessions, told
from motcua.web.faults import Denied

PURPOSE = "authenticator app"  # the purpose under which secrets of authenticator apps are encrypted
VERBS = {
    "added": "access.factor.added",
    "removed": "access.factor.removed",
    "reset": "access.factor.recovery_codes",
}


@service(permission=None)
def note_factor(*, actor: Actor, user: User, what: str, kind: str) -> None:
    """A second factor of the account was added, removed or its recovery codes made anew; `kind` names its type."""
    told(VERBS[what], user, kind=kind)


@service(permission="access.manage")
def remove_factors(*, actor: Actor, user: User) -> int:
    """Take every second factor from an account whose owner has lost them; its sessions end. Returns how many."""
    removed = int(Authenticator.objects.filter(user=user).delete()[0])
    told("access.factor.removed", user, kind="all", count=removed)
    end_sessions(actor=actor, user=user)
    return removed


@service(permission="access.manage")
def seed_authenticator(*, actor: Actor, user: User, secret: str) -> None:
    """Give a seeded account an authenticator app with a known secret (base32), where it has no second factor.

    Raises `Denied` for anyone but the system: a known secret is for trial provinces only.
    """
    if not actor.system:
        raise Denied("only the system seeds authenticators")
    if Authenticator.objects.filter(user=user).exists():
        return
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(PURPOSE, secret)})
    told("access.factor.added", user, kind="totp", seeded=True)

"""What signing in leaves in the log. Nothing that was typed is kept: a password is often typed as a name."""

from __future__ import annotations

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.models import User
from motcua.access.service import service
from motcua.access.services.accounts import told


@service(permission=None)
def note_signed_in(*, actor: Actor, methods: str) -> None:
    """The actor signed in; `methods` names how ("password+mfa")."""
    if actor.user is not None:
        told("access.signed_in", actor.user, methods=methods)


@service(permission=None)
def note_signed_out(*, actor: Actor) -> None:
    """The actor signed out."""
    if actor.user is not None:
        told("access.signed_out", actor.user)


@service(permission=None)
def note_sign_in_failed(*, actor: Actor, user: User | None, step: str) -> None:
    """A password or code was wrong; `user` is the account tried, None where there is none of that name."""
    record(Event("access.sign_in_failed", "user", user.public_id if user else "", facts={"step": step}))


@service(permission=None)
def note_locked_out(*, actor: Actor, user: User | None, seconds: int) -> None:
    """Too many wrong tries: no more are taken for `seconds`."""
    record(Event("access.locked_out", "user", user.public_id if user else "", facts={"seconds": seconds}))


@service(permission=None)
def note_identity_linked(*, actor: Actor, user: User, provider: str) -> None:
    """An identity of an outside provider now opens the account."""
    told("access.identity.linked", user, provider=provider)

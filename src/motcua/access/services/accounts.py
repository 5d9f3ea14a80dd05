"""Making, changing, locking and opening accounts."""

from __future__ import annotations

import re

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.models import ApiToken, PasswordLink, User, UserKind
from motcua.access.service import service
from motcua.web.faults import Stale, UserError

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,98}[a-z0-9])")


def told(verb: str, user: User, *fields: str, **facts: str | int | bool | None) -> None:
    """Record what happened to an account."""
    record(Event(verb, "user", user.public_id, fields=fields, facts=facts))


def _clean_username(username: str) -> str:
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise UserError(
            "access.username_form",
            _("Tên đăng nhập chưa đúng dạng."),
            field="username",
            hint=_(
                "Dùng 3 đến 100 chữ cái không dấu, chữ số, dấu chấm, gạch nối; bắt đầu và kết thúc bằng chữ hoặc số."
            ),
        )
    return name


@service(permission="access.manage")
def create_account(
    *, actor: Actor, username: str, label: str = "", email: str = "", kind: str = UserKind.STAFF
) -> User:
    """A new account without a password: its owner sets one by a link (`issue_password_link`).

    `label` is what others see; `kind` one of `UserKind`. Raises `UserError` for a malformed or taken username.
    """
    name = _clean_username(username)
    if User.objects.filter(username=name).exists():
        raise UserError("access.username_taken", _("Tên đăng nhập này đã có người dùng."), field="username")
    user = User.objects.create_user(name, label=label.strip(), email=email.strip(), kind=kind)
    told("access.user.created", user, kind=str(kind))
    return user


@service(permission="access.manage")
def ensure_account(
    *, actor: Actor, username: str, label: str = "", kind: str = UserKind.STAFF, password: str | None = None
) -> User:
    """The account of that name, made where it is missing; one that exists is left as it is. For seeds."""
    found = User.objects.filter(username=_clean_username(username)).first()
    if found is not None:
        return found
    user = create_account(actor=actor, username=username, label=label, kind=kind)
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def locked_row(user: User, version: int | None = None) -> User:
    """The account's row, locked for this transaction; raises `Stale` where `version` no longer fits."""
    row = User.objects.get_queryset().select_for_update().get(pk=user.pk)
    if version is not None and row.version != version:
        raise Stale(_("Tài khoản này vừa được người khác sửa. Tải lại trang rồi làm lại."))
    return row


@service(permission="access.manage")
def change_account(*, actor: Actor, user: User, version: int, label: str, email: str) -> User:
    """Change what an account is called and where it is written to. Raises `Stale`."""
    row = locked_row(user, version)
    changed = [
        name for name, value in (("label", label.strip()), ("email", email.strip())) if getattr(row, name) != value
    ]
    row.label, row.email, row.version = label.strip(), email.strip(), row.version + 1
    row.save(update_fields=["label", "email", "version"])
    told("access.user.changed", row, *changed)
    return row


@service(permission="access.manage")
def deactivate_account(*, actor: Actor, user: User, version: int | None = None) -> User:
    """Lock an account: every session, token and password link of it ends now.

    Raises `UserError` for one's own account, `Stale` where `version` no longer fits.
    """
    if actor.user is not None and actor.user.pk == user.pk:
        raise UserError("access.own_account", _("Không thể tự khóa tài khoản của chính mình."))
    row = locked_row(user, version)
    if not row.is_active:
        return row
    row.is_active, row.version, row.session_epoch = False, row.version + 1, row.session_epoch + 1
    row.save(update_fields=["is_active", "version", "session_epoch"])
    now = timezone.now()
    revoked = ApiToken.objects.filter(user=row, revoked_at__isnull=True).update(revoked_at=now)
    PasswordLink.objects.filter(user=row, used_at__isnull=True).update(used_at=now)
    told("access.user.deactivated", row, tokens=revoked)
    return row


@service(permission="access.manage")
def activate_account(*, actor: Actor, user: User, version: int | None = None) -> User:
    """Open a locked account again; revoked tokens stay revoked. Raises `Stale`."""
    row = locked_row(user, version)
    if row.is_active:
        return row
    row.is_active, row.version = True, row.version + 1
    row.save(update_fields=["is_active", "version"])
    told("access.user.activated", row)
    return row


@service(permission=None)
def end_sessions(*, actor: Actor, user: User) -> User:
    """End every session of an account: one's own, or with `access.manage` anyone's. Raises `Denied`."""
    if actor.user is None or actor.user.pk != user.pk:
        actor.require("access.manage")
    User.objects.get_queryset().filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db()
    told("access.user.sessions_ended", user)
    return user

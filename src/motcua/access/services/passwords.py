"""Passwords: links issued by an administrator, changes by the owner."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.keyed import digest
from motcua.access.models import PasswordLink, User, UserKind
from motcua.access.service import service
from motcua.access.services.accounts import locked_row, told
from motcua.web.faults import UserError

LINK_LIFE = timedelta(hours=24)


def link_digest(token: str) -> str:
    """What is stored of a link."""
    return digest("password link", token)


@service(permission="access.manage")
def issue_password_link(*, actor: Actor, user: User) -> str:
    """The secret part of a fresh link by which the owner sets a password once, within a day; earlier links end.

    Raises `UserError` for an account that is locked or has no password by nature (a citizen, a piece of software).
    """
    if not user.is_active or user.kind != UserKind.STAFF:
        raise UserError(
            "access.no_link", _("Chỉ cấp liên kết đặt mật khẩu cho tài khoản cán bộ đang hoạt động."), status=409
        )
    PasswordLink.objects.filter(user=user, used_at__isnull=True).update(used_at=timezone.now())
    token = secrets.token_urlsafe(24)
    PasswordLink.objects.create(user=user, digest=link_digest(token), expires_at=timezone.now() + LINK_LIFE)
    told("access.password.link_issued", user)
    return token


def live_link(token: str) -> PasswordLink:
    """The link behind its secret part; raises `UserError` where it was used, has expired or never was."""
    link = PasswordLink.objects.select_related("user").filter(digest=link_digest(token)).first()
    if link is None or link.used_at is not None or link.expires_at <= timezone.now() or not link.user.is_active:
        raise UserError(
            "access.link_ended",
            _("Liên kết đặt mật khẩu không còn dùng được."),
            hint=_("Liên kết chỉ dùng một lần trong 24 giờ. Đề nghị quản trị hệ thống cấp liên kết mới."),
            status=410,
        )
    return link


def refuse_weak(password: str, user: User) -> None:
    """Raise `UserError` with what is weak about the password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise UserError("access.weak_password", " ".join(error.messages), field="password") from None


@service(permission=None)
def set_password_by_link(*, actor: Actor, token: str, password: str) -> User:
    """Set the password of the account behind a link; the link and every session end. Raises `UserError`."""
    link = live_link(token)
    user = locked_row(link.user)
    refuse_weak(password, user)
    if not PasswordLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=timezone.now()):
        live_link(token)
    _set(user, password)
    told("access.password.changed", user, by_link=True)
    return user


@service(permission="access.manage")
def set_first_password(*, actor: Actor, user: User, password: str) -> User:
    """Set the password of an account that has none (the first administrator). Raises `UserError`."""
    row = locked_row(user)
    if row.has_usable_password():
        raise UserError("access.has_password", _("Tài khoản này đã có mật khẩu; hãy cấp liên kết đặt mật khẩu."))
    refuse_weak(password, row)
    _set(row, password)
    told("access.password.changed", row)
    return row


@service(permission=None)
def note_password_changed(*, actor: Actor) -> None:
    """The signed-in owner changed the password (the sign-in library has stored it; other sessions end by it)."""
    if actor.user is not None:
        told("access.password.changed", actor.user)


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])

"""Tokens of machines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.models import ApiToken, User
from motcua.access.service import service
from motcua.access.table import PERMISSIONS
from motcua.access.tokens import PREFIX, new_token, token_digest
from motcua.web.faults import UserError

LONGEST_DAYS = 366


@service(permission="access.token")
def create_token(
    *, actor: Actor, user: User, name: str, scopes: Collection[str], days: int = 90
) -> tuple[ApiToken, str]:
    """A token by which a machine acts as `user` for `days` days, narrowed to the permissions in `scopes`.

    The secret is returned once and never stored. Raises `UserError` for an unknown scope, none, or a span over a year.
    """
    unknown = sorted(set(scopes) - set(PERMISSIONS))
    if unknown or not scopes:
        raise UserError(
            "access.scopes", _("Chọn ít nhất một quyền có trong bảng quyền."), field="scopes", hint=", ".join(unknown)
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise UserError("access.days", _("Thời hạn của khóa từ 1 đến %d ngày.") % LONGEST_DAYS, field="days")
    if not name.strip() or not user.is_active:
        raise UserError(
            "access.token_name", _("Ghi khóa dùng cho phần mềm nào, của tài khoản đang hoạt động."), field="name"
        )
    secret = new_token()
    token = ApiToken.objects.create(
        user=user,
        name=name.strip()[:100],
        hint=secret[: len(PREFIX) + 4],
        digest=token_digest(secret),
        scopes=sorted(set(scopes)),
        created_by=actor.user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    facts: dict[str, Plain] = {"user": user.public_id, "scopes": len(token.scopes), "days": days}
    record(Event("access.token.created", "token", token.public_id, facts=facts))
    return token, secret


@service(permission=None)
def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """End a token: one's own, or with `access.token` anyone's. Raises `Denied`."""
    if actor.user is None or token.user_id != actor.user.pk:
        actor.require("access.token")
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        record(Event("access.token.revoked", "token", token.public_id, facts={"user": token.user.public_id}))

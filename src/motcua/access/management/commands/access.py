"""`motcua access`: accounts, tokens, the permission table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.access import factors, selectors, services
from motcua.access.commands import RoomCommand
from motcua.access.models import ApiToken, User, UserKind
from motcua.web.faults import UserError


class Command(RoomCommand):
    help = "Accounts, tokens, permissions."
    verbs = {
        "users": "accounts, narrowed by a part of the name",
        "create": "a new account and the link by which its owner sets a password",
        "link": "a fresh password link for an account",
        "deactivate": "lock an account: its sessions, tokens and links end",
        "activate": "open a locked account again",
        "token": "a token for a machine, printed once",
        "tokens": "tokens that exist",
        "revoke": "end a token",
        "code": "the code that a trial account's authenticator app shows now",
        "permissions": "the permission table",
        "tidy": "forget expired sessions, counters, codes and form keys",
    }

    def arguments_users(self, parser: ArgumentParser) -> None:
        parser.add_argument("--text", default="", help="part of a username or label")
        parser.add_argument("--limit", type=int, default=100)

    def verb_users(self, given: Namespace) -> list[dict[str, Any]]:
        actor = self.acting(given)
        actor.require("access.view")
        rows = list(selectors.users(actor, text=given.text)[: max(1, given.limit)])
        protected = selectors.with_factors(rows)
        return [_as_json(row, row.pk in protected) for row in rows]

    def arguments_create(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--label", default="", help="the name that others see")
        parser.add_argument("--email", default="")
        parser.add_argument("--kind", choices=[UserKind.STAFF.value, UserKind.SERVICE.value], default="staff")

    def verb_create(self, given: Namespace) -> dict[str, Any]:
        user = services.create_account(
            actor=self.acting(given), username=given.username, label=given.label, email=given.email, kind=given.kind
        )
        link = self._link(given, user) if user.kind == UserKind.STAFF else None
        return {**_as_json(user, False), "link": link}

    def arguments_link(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def verb_link(self, given: Namespace) -> dict[str, Any]:
        return {"username": given.username, "link": self._link(given, _user(given.username))}

    def _link(self, given: Namespace, user: User) -> str:
        token = services.issue_password_link(actor=self.acting(given), user=user)
        return f"{settings.BASE_URL}{reverse('set-password', args=[token])}"

    def arguments_deactivate(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def verb_deactivate(self, given: Namespace) -> dict[str, Any]:
        return _as_json(services.deactivate_account(actor=self.acting(given), user=_user(given.username)), None)

    def arguments_activate(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def verb_activate(self, given: Namespace) -> dict[str, Any]:
        return _as_json(services.activate_account(actor=self.acting(given), user=_user(given.username)), None)

    def arguments_token(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the account as which the machine acts")
        parser.add_argument("--name", required=True, help="the machine")
        parser.add_argument("--scope", action="append", required=True, help="a permission; may be given several times")
        parser.add_argument("--days", type=int, default=90)

    def verb_token(self, given: Namespace) -> dict[str, Any]:
        token, secret = services.create_token(
            actor=self.acting(given),
            user=_user(given.username),
            name=given.name,
            scopes=given.scope,
            days=given.days,
        )
        return {"id": token.public_id, "token": secret, "scopes": token.scopes, "expires_at": token.expires_at}

    def verb_tokens(self, given: Namespace) -> list[dict[str, Any]]:
        actor = self.acting(given)
        actor.require("access.token")
        return [
            {
                "id": token.public_id,
                "name": token.name,
                "username": token.user.username,
                "scopes": token.scopes,
                "expires_at": token.expires_at,
                "last_used_at": token.last_used_at,
                "alive": token.alive,
            }
            for token in selectors.tokens(actor)[:500]
        ]

    def arguments_revoke(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="as listed by `motcua access tokens`")

    def verb_revoke(self, given: Namespace) -> dict[str, Any]:
        token = ApiToken.objects.select_related("user").filter(public_id=given.id).first()
        if token is None:
            raise UserError("access.no_token", _("Không có khóa truy cập mang mã này."))
        services.revoke_token(actor=self.acting(given), token=token)
        return {"id": given.id, "alive": False}

    def arguments_code(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def verb_code(self, given: Namespace) -> dict[str, Any]:
        self.acting(given).require("access.manage")
        if settings.PRODUCTION:
            raise UserError("access.trial_only", _("Lệnh này chỉ dùng cho bản dùng thử."))
        code = factors.current_code(_user(given.username))
        if code is None:
            raise UserError("access.no_app", _("Tài khoản này chưa có ứng dụng xác thực."))
        return {"username": given.username, "code": code}

    def verb_permissions(self, given: Namespace) -> list[dict[str, Any]]:
        _roles, rows = selectors.permission_table()
        return [
            {"name": row.permission.name, "words": str(row.permission.words), "roles": sorted(row.permission.roles)}
            for row in rows
        ]

    def verb_tidy(self, given: Namespace) -> dict[str, int]:
        return services.forget_expired(actor=self.acting(given))

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        if given.verb == "code":
            yield str(result["code"])
        elif given.verb == "users":
            for row in result:
                yield f"{row['username']}  {row['label']}  {'' if row['active'] else _('đã khóa')}".rstrip()
        elif given.verb == "permissions":
            for row in result:
                yield f"{row['name']}  {row['words']}: {', '.join(row['roles'])}"
        else:
            yield from super().words(given, result)


def _user(username: str) -> User:
    user = User.objects.filter(username=username.strip().lower()).first()
    if user is None:
        raise UserError("access.no_user", _("Không có tài khoản tên này."))
    return user


def _as_json(user: User, protected: bool | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": user.public_id,
        "username": user.username,
        "label": user.label,
        "kind": user.kind,
        "active": user.is_active,
        "last_login": user.last_login,
    }
    return told if protected is None else {**told, "second_factor": protected}

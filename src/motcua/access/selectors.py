"""Reads of accounts: lists, one account with its rights, the permission table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils import timezone

from motcua.access.actors import Actor, Grant, grants_of
from motcua.access.models import ApiToken, ApiTokenQuerySet, User, UserQuerySet
from motcua.access.roles import ROLE_LABELS, SECOND_FACTOR_ROLES, Role
from motcua.access.table import PERMISSIONS, Permission


@dataclass(frozen=True, slots=True)
class Account:
    """One account with what it may do today and how it is protected."""

    user: User
    grants: tuple[Grant, ...]
    factors: tuple[str, ...]
    identities: tuple[str, ...]

    @property
    def roles(self) -> list[str]:
        """The roles held, in words."""
        return sorted({str(ROLE_LABELS[grant.role]) for grant in self.grants})

    @property
    def factor_needed(self) -> bool:
        """Whether a role held asks for a second factor that is not there."""
        return not self.factors and any(grant.role in SECOND_FACTOR_ROLES for grant in self.grants)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the permission table: the permission and, role by role, whether it is held."""

    permission: Permission
    held: tuple[bool, ...]


def users(actor: Actor, *, text: str = "", kind: str = "", active: bool | None = None) -> UserQuerySet:
    """The accounts that the actor may see, by username; `text` is part of a username or label."""
    rows = User.objects.visible_to(actor).order_by("username")
    if text:
        rows = rows.filter(Q(username__icontains=text) | Q(label__icontains=text))
    if kind:
        rows = rows.filter(kind=kind)
    return rows if active is None else rows.filter(is_active=active)


def account(user: User) -> Account:
    """One account in full; three statements and those of the grant sources."""
    factors = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    identities = SocialAccount.objects.filter(user=user).values_list("provider", flat=True)
    grants = grants_of(user.pk, timezone.localdate()) if user.is_active else ()
    return Account(user, grants, tuple(sorted(factors)), tuple(identities))


def with_factors(rows: Sequence[User]) -> set[int]:
    """Which of the accounts have an authenticator app or a security key; one statement."""
    found = Authenticator.objects.filter(user__in=rows).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(found.values_list("user_id", flat=True))


def tokens(actor: Actor) -> ApiTokenQuerySet:
    """The tokens that the actor may see, newest first."""
    return ApiToken.objects.visible_to(actor).select_related("user", "created_by").order_by("-id")


def permission_table() -> tuple[list[tuple[Role, str]], list[TableRow]]:
    """The roles (with their words) and, permission by permission, who holds it."""
    roles = [(role, str(ROLE_LABELS[role])) for role in Role if any(role in row.roles for row in PERMISSIONS.values())]
    rows = [TableRow(row, tuple(role in row.roles for role, _words in roles)) for row in PERMISSIONS.values()]
    return roles, rows

"""Rights for tests: an account or an actor that may do just what a story names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from motcua.access import actors
from motcua.access.actors import Grant
from motcua.access.models import User, UserKind
from motcua.access.table import PERMISSIONS, roles_with

_numbers = itertools.count(1)
_granted: dict[int, tuple[Grant, ...]] = {}


@cache
def grants_for(permissions: tuple[str, ...], unit_id: int | None) -> tuple[Grant, ...]:
    """The fewest roles that carry the permissions: one each, the one that carries least else."""

    def weight(role: object) -> tuple[int, str]:
        return sum(role in row.roles for row in PERMISSIONS.values()), str(role)

    roles = {min(roles_with(name), key=weight) for name in permissions}
    return tuple(Grant(role=role, unit_id=unit_id, position_id=None) for role in sorted(roles))


@contextmanager
def granted_users() -> Iterator[Callable[..., User]]:
    """The maker of stored staff accounts behind `user_with`; what it made has its rights until the block ends."""

    def granted(user_id: int, on: date) -> tuple[Grant, ...]:
        return _granted.get(user_id, ())

    def make(*permissions: str, unit_id: int | None = None, kind: str = UserKind.STAFF) -> User:
        user = User.objects.create_user(f"user{next(_numbers)}", password="correct horse battery")
        User.objects.filter(pk=user.pk).update(kind=kind, label="+".join(permissions)[:200])
        user.refresh_from_db()
        _granted[user.pk] = grants_for(permissions, unit_id)
        return user

    actors.register_grant_source(granted)
    try:
        yield make
    finally:
        actors._grant_sources.remove(granted)
        _granted.clear()

"""Limits on how often something may happen, kept in the database: they hold over processes and restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from motcua.access.keyed import digest
from motcua.access.models import Throttle


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in `span`, counted separately for each key under `name`."""

    name: str
    count: int
    span: timedelta


SIGN_IN_HERE = Limit("sign-in account and address", 5, timedelta(minutes=15))
SIGN_IN_ACCOUNT = Limit("sign-in account", 20, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in address", 100, timedelta(minutes=15))
SECOND_FACTOR = Limit("second factor", 6, timedelta(minutes=15))
LINK_ADDRESS = Limit("password link address", 30, timedelta(minutes=15))
TOKEN_ADDRESS = Limit("token address", 100, timedelta(minutes=15))


def _window(limit: Limit) -> datetime:
    """The end of the stretch that runs now."""
    seconds = int(limit.span.total_seconds())
    return datetime.fromtimestamp((int(timezone.now().timestamp()) // seconds + 1) * seconds, UTC)


def _name(limit: Limit, key: str) -> str:
    return digest("throttle", f"{limit.name}|{key}")


def count(limit: Limit, key: str) -> int:
    """Note that it happened once more; returns how often it has in this stretch. One statement."""
    until = connection.ops.adapt_datetimefield_value(_window(limit))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_throttle (key, until, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (key, until) DO UPDATE SET count = access_throttle.count + 1 RETURNING count",
            [_name(limit, key), until],
        )
        return int(cursor.fetchone()[0])


def wait(checks: Sequence[tuple[Limit, str]]) -> int:
    """The seconds until all of the limits allow another try; 0 where they do now. One statement a limit."""
    now = timezone.now()
    seconds = 0
    for limit, key in checks:
        until = _window(limit)
        told = Throttle.objects.filter(key=_name(limit, key), until=until).values_list("count", flat=True).first()
        if (told or 0) >= limit.count:
            seconds = max(seconds, int((until - now).total_seconds()) + 1)
    return seconds


def forget(limit: Limit, key: str) -> None:
    """Start counting anew (a right password ends the count of wrong ones)."""
    Throttle.objects.filter(key=_name(limit, key)).delete()

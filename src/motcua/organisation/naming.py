"""The name of the province and of a person's unit, as headers show them."""

from __future__ import annotations

import time

from django.http import HttpRequest
from django.utils import timezone

from motcua.access.routes import actor_of
from motcua.organisation.models import UnitPeriod
from motcua.organisation.selectors import province_period

KEEP_SECONDS = 30
_kept: list[tuple[float, str | None]] = []


def forget() -> None:
    """Ask the database again: the province was chosen anew."""
    _kept.clear()


def province_name() -> str | None:
    """The province's name today, read at most twice a minute; None where none was chosen."""
    if not _kept or time.monotonic() - _kept[0][0] >= KEEP_SECONDS:
        period = province_period(timezone.localdate())
        _kept[:] = [(time.monotonic(), period.name if period else None)]
    return _kept[0][1]


def unit_of_request(request: HttpRequest) -> str | None:
    """The unit in which the signed-in person works, for the header; None where there is none (one statement)."""
    unit = next((grant.unit_id for grant in actor_of(request).grants if grant.unit_id), None)
    if unit is None:
        return None
    return UnitPeriod.objects.on(timezone.localdate()).filter(unit=unit).values_list("name", flat=True).first()

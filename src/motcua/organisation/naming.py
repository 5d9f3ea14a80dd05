"""The name of the province and of a person's unit, as headers show them."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from motcua.access.routes import actor_of
from motcua.organisation.models import UnitPeriod

KEEP_SECONDS = 30
_kept: list[tuple[float, str]] = []


def forget() -> None:
    """Ask the database again: the province was chosen anew."""
    _kept.clear()


def province_name() -> str:
    """The province's name today, read at most twice a minute; the setting's where none was chosen."""
    if _kept and time.monotonic() - _kept[0][0] < KEEP_SECONDS:
        return _kept[0][1]
    from motcua.organisation.selectors import province_period

    period = province_period(timezone.localdate())
    name = period.name if period else str(settings.PROVINCE_NAME)
    _kept[:] = [(time.monotonic(), name)]
    return name


def unit_of_request(request: HttpRequest) -> str | None:
    """The unit in which the signed-in person works, for the header; None where there is none (one statement)."""
    unit = next((grant.unit_id for grant in actor_of(request).grants if grant.unit_id), None)
    if unit is None:
        return province_name()
    return UnitPeriod.objects.on(timezone.localdate()).filter(unit=unit).values_list("name", flat=True).first()

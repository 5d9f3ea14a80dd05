"""The day that a page is about."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from motcua.web.forms import DATE_FORMATS

PARAMETER = "ngay"


def day_of(request: HttpRequest) -> date:
    """The day in the address (`?ngay=20/11/2026` or `2026-11-20`), else today."""
    raw = request.GET.get(PARAMETER, "").strip()
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(raw, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return timezone.localdate()


def day_query(day: date) -> str:
    """What an address carries so that the next page is about the same day; nothing for today."""
    return "" if day == timezone.localdate() else f"?{PARAMETER}={day.isoformat()}"

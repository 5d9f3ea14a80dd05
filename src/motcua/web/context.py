"""What every template may use without asking."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """The province's name and the actor (found only if the template asks)."""
    return {"province_name": settings.PROVINCE_NAME, "actor": getattr(request, "actor", None)}

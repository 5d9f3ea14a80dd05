"""The name under which a person works, shown in the header: known by a higher room, asked for here."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

Namer = Callable[[HttpRequest], str | None]
_namers: list[Namer] = []


def register(namer: Namer) -> None:
    """Let a room name the unit behind a request; the last registered that gives a name is heard."""
    if namer not in _namers:
        _namers.append(namer)


def place_name(request: HttpRequest) -> str:
    """The unit behind the request, else the province."""
    for namer in reversed(_namers):
        name = namer(request)
        if name:
            return name
    return str(settings.PROVINCE_NAME)

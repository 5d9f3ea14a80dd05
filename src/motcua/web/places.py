"""The name under which a person works, shown in the header: known by a higher room, asked for here."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

Namer = Callable[[HttpRequest], str | None]
_namers: list[Namer] = []
_provinces: list[Callable[[], str | None]] = []


def register(namer: Namer) -> None:
    """Let a room name the unit behind a request; the last registered that gives a name is heard."""
    if namer not in _namers:
        _namers.append(namer)


def register_province(namer: Callable[[], str | None]) -> None:
    """Let the room that knows the units say which province this is; it must cost next to nothing."""
    _provinces[:] = [namer]


def province_name() -> str:
    """The province as the room of units knows it, else as the settings name it."""
    name = _provinces[0]() if _provinces else None
    return name or str(settings.PROVINCE_NAME)


def place_name(request: HttpRequest) -> str:
    """The unit behind the request, else the province."""
    for namer in reversed(_namers):
        name = namer(request)
        if name:
            return name
    return province_name()

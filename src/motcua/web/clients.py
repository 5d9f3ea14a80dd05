"""Where a request comes from."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the other end of the connection, as the server front vouches for it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def came_from(request: HttpRequest) -> str:
    """The address, without host, of the page of this house that led here; empty where none is known."""
    said = urlsplit(request.headers.get("Referer", ""))
    if said.netloc != request.get_host() or not said.path.startswith("/"):
        return ""
    return urlunsplit(("", "", f"/{said.path.lstrip('/')}", said.query, ""))

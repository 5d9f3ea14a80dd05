"""Where a request comes from."""

from __future__ import annotations

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the other end of the connection, as the server front vouches for it."""
    return str(request.META.get("REMOTE_ADDR", ""))

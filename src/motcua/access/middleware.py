"""Puts the actor on each request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from motcua.access.actors import NOBODY, Actor, actor_for
from motcua.access.models import User
from motcua.web.clients import client_address

GetResponse = Callable[[HttpRequest], HttpResponse]


def _find(request: HttpRequest) -> Actor:
    user = request.user
    if not isinstance(user, User):
        return NOBODY
    return actor_for(user, address=client_address(request), request_id=getattr(request, "request_id", ""))


def actor(get_response: GetResponse) -> GetResponse:
    """Set `request.actor`, found only when asked for, so that a public page reads no session."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.__dict__["actor"] = SimpleLazyObject(lambda: _find(request))
        return get_response(request)

    return handle

"""Request ids and the one form of errors."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from motcua.web.errors import user_error
from motcua.web.faults import UserError

GetResponse = Callable[[HttpRequest], HttpResponse]
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id (kept from `X-Request-ID` where it is well formed), in the log and in the answer."""

    def handle(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        identity = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        request.__dict__["request_id"] = identity
        with structlog.contextvars.bound_contextvars(request_id=identity):
            response = get_response(request)
        response["X-Request-ID"] = identity
        return response

    return handle


class UserErrors:
    """Answers a `UserError` that a view let through with the page that tells it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a `UserError`; other exceptions go on to the server's error page."""
        return user_error(request, exception) if isinstance(exception, UserError) else None


user_errors = UserErrors

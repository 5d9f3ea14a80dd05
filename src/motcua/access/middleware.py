"""Puts the actor on each request, ends sessions in time, answers a form once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from motcua.access import once as once_keys
from motcua.access.actors import NOBODY, Actor, actor_for
from motcua.access.models import User
from motcua.web.clients import client_address
from motcua.web.errors import user_error
from motcua.web.faults import UserError
from motcua.web.once import FIELD

GetResponse = Callable[[HttpRequest], HttpResponse]
SESSION_BEGAN, _SEEN = "session_began", "session_seen"
_STEP = 60  # seconds between two notes of when a session was last used


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


def sessions(get_response: GetResponse) -> GetResponse:
    """End a session that was idle too long or is too old. A request without a session cookie costs nothing."""

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            _keep_or_end(request)
        return get_response(request)

    return handle


def _keep_or_end(request: HttpRequest) -> None:
    now = int(time.time())
    began = request.session.setdefault(SESSION_BEGAN, now)
    seen = request.session.setdefault(_SEEN, now)
    if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_LONGEST_SECONDS:
        logout(request)
    elif now - seen >= _STEP:
        request.session[_SEEN] = now


class Once:
    """Gives a form that was sent twice the answer of the first sending (see `motcua.access.once`)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; keep the answer where an effect was committed with the form's key."""
        token = once_keys.begin(None)
        try:
            response = self.get_response(request)
        finally:
            once_keys.end(token)
        claim: once_keys.Claim | None = request.__dict__.get("once_claim")
        if claim is not None and claim.kept:
            once_keys.answer(claim, response.get("Location") or response.get("HX-Redirect") or "")
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """After the forgery check: answer a form sent before, else let its services store its key."""
        key = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not once_keys.is_key(key):
            return None
        if once_keys.earlier(key) is not None:
            return _replay(request, key)
        user_id = request.user.pk if request.user.is_authenticated else None
        claim = request.__dict__["once_claim"] = once_keys.Claim(key, user_id)
        once_keys.begin(claim)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The same form at the same moment: wait for the answer of the other request and give it."""
        return _replay(request, exception.key) if isinstance(exception, once_keys.SentTwice) else None


once = Once


def _replay(request: HttpRequest, key: str) -> HttpResponse:
    row = once_keys.wait_for_answer(key)
    user_id = request.user.pk if request.user.is_authenticated else None
    if row is not None and row.location and row.user_id == user_id:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": row.location})
        return HttpResponse(status=303, headers={"Location": row.location})
    told = UserError(
        "once.done",
        _("Biểu mẫu này đã được gửi và đã được xử lý."),
        hint=_("Không cần gửi lại. Tải lại trang để xem kết quả."),
        status=409,
    )
    return user_error(request, told)

"""Error pages: what happened, and what to do next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from motcua.web.clients import came_from
from motcua.web.faults import UserError

_STAFF_BASES = {"/can-bo/": "web/base_desk.html", "/kiem-soat/": "web/base_control.html"}


def base_for(request: HttpRequest) -> str:
    """The base template of the face to which an address belongs, so that an error does not throw people out of it."""
    actor = getattr(request, "actor", None)
    if actor is not None and actor.user is not None:
        for start, template in _STAFF_BASES.items():
            if request.path.startswith(start):
                return template
    return "web/base_portal.html"


def _page(request: HttpRequest, status: int, template: str = "", **context: object) -> HttpResponse:
    name = template or f"web/error_{status}.html"
    given = {"status": status, "base": base_for(request), **context}
    return render(request, name, given, status=status)


def user_error(request: HttpRequest, error: UserError) -> HttpResponse:
    """The page that tells a person what is wrong and how to mend it."""
    there = came_from(request)
    elsewhere = there if there != request.get_full_path() else ""
    return _page(request, error.status, "web/error.html", error=error, came_from=elsewhere)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this account."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: what was sent is larger than the house takes."""
    return _page(request, 413)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: too many requests in a short time; `seconds` says when to come back."""
    response = _page(request, 429, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of the system, with the id under which it is logged; asks neither session nor database."""
    context = {
        "request": request,
        "status": 500,
        "identity": getattr(request, "request_id", ""),
        "province_name": settings.PROVINCE_NAME,
        "house_address": settings.BASE_URL,
    }
    return HttpResponse(render_to_string("web/error_500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose key no longer fits: told apart from a refusal."""
    return _page(request, 403, "web/error_csrf.html")

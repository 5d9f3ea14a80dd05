"""Error pages: what happened, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.web.faults import UserError


def user_error(request: HttpRequest, error: UserError) -> HttpResponse:
    """The page that tells a person what is wrong and how to mend it."""
    return render(request, "web/error.html", {"error": error, "status": error.status}, status=error.status)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"web/error_{status}.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this account."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of the system, with the id under which it is logged."""
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose key no longer fits: told apart from a refusal."""
    return render(request, "web/error_csrf.html", {"status": 403}, status=403)

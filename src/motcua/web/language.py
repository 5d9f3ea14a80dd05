"""The language of the pages: Vietnamese, unless the reader has chosen English.

The browser's own list of languages is not asked: it says what the device was sold with, and an official page in
Vietnamese must not turn into its translation by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

GetResponse = Callable[[HttpRequest], HttpResponse]
YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> str:
    """The language in the reader's cookie where the house speaks it, else Vietnamese."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language(get_response: GetResponse) -> GetResponse:
    """Answer each request in the reader's language, say so in the headers, and keep caches from mixing readers."""

    def handle(request: HttpRequest) -> HttpResponse:
        code = chosen(request)
        with translation.override(code):
            request.__dict__["LANGUAGE_CODE"] = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        return response

    return handle


@csrf_exempt
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the language of the form in a cookie and go back to the page it came from.

    It changes nothing but the visitor's own cookie, so it needs no form key; that spares every public page a cookie.
    """
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response

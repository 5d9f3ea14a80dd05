"""Public pages may be kept for a moment by browsers and by a proxy before the server; a signed-in person's never."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SECONDS = 60


def for_a_while(view: View[P]) -> View[P]:
    """Let a stranger's page be kept for a minute; with a session only the browser may keep it, and must ask again."""

    @wraps(view)
    def cached(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, max_age=SECONDS)
            patch_vary_headers(response, ("Cookie",))
        return response

    return cached

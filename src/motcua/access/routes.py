"""The route guard: every view says who may open it; a test lists those that do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from motcua.access.actors import NOBODY, Actor
from motcua.access.factors import missing_step
from motcua.access.table import roles_with
from motcua.web.clients import came_from

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PUBLIC = "public"
SIGNED_IN_RULE = "signed-in"


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind the request; nobody where no one is signed in."""
    return getattr(request, "actor", NOBODY)


UNSAVED = "chua-luu"  # tells the sign-in page that something was sent after the session had ended


def _mark(view: Callable[..., Any], rule: str) -> None:
    view.__dict__["access_rule"] = rule


def page_to_return_to(request: HttpRequest) -> str:
    """Where to go on after signing in: the page asked for; for what was sent, the page of this site it was sent from.

    An address that only takes what is sent would answer a return with a refusal.
    """
    here = request.get_full_path()
    return here if request.method in ("GET", "HEAD") else came_from(request) or here


def public_route(view: View[P]) -> View[P]:
    """Open to everyone."""
    _mark(view, PUBLIC)
    return view


def _guard(view: View[P], rule: str, allowed: Callable[[Actor], None], *, factor: bool = True) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.user is None and not actor.system:
            query = {"next": page_to_return_to(request)}
            if request.method not in ("GET", "HEAD"):
                query[UNSAVED] = "1"
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(query)}")
        if factor:
            step = missing_step(request, actor)
            if step is not None:
                return redirect(f"{step}?{urlencode({'next': page_to_return_to(request)})}")
        allowed(actor)
        return view(request, *args, **kwargs)

    _mark(guarded, rule)
    return guarded


def signed_in_route(view: View[P]) -> View[P]:
    """Open to whoever is signed in; others are led to the sign-in page and back."""
    return _guard(view, SIGNED_IN_RULE, lambda actor: None)


def own_account_route(view: View[P]) -> View[P]:
    """Open to whoever is signed in, even without the second factor a role asks for: where it is set up."""
    return _guard(view, SIGNED_IN_RULE, lambda actor: None, factor=False)


def route(permission: str) -> Callable[[View[P]], View[P]]:
    """Open to those who hold `permission`; others get the sign-in page or a refusal that says why.

    Raises `KeyError` at import for a permission that the table does not know.
    """
    roles_with(permission)

    def wrap(view: View[P]) -> View[P]:
        return _guard(view, permission, lambda actor: actor.require(permission))

    return wrap

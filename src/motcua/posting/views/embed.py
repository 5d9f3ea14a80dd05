"""The list of a unit for its own website: a page that other sites may frame, and how to put it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from motcua.access.routes import public_route, route
from motcua.organisation.selectors import find_unit
from motcua.posting.forms import ListFilter
from motcua.posting.listing import UnitList, list_of
from motcua.posting.views.desk import NAV, asked_desk
from motcua.web.caching import for_a_while
from motcua.web.paging import page_of

V = TypeVar("V", bound=Callable[..., HttpResponse])


def with_policy(changes: dict[str, list[str]]) -> Callable[[V], V]:
    """Change directives of the content policy for the answers of one view."""

    def wrap(view: V) -> V:
        return cast(V, csp_replace(changes)(view))

    return wrap


def frameable(view: V) -> V:
    """Let other sites show the page in a frame; every other page of the house refuses that."""
    return with_policy({"frame-ancestors": ["*"]})(xframe_options_exempt(view))


def unit_list(code: str, day: date) -> UnitList:
    """The list of the unit of a code or public id; raises `UserError` or `Http404` where there is none."""
    if not code.isprintable():
        raise Http404
    found = list_of(find_unit(code, day), day)
    if found is None:
        raise Http404
    return found


@public_route
@require_GET
@for_a_while
@frameable
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The procedures of a unit, to be framed by its own website; each leads to its page here."""
    found = unit_list(code, timezone.localdate())
    filters = ListFilter(request.GET)
    text = filters.chosen.get("q", "")
    page = page_of(request, found.like(text) if text else found.rows)
    context: dict[str, Any] = {"found": found, "filters": filters, "page": page, "text": text}
    return render(request, "posting/embed.html", context)


@route("posting.view")
@require_GET
@with_policy({"frame-src": [SELF]})
def snippet(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the keeper of a unit's website copies into a page of theirs, with the list as it will look."""
    desk = asked_desk(request, public_id)
    path = reverse("posting:embed", args=[desk.unit.public_id])
    address = settings.BASE_URL + path
    title = escape(_("Thủ tục hành chính: {name}").format(name=desk.name))
    text = f'<iframe src="{address}" title="{title}" width="100%" height="900" loading="lazy"></iframe>'
    context = {**NAV, "desk": desk, "address": address, "path": path, "snippet_text": text}
    return render(request, "posting/snippet.html", context)

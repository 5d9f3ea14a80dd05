"""The home pages of the three faces: composition only, from what the rooms registered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.access.routes import actor_of, public_route, route
from motcua.faces.samples import sample_context
from motcua.web import navigation, sections, tiles
from motcua.web.caching import for_a_while


@public_route
@for_a_while
def portal_home(request: HttpRequest) -> HttpResponse:
    """The citizen's first screen: a search field, then what the rooms offer."""
    parts = sections.parts("portal", request, actor_of(request))
    return render(request, "faces/portal_home.html", {"nav": "procedures", "parts": parts})


@route("desk.view")
def desk_home(request: HttpRequest) -> HttpResponse:
    """The officer's first screen: what is due now."""
    actor = actor_of(request)
    context = {
        "nav": "desk-home",
        "figures": tiles.figures("desk", actor),
        "parts": sections.parts("desk", request, actor),
    }
    return render(request, "faces/desk_home.html", context)


@route("control.view")
def control_home(request: HttpRequest) -> HttpResponse:
    """The first screen of procedure control: where the province stands and what changed."""
    actor = actor_of(request)
    context = {
        "nav": "control-home",
        "figures": tiles.figures("control", actor),
        "parts": sections.parts("control", request, actor),
        "begin": navigation.address("catalog:imports") if actor.may("catalog.import") else None,
    }
    return render(request, "faces/control_home.html", context)


@route("control.view")
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever builds or checks pages."""
    return render(request, "faces/style_page.html", sample_context(request))

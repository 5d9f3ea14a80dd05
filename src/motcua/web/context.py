"""What every template may use without asking."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.web import navigation, places, searchbox

DENSITY_COOKIE = "mat_do"
GROUPS_COOKIE = "nhom_mo"


def page(request: HttpRequest) -> dict[str, object]:
    """What base pages ask for: the province, the actor, navigation, the search field, the unit's name.

    All but the names are callables or lazy, so that a page that does not ask pays nothing and reads no session.
    """
    viewer = getattr(request, "actor", None)
    return {
        "province_name": SimpleLazyObject(places.province_name),
        "house_address": settings.BASE_URL,
        "actor": viewer,
        "nav_links": partial(_links, viewer),
        "nav_parts": partial(_parts, viewer),
        "open_groups": request.COOKIES.get(GROUPS_COOKIE, "").split("."),
        "face_links": partial(navigation.face_links, viewer),
        "face_home": navigation.face_home,
        "staff_base": partial(_staff_base, viewer),
        "account_links": SimpleLazyObject(_account_links),
        "search_box": searchbox.box_of,
        "place_name": partial(places.place_name, request),
        "dense": request.COOKIES.get(DENSITY_COOKIE) == "day",
    }


def _links(viewer: navigation.Viewer | None, face: navigation.Face) -> list[navigation.NavLink]:
    return navigation.links(face, viewer)


def _parts(viewer: navigation.Viewer | None, face: navigation.Face) -> list[navigation.NavPart]:
    return navigation.parts(face, viewer)


def _staff_base(viewer: navigation.Viewer | None) -> str:
    """The base template of a page that desk and control share: control's for those who work there."""
    return "web/base_control.html" if navigation.may_enter("control", viewer) else "web/base_desk.html"


def _account_links() -> dict[str, str | None]:
    """Where one signs in, signs out and sees one's own account; None where that page does not exist."""
    return {
        "enter": navigation.address(settings.LOGIN_URL),
        "leave": navigation.address("account_logout"),
        "own": navigation.address("own-account"),
    }

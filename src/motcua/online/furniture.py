"""What the room hangs up in the house: words of the log, navigation, a figure, a part of a procedure's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Procedure
from motcua.online import log_words
from motcua.online.selectors import Wanted, said_on, services_on
from motcua.web import pageparts, tiles
from motcua.web.navgroups import HANDLING
from motcua.web.navigation import NavItem, Viewer, register
from motcua.web.pageparts import PagePart
from motcua.web.tiles import Figure, Tile


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    log_words.register_words()
    register(NavItem("portal", "online-public", _("Dịch vụ công"), "online:public", order=20))
    HANDLING.register("online", _("Dịch vụ công trực tuyến"), "online:register", "online.view", 32)
    tiles.register(Tile("control", "online-reassess", _to_mend, "online.edit", 45))
    pageparts.register(PagePart("portal.procedure", "online", "online/part_service.html", _service, order=15))


def _to_mend(viewer: Viewer) -> Figure | None:
    """Services to be assessed again, or partial without their reasons; silent where there are none."""
    day = timezone.localdate()
    for state, words in (
        ("reassess", _("dịch vụ cần đánh giá lại mức độ")),
        ("bare", _("dịch vụ một phần chưa ghi lý do")),
    ):
        number = services_on(day, Wanted(state=state)).order_by().count()
        if number:
            href = f"{reverse('online:register')}?state={state}"
            return Figure(number, words, href, "", "warning", _("cần xử lý"))
    return None


def _service(request: HttpRequest, page: Any) -> Mapping[str, Any] | None:
    """The online service of the procedure of a page on the page's day; left out where the register says nothing."""
    procedure, day = page.procedure, page.on or timezone.localdate()
    if not isinstance(procedure, Procedure) or page.abolished:
        return None
    found = said_on(procedure, day)
    return None if found.value is None else {"service": found.value, "why": found}

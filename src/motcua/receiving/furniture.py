"""What the room hangs up in the house: words of the log, navigation, figures, a part of a procedure's page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.audit import vocabulary
from motcua.audit.vocabulary import ObjectKind
from motcua.catalog.models import Procedure
from motcua.papers.signing import held_by, when_signed
from motcua.receiving import selectors
from motcua.receiving.models import ListState, ReceivingList
from motcua.receiving.services.submitting import PURPOSE, list_signed
from motcua.web import pageparts, tiles
from motcua.web.navgroups import HANDLING
from motcua.web.navigation import Viewer
from motcua.web.pageparts import PagePart
from motcua.web.tiles import Figure, Tile

VERBS = {
    "receiving.list.opened": _("bắt đầu lập {object}"),
    "receiving.list.lines_added": _("thêm {added} thủ tục vào {object}"),
    "receiving.list.lines_removed": _("bỏ {removed} thủ tục khỏi {object}"),
    "receiving.list.discarded": _("hủy bản đang lập của {object}"),
    "receiving.list.submitted": _("trình ký {object}"),
    "receiving.list.returned": _("lấy lại {object} để sửa"),
    "receiving.list.put_in_force": _("ghi ban hành {object} theo {decision}, áp dụng từ {from}"),
    "receiving.list.ended": _("chấm dứt áp dụng {object} từ {day}"),
}


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    vocabulary.register_verbs(VERBS)
    vocabulary.register_object("receiving.list", ObjectKind(_("danh mục"), _names, _href))
    when_signed(PURPOSE, list_signed)
    held_by(PURPOSE, ReceivingList)
    HANDLING.register("receiving", _("Danh mục nơi tiếp nhận"), "receiving:lists", "receiving.view", 27)
    tiles.register(Tile("control", "received-nowhere", _nowhere, "receiving.edit", 40))
    pageparts.register(PagePart("portal.procedure", "receiving", "receiving/part_where.html", _where, order=20))


def _names(public_ids: Collection[str]) -> Mapping[str, str]:
    rows = ReceivingList.objects.filter(public_id__in=public_ids)
    return {row.public_id: f"{row.get_kind_display()} {row.decision_no}".strip() for row in rows}


def _href(public_id: str) -> str:
    return reverse("receiving:list", args=[public_id])


def _nowhere(viewer: Viewer) -> Figure | None:
    """Procedures that no list speaks of; silent before the first list is issued."""
    if not ReceivingList.objects.filter(state=ListState.IN_FORCE).exists():
        return None
    number = selectors.procedures_on_no_list(timezone.localdate()).order_by().count()
    words, href = _("thủ tục chưa có trong danh mục nơi tiếp nhận nào"), reverse("receiving:missing")
    if number:
        return Figure(number, words, href, "", "warning", _("cần bổ sung"))
    return Figure(0, words, href, "", "success", _("đủ"))


def _where(request: HttpRequest, page: Any) -> Mapping[str, Any] | None:
    """Where the procedure of a page is received on the page's day; left out while no list says anything."""
    procedure, day = page.procedure, page.on or timezone.localdate()
    if not isinstance(procedure, Procedure) or page.abolished:
        return None
    found = selectors.where_received(procedure, day)
    return {"where": found.value, "why": found} if found.rules else None

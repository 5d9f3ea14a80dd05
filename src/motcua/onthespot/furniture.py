"""What the room puts into the house: words of the log, navigation, a part of a procedure's page, known procedures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.catalog.models import Procedure, TierLine
from motcua.onthespot.decision_paper import PURPOSE
from motcua.onthespot.locks import declare_locks
from motcua.onthespot.models import SpotEntry, SpotList, SpotState
from motcua.onthespot.reporting import reports_owed
from motcua.onthespot.selectors import shown
from motcua.onthespot.services.deciding import list_signed
from motcua.organisation import procedures
from motcua.organisation.procedures import KnownProcedure
from motcua.papers.signing import when_signed
from motcua.web import pageparts, tiles
from motcua.web.navgroups import HANDLING
from motcua.web.navigation import Viewer
from motcua.web.pageparts import PagePart
from motcua.web.tiles import Figure, Tile

VERBS = {
    "onthespot.entry.proposed": _("đề xuất {object}"),
    "onthespot.entry.changed": _("sửa đề xuất {object}"),
    "onthespot.entry.checked": _("xác nhận đề xuất {object}"),
    "onthespot.entry.started": _("ghi thực hiện {object} từ {day}"),
    "onthespot.entry.withdrawn": _("rút {object}"),
    "onthespot.list.opened": _("lập {object}"),
    "onthespot.list.submitted": _("trình ký {object}"),
    "onthespot.list.trouble": _("không ghi được quyết định của {object}"),
    "onthespot.list.decided": _("ghi {object} theo {decision}, {entries} thủ tục"),
    "onthespot.report.made": _("lập {object}"),
}


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    declare_locks()
    register_verbs(VERBS)
    register_object("onthespot.entry", ObjectKind(_("thủ tục tại chỗ"), _codes, _entry_page))
    register_object("onthespot.list", ObjectKind(_("danh mục tại chỗ"), _titles, _list_page))
    register_object("onthespot.report", ObjectKind(_("báo cáo tại chỗ tháng")))
    procedures.register(known_procedures)
    when_signed(PURPOSE, list_signed)
    HANDLING.register("onthespot", _("5 tại chỗ"), "onthespot:entries", "onthespot.view", 33)
    tiles.register(Tile("control", "onthespot-report", _report_owed, "onthespot.decide", 56))
    pageparts.register(PagePart("portal.procedure", "onthespot", "onthespot/part_spot.html", _part, order=25))


def _report_owed(viewer: Viewer) -> Figure | None:
    """The monthly reports that are late, or the one that is due soon; silent where none is."""
    owed = [one for one in reports_owed(timezone.localdate()) if one.late or one.near]
    if not owed:
        return None
    late, first = any(one.late for one in owed), owed[0]
    note = gettext("Tháng %(month)s, hạn %(due)s") % {
        "month": f"{first.month:%m/%Y}",
        "due": f"{first.due.value:%d/%m/%Y}",
    }
    words = _("báo cáo tháng về 5 tại chỗ chưa lập")
    kind_text = _("quá hạn") if late else _("sắp đến hạn")
    return Figure(
        len(owed), words, f"{reverse('onthespot:progress')}#bao-cao", note, "danger" if late else "warning", kind_text
    )


def _codes(ids: Collection[str]) -> Mapping[str, str]:
    return dict(SpotEntry.objects.filter(public_id__in=ids).values_list("public_id", "procedure__code"))


def _titles(ids: Collection[str]) -> Mapping[str, str]:
    return dict(SpotList.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _entry_page(public_id: str) -> str:
    return reverse("onthespot:entry", args=[public_id])


def _list_page(public_id: str) -> str:
    return reverse("onthespot:list", args=[public_id])


def known_procedures(codes: Collection[str]) -> Mapping[str, KnownProcedure]:
    """What the catalogue knows of codes, for the registers of powers; two statements."""
    rows = {
        row.current_id or -row.pk: row
        for row in Procedure.objects.filter(code__in=codes).select_related("current")
    }  # fmt: skip
    tiers: dict[int, list[str]] = {}
    for version, tier in TierLine.objects.filter(procedure_version__in=rows).values_list("procedure_version", "tier"):
        tiers.setdefault(version, []).append(tier)
    return {
        row.code: KnownProcedure(
            row.code, row.current.name if row.current else row.code, row.current is not None, tuple(tiers.get(key, ()))
        )
        for key, row in rows.items()
    }


def _part(request: HttpRequest, page: Any) -> Mapping[str, Any] | None:
    """Where the procedure of a page is done on the spot; left out where it is not."""
    if not isinstance(page.procedure, Procedure) or page.abolished:
        return None
    rows = list(SpotEntry.objects.filter(procedure=page.procedure, state=SpotState.IN_FORCE).select_related(
        "procedure__current", "decided_by"))  # fmt: skip
    return {"rows": shown(rows)} if rows else None

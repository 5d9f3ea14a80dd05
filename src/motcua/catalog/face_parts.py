"""What the catalogue hangs up on the three faces: entries, figures and parts of the home pages, words of its log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from motcua.access.actors import Actor
from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.catalog import finder
from motcua.catalog.models import (
    Finding,
    FindingState,
    ImportBatch,
    Procedure,
    ProcedureVersion,
    Severity,
    Synonym,
    VersionState,
)
from motcua.web.formats import vn_number
from motcua.web.navgroups import DATABASE
from motcua.web.navigation import NavItem, Viewer, address, register
from motcua.web.sections import Section
from motcua.web.sections import register as register_section
from motcua.web.tiles import Figure, Kind, Tile
from motcua.web.tiles import register as register_tile

_LATELY = timedelta(days=30)
_CHANGES = 8


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    register(NavItem("portal", "procedures", _("Thủ tục"), "catalog:procedures", order=10))
    register(NavItem("portal", "open-data", _("Dữ liệu mở"), "catalog:open-data", order=80))
    DATABASE.register("vocabulary", _("Từ đồng nghĩa"), "catalog:vocabulary", "catalog.vocabulary", 50)
    register_section(Section("portal", "life-events", "catalog/portal_events.html", _events, order=10))
    register_section(Section("portal", "follow", "catalog/portal_follow.html", _follow, order=20))
    for face in ("desk", "control"):
        register_section(Section(face, "changes", "catalog/home_changes.html", _changes, "catalog.view", 40))
    register_tile(Tile("control", "findings", _findings, "catalog.view", 10))
    register_tile(Tile("control", "imports", _imports, "catalog.import", 20))
    register_tile(Tile("desk", "findings", _findings, "catalog.settle", 30))
    register_object("catalog.synonym", ObjectKind(_("từ đồng nghĩa"), _said))
    register_verbs(
        {
            "catalog.vocabulary.added": _("thêm {object}"),
            "catalog.vocabulary.changed": _("sửa {object}"),
            "catalog.vocabulary.switched_off": _("tắt {object}"),
            "catalog.vocabulary.restored": _("dùng lại {object}"),
        }
    )


def _said(ids: Collection[str]) -> Mapping[str, str]:
    rows = Synonym.objects.filter(public_id__in=ids).values_list("public_id", "content")
    return {public_id: ", ".join(content.get("say", ())[:2]) for public_id, content in rows}


def _events(request: HttpRequest) -> Mapping[str, Any]:
    return {"events": finder.life_events(), "total": len(finder.listing())}


def _follow(request: HttpRequest) -> Mapping[str, Any]:
    return {"receiving": address("organisation:receiving"), "law": address("rulebook:rules")}


def _changes(request: HttpRequest) -> Mapping[str, Any] | None:
    """Versions that took the place of another lately; the part is left out where nothing changed."""
    since = timezone.now() - _LATELY
    rows = (
        ProcedureVersion.objects.filter(state=VersionState.PUBLISHED, number__gt=1, recorded_at__gte=since)
        .select_related("procedure")
        .only("name", "effective_from", "recorded_at", "decision_no", "procedure__code")
        .order_by("-recorded_at", "-id")[:_CHANGES]
    )
    found = list(rows)
    return {"rows": found} if found else None


def _findings(viewer: Viewer) -> Figure | None:
    """Open findings, and how many of them are errors; silent while there is no catalogue to be clean."""
    if not isinstance(viewer, Actor):
        return None
    rows = Finding.objects.visible_to(viewer).filter(state=FindingState.OPEN)
    total = rows.count()
    if not total and not Procedure.objects.filter(current__isnull=False).exists():
        return None
    errors = rows.filter(severity=Severity.ERROR).count() if total else 0
    href = f"{reverse('catalog:findings')}?severity={Severity.ERROR}" if errors else reverse("catalog:findings")
    note = ngettext("%(n)s sai, thiếu cần xử lý trước", "%(n)s sai, thiếu cần xử lý trước", errors)
    return Figure(
        total,
        _("phát hiện chưa xử lý trong danh mục"),
        href,
        note % {"n": vn_number(errors)} if errors else "",
        *_look_of(total, errors),
    )


def _look_of(total: int, errors: int) -> tuple[Kind, str | Promise]:
    """How the figure is marked; only a catalogue without an open finding is called clean."""
    if errors:
        return "warning", _("cần xử lý")
    return ("info", _("cần xem lại")) if total else ("success", _("sạch"))


def _imports(viewer: Viewer) -> Figure | None:
    """Imports that wait for approval; silent where none does."""
    if not isinstance(viewer, Actor):
        return None
    waiting = ImportBatch.objects.visible_to(viewer).waiting_for_approval().count()
    if not waiting:
        return None
    return Figure(waiting, _("lần nhập chờ duyệt"), reverse("catalog:imports"), "", "warning", _("chờ duyệt"))

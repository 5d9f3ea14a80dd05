"""What the room hangs up in the house: words of the log, navigation, figures, a part of a procedure's page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.routes import actor_of
from motcua.audit import vocabulary
from motcua.audit.vocabulary import ObjectKind
from motcua.catalog.models import Procedure
from motcua.defects import selectors
from motcua.defects.models import DefectLetter, DefectReport, ReportState
from motcua.defects.services.submitting import PURPOSE, letter_signed
from motcua.papers.signing import held_by, when_signed
from motcua.web import pageparts, tiles
from motcua.web.navgroups import DATABASE
from motcua.web.navigation import NavItem, Viewer, register
from motcua.web.pageparts import PagePart
from motcua.web.tiles import Figure, Tile

VERBS = {
    "defects.report.made": _("báo {object}"),
    "defects.report.withdrawn": _("rút {object}"),
    "defects.report.accepted": _("ghi {object} được tiếp thu"),
    "defects.report.refused": _("ghi {object} không được tiếp thu"),
    "defects.letter.opened": _("soạn {object} gồm {reports} nội dung"),
    "defects.letter.gathered": _("thêm {reports} nội dung vào {object}"),
    "defects.letter.removed": _("bỏ {reports} nội dung khỏi {object}"),
    "defects.letter.readdressed": _("đổi nơi nhận của {object}"),
    "defects.letter.discarded": _("hủy bản soạn của {object}"),
    "defects.letter.forwarded": _("chuyển tiếp {reports} nội dung bằng {object}"),
    "defects.letter.submitted": _("trình ký {object}"),
    "defects.letter.returned": _("lấy lại {object} để sửa"),
    "defects.letter.sent": _("ghi đã gửi {object} số {number} ngày {on}"),
    "defects.letter.answered": _("ghi trả lời {reports} nội dung của {object} ngày {on}"),
}


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    vocabulary.register_verbs(VERBS)
    vocabulary.register_object("defects.report", ObjectKind(_("phản ánh nội dung"), _codes, _report_href))
    vocabulary.register_object("defects.letter", ObjectKind(_("văn bản phản ánh nội dung"), _numbers, _letter_href))
    when_signed(PURPOSE, letter_signed)
    held_by(PURPOSE, DefectLetter)
    words = _("Phản ánh nội dung")
    register(NavItem("desk", "defects", words, "defects:desk", "defects.report", 60))
    DATABASE.register("defects", words, "defects:letters", "defects.view", 45)
    tiles.register(Tile("control", "defects-silent", _silent, "defects.view", 45))
    tiles.register(Tile("control", "defects-open", _open, "defects.letter", 46))
    pageparts.register(
        PagePart("control.procedure", "defects", "defects/part_report.html", _reported, "defects.report", 20)
    )


def _codes(public_ids: Collection[str]) -> Mapping[str, str]:
    rows = DefectReport.objects.filter(public_id__in=public_ids).values_list("public_id", "procedure__code")
    return dict(rows)


def _numbers(public_ids: Collection[str]) -> Mapping[str, str]:
    rows = DefectLetter.objects.filter(public_id__in=public_ids)
    return {row.public_id: row.number or row.to_name for row in rows}


def _report_href(public_id: str) -> str:
    return reverse("defects:report", args=[public_id])


def _letter_href(public_id: str) -> str:
    return reverse("defects:letter", args=[public_id])


def _silent(viewer: Viewer) -> Figure | None:
    """Letters that waited for an answer longer than the rule allows; silent where none does."""
    if not isinstance(viewer, Actor):
        return None
    late = selectors.letter_rows(viewer, overdue_on=timezone.localdate()).order_by().count()
    if not late:
        return None
    href = f"{reverse('defects:letters')}?overdue=on"
    return Figure(late, _("văn bản phản ánh nội dung quá hạn chưa được trả lời"), href, "", "warning", _("cần đôn đốc"))


def _open(viewer: Viewer) -> Figure | None:
    """Reports that stand in no letter yet; silent where none waits."""
    if not isinstance(viewer, Actor):
        return None
    waiting = selectors.report_rows(viewer, state=ReportState.OPEN).order_by().count()
    if not waiting:
        return None
    return Figure(
        waiting, _("phản ánh nội dung chưa gửi"), reverse("defects:reports"), "", "info", _("chờ lập văn bản")
    )


def _reported(request: HttpRequest, procedure: Any) -> Mapping[str, Any] | None:
    """What is reported about the procedure of a page, and where to report more."""
    if not isinstance(procedure, Procedure):
        return None
    return {"procedure": procedure, "reports": list(selectors.reports_of(procedure, actor_of(request))[:10])}

"""Where the faces begin, their first navigation entries and their search fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.followup.progress import Desks, register_desks
from motcua.jobs.models import JobState
from motcua.jobs.selectors import jobs_of
from motcua.posting.showing import desks_showing
from motcua.web import navigation, searchbox, tiles
from motcua.web.navigation import FaceEntry, NavItem, Viewer
from motcua.web.searchbox import SearchBox
from motcua.web.tiles import Figure, Tile

SEARCH, SUGGEST = "/tim/", "/tim/goi-y/"


def set_up() -> None:
    """Register homes, entries and search fields; a room registered later may replace a search field."""
    navigation.register_face(FaceEntry("portal", _("Trang cho người dân"), "portal-home"))
    navigation.register_face(FaceEntry("desk", _("Bàn làm việc"), "desk-home", "desk.view"))
    navigation.register_face(FaceEntry("control", _("Kiểm soát thủ tục"), "control-home", "control.view"))
    navigation.register(NavItem("desk", "desk-home", _("Việc hôm nay"), "desk-home", "desk.view", order=0))
    navigation.register(NavItem("control", "control-home", _("Tổng quan"), "control-home", "control.view", order=0))
    searchbox.register(
        SearchBox(
            "portal",
            SEARCH,
            _("Tìm thủ tục"),
            _("Tên việc cần làm, hoặc mã thủ tục"),
            _("Tìm thủ tục"),
            SUGGEST,
        )
    )
    register_desks(_desks)
    for face in ("desk", "control"):
        tiles.register(Tile(face, "jobs-failed", _failed_jobs, "jobs.view", 90))
    staff = _("Tìm thủ tục theo tên hoặc mã")
    searchbox.register(SearchBox("desk", SEARCH, staff, _("Tên hoặc mã thủ tục"), suggest=SUGGEST))
    searchbox.register(SearchBox("control", SEARCH, staff, _("Tên hoặc mã thủ tục"), suggest=SUGGEST))


def _desks(procedures: Collection[int], day: date) -> Mapping[int, Desks]:
    """What the boards show, told to the room that follows announcements: the two stand side by side."""
    rows = desks_showing(procedures, day).items()
    return {procedure: Desks(row.done, row.due, row.last_on) for procedure, row in rows}


def _failed_jobs(viewer: Viewer) -> Figure | None:
    """Background work that failed and that the viewer may see; silent where none did."""
    if not isinstance(viewer, Actor):
        return None
    failed = jobs_of(viewer, state=JobState.FAILED).count()
    if not failed:
        return None
    href = f"{reverse('jobs_list')}?state={JobState.FAILED}"
    return Figure(
        failed, _("công việc chạy nền không xong"), href, _("Mở để xem lý do, rồi chạy lại."), "danger", _("lỗi")
    )

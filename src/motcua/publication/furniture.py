"""What the room hangs up on the faces: navigation, a figure on the home pages, words of the log."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from motcua.access.actors import Actor
from motcua.law.announcement import Standing
from motcua.publication.clocks import ClockReader, open_clocks, pressing
from motcua.publication.log_words import register_words
from motcua.web.navgroups import ANNOUNCING
from motcua.web.navigation import Viewer
from motcua.web.tiles import Figure, Tile
from motcua.web.tiles import register as register_tile


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    register_words()
    ANNOUNCING.register("announcing", _("Công bố, công khai"), "publication:decisions", "publication.view", 22)
    register_tile(Tile("control", "announcing", _pressing, "publication.view", 15))
    register_tile(Tile("desk", "announcing", _pressing, "publication.draft", 35))


def _pressing(viewer: Viewer) -> Figure | None:
    """Acts that are over or end within two working days; silent where none does."""
    if not isinstance(viewer, Actor):
        return None
    found = pressing(open_clocks(viewer, ClockReader(timezone.localdate())))
    if not found:
        return None
    over = sum(row.clock.value.standing == Standing.OVERDUE for row in found)
    note = ngettext("%(n)s việc đã quá hạn", "%(n)s việc đã quá hạn", over) % {"n": over} if over else ""
    return Figure(
        len(found),
        _("việc công bố, công khai sắp hết hạn hoặc quá hạn"),
        reverse("publication:clocks"),
        note,
        "danger" if over else "warning",
        _("quá hạn") if over else _("sắp hết hạn"),
    )

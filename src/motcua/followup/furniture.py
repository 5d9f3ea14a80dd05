"""What the room hangs up in the house: words of the log, navigation, figures on the home pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.followup.log_words import register_words
from motcua.followup.models import FollowTask, TaskState
from motcua.followup.selectors import WorkFilter, work
from motcua.web import tiles
from motcua.web.navgroups import ANNOUNCING
from motcua.web.navigation import Viewer
from motcua.web.tiles import Figure, Tile


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    register_words()
    ANNOUNCING.register("follow", _("Việc theo công bố"), "followup:work", "publication.view", 48)
    tiles.register(Tile("control", "follow-late", _control_figure, "publication.view", 30))
    tiles.register(Tile("desk", "follow-own", _desk_figure, "publication.draft", 30))


def _control_figure(viewer: Viewer) -> Figure | None:
    """For procedure control: tasks with a step past its due day, of all that are open."""
    if not isinstance(viewer, Actor):
        return None
    late = work(viewer, WorkFilter(late=True), timezone.localdate()).order_by().count()
    total = FollowTask.objects.visible_to(viewer).filter(state=TaskState.OPEN).count()
    if not total:
        return None
    return Figure(
        late,
        _("việc theo công bố quá hạn"),
        reverse("followup:work") + "?late=on",
        _("trong %(n)s việc chưa theo xong") % {"n": total},
        "danger" if late else "success",
        _("quá hạn") if late else _("không có việc quá hạn"),
    )


def _desk_figure(viewer: Viewer) -> Figure | None:
    """For a focal officer: the open tasks of the own units; silent where there are none."""
    if not isinstance(viewer, Actor) or viewer.system:
        return None
    units = viewer.units_for("publication.draft")
    rows = FollowTask.objects.visible_to(viewer).filter(state=TaskState.OPEN, unit__in=units)
    number = rows.count() if units else 0
    if not number:
        return None
    return Figure(
        number,
        _("quyết định của bộ, ngành cần theo"),
        reverse("followup:work") + "?mine=on",
        _("danh mục, quy trình nội bộ, niêm yết, cập nhật"),
        "warning",
        _("cần làm"),
    )

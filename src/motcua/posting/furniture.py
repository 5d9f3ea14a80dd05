"""What the room hangs up in the house: guards, navigation, figures on the home pages, words of the log."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.catalog.selectors import revision
from motcua.organisation.selectors import today_names
from motcua.posting import selectors
from motcua.posting.locks import declare_locks
from motcua.posting.models import Board, Confirmation
from motcua.posting.todo import to_do
from motcua.receiving.models import ReceivingList
from motcua.web.navgroups import ANNOUNCING
from motcua.web.navigation import NavItem, Viewer, register
from motcua.web.tiles import Figure, Tile
from motcua.web.tiles import register as register_tile

KEEP_SECONDS = 600.0
_kept: list[tuple[tuple[object, ...], float, tuple[int, int, bool]]] = []


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    declare_locks()
    register(NavItem("desk", "posting", _("Niêm yết"), "posting:own", "posting.view", 60))
    ANNOUNCING.register("posting", _("Niêm yết"), "posting:overview", "posting.view", 56)
    register_tile(Tile("desk", "posting", _own_figure, "posting.confirm", 40))
    register_tile(Tile("control", "posting", _overview_figure, "posting.view", 45))
    register_object("posting.confirmation", ObjectKind(_("bảng niêm yết của"), _names, _page))
    register_verbs(
        {
            "posting.confirmed": _("xác nhận {object} ngày {day}: treo {put_up}, thay {replaced}, gỡ {down}"),
            "posting.undone": _("rút lại xác nhận {object} ngày {day}"),
        }
    )


def _names(ids: Collection[str]) -> Mapping[str, str]:
    rows = dict(Confirmation.objects.filter(public_id__in=ids).values_list("public_id", "desk"))
    names = today_names(rows.values())
    return {public_id: names.get(desk, "") for public_id, desk in rows.items()}


def _page(public_id: str) -> str:
    return reverse("posting:confirmation", args=[public_id])


def _own_figure(viewer: Viewer) -> Figure | None:
    """For those at a desk: how many changes wait at the first of their desks; silent where they work at none."""
    if not isinstance(viewer, Actor) or not viewer.user:
        return None
    today = timezone.localdate()
    desk = next(iter(selectors.desks_of(viewer, today)), None)
    if desk is None:
        return None
    waiting = len(to_do(desk, today))
    return Figure(
        waiting,
        _("thủ tục cần treo, thay, gỡ ở bảng niêm yết"),
        reverse("posting:desk", args=[desk.unit.public_id]),
        desk.name,
        "warning" if waiting else "success",
        _("cần làm") if waiting else _("đủ, đúng"),
    )


def forget() -> None:
    """Count the boards anew at the next question."""
    _kept.clear()


def _behind(day: date) -> tuple[int, int, bool]:
    """How many boards are not up to date, of how many, and whether anything has to hang anywhere.

    Counting every board costs a quarter of a second, so the answer is kept while the day, the catalogue, the lists of
    what is received and the boards stay as they are, ten minutes at most (units change seldom).
    """
    boards = Board.objects.aggregate(all=Sum("version"))["all"]
    lists = ReceivingList.objects.aggregate(all=Sum("version"), last=Max("pk"))
    key = (day, revision(), boards, lists["all"], lists["last"])
    if not _kept or _kept[0][0] != key or time.monotonic() - _kept[0][1] > KEEP_SECONDS:
        lines = selectors.overview(day)
        behind = sum(line.state != selectors.UP_TO_DATE for line in lines)
        _kept[:] = [(key, time.monotonic(), (behind, len(lines), any(line.wanted for line in lines)))]
    return _kept[0][2]


def _overview_figure(viewer: Viewer) -> Figure | None:
    """For procedure control: how many desks have a board that is not up to date."""
    if not isinstance(viewer, Actor):
        return None
    behind, desks, anything = _behind(timezone.localdate())
    if not anything:
        return None
    return Figure(
        behind,
        _("nơi tiếp nhận có bảng niêm yết chưa đủ, đúng"),
        reverse("posting:overview"),
        _("trong %(n)s nơi tiếp nhận") % {"n": desks},
        "warning" if behind else "success",
        _("cần làm") if behind else _("đủ"),
    )

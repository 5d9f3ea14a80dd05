"""What the room hangs up in the house: guards, links of rules, words of the log, navigation, tiles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.audit import guards, vocabulary
from motcua.audit.vocabulary import ObjectKind
from motcua.rulebook.exclusion import GUARDS
from motcua.rulebook.models import LocalRule
from motcua.rulebook.selectors import proposals_waiting
from motcua.rulebook.shipped import shipped_book
from motcua.web import tiles
from motcua.web.navgroups import RULES
from motcua.web.navigation import NavItem, Viewer, register
from motcua.web.tiles import Figure, Tile
from motcua.web.why import register_linker

VERBS = {
    "rulebook.rule.proposed": _("đề xuất {object}, văn bản {instrument}"),
    "rulebook.rule.changed": _("sửa đề xuất {object}"),
    "rulebook.rule.approved": _("duyệt {object}, áp dụng từ {from}"),
    "rulebook.rule.withdrawn": _("rút đề xuất {object}"),
    "rulebook.rule.closed": _("chấm dứt áp dụng {object}"),
    "rulebook.calendar.opened": _("mở {object} lần {revision}"),
    "rulebook.calendar.day_set": _("ghi ngày {day} vào {object}"),
    "rulebook.calendar.day_removed": _("bỏ ngày {day} khỏi {object}"),
    "rulebook.calendar.discarded": _("hủy lần sửa {revision} của {object}"),
    "rulebook.calendar.approved": _("duyệt {object} lần {revision}"),
    "rulebook.hours.set": _("ghi giờ làm việc của {object} từ {from}"),
}


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    for guard in GUARDS:
        guards.declare(guard)
    register_linker(rule_page)
    vocabulary.register_verbs(VERBS)
    vocabulary.register_object("rulebook.rule", ObjectKind(_("quy định của tỉnh"), _rule_names, _rule_href))
    vocabulary.register_object("rulebook.calendar", ObjectKind(_("lịch làm việc năm"), _years, _year_href))
    register(NavItem("portal", "law", _("Quy định"), "rulebook:rules", order=60))
    register(NavItem("desk", "due", _("Tính hạn"), "rulebook:due", "desk.view", 80))
    RULES.register("rulebook", _("Quy định, lịch làm việc"), "rulebook:control", "rulebook.view", 50)
    tiles.register(Tile("control", "rules-waiting", _waiting, "rulebook.approve", 60))


def rule_page(rule: Mapping[str, Any]) -> str | None:
    """Return where a cited rule is shown; asks no database."""
    key = str(rule.get("key", ""))
    return reverse("rulebook:rule", args=[key]) if key in shipped_book().keys else None


def _rule_names(public_ids: Collection[str]) -> Mapping[str, str]:
    keys = shipped_book().keys
    rows = LocalRule.objects.filter(public_id__in=public_ids).values_list("public_id", "key")
    return {public_id: keys[key].label if key in keys else key for public_id, key in rows}


def _rule_href(public_id: str) -> str:
    return reverse("rulebook:control-rule", args=[public_id])


def _years(years: Collection[str]) -> Mapping[str, str]:
    return {year: year for year in years}


def _year_href(year: str) -> str:
    return reverse("rulebook:control-calendar", args=[int(year)])


def _waiting(viewer: Viewer) -> Figure | None:
    """Rows and calendars that wait for approval; silent where none does."""
    if not isinstance(viewer, Actor):
        return None
    number = proposals_waiting(viewer)
    if not number:
        return None
    words = _("quy định, lịch làm việc chờ duyệt")
    return Figure(number, words, reverse("rulebook:control"), "", "warning", _("chờ duyệt"))

"""What the room hangs up in the house: guards, roles, words of the log, navigation, tiles, seeding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access import seeding
from motcua.access.actors import Actor, register_grant_source
from motcua.audit import guards, vocabulary
from motcua.audit.vocabulary import ObjectKind, UnitBook
from motcua.organisation import naming, officers, selectors
from motcua.organisation.exclusion import EXCLUSIONS
from motcua.organisation.models import Decentralisation, Delegation, FocalAppointment, Seal, SealUse, Unit
from motcua.organisation.powers import coming_up_number
from motcua.organisation.seeding import seed_people, seed_units, sign_ins
from motcua.web import places, tiles
from motcua.web.navgroups import UNITS
from motcua.web.navigation import NavItem, Viewer, register
from motcua.web.tiles import Figure, Tile

VERBS = {
    "organisation.territory.loaded": _("nạp {units} đơn vị hành chính của {object}"),
    "organisation.departments.loaded": _("nạp {units} cơ quan, đơn vị của {object}"),
    "organisation.province.chosen": _("chọn {object} làm tỉnh của hệ thống"),
    "organisation.unit.opened": _("thành lập {object} từ {day}"),
    "organisation.unit.renamed": _("đổi tên {object} từ {day}"),
    "organisation.unit.moved": _("chuyển {object} sang đơn vị cấp trên khác từ {day}"),
    "organisation.unit.merged": _("hợp nhất {units} đơn vị thành {object}"),
    "organisation.unit.closed": _("đóng {object} từ {day}"),
    "organisation.position.given": _("giao vị trí {role} cho {object}"),
    "organisation.position.ended": _("kết thúc vị trí {role} của {object}"),
    "organisation.focal.appointed": _("cử {object} năm {year}"),
    "organisation.focal.renewed": _("kiện toàn {object} cho năm {year}"),
    "organisation.focal.ended": _("kết thúc việc cử {object}"),
    "organisation.focal.reminded": _("nhắc {units} đơn vị về công chức đầu mối"),
    "organisation.delegation.recorded": _("ghi {object} {procedures} thủ tục, áp dụng từ {day}"),
    "organisation.delegation.reviewed": _("rà soát {object}, kỳ sau trước {day}"),
    "organisation.delegation.revoked": _("thu hồi {object} từ {day}"),
    "organisation.decentralisation.recorded": _("ghi {object} {procedures} thủ tục, áp dụng từ {day}"),
    "organisation.decentralisation.reviewed": _("rà soát {object}, kỳ sau trước {day}"),
    "organisation.decentralisation.revoked": _("thu hồi {object} từ {day}"),
    "organisation.seal.registered": _("ghi {object} vào sổ, dùng từ {day}"),
    "organisation.seal.handed_over": _("giao {object} cho người khác giữ từ {day}"),
    "organisation.seal.withdrawn": _("thu hồi {object} từ {day}"),
    "organisation.seal.used": _("ghi sổ sử dụng {object}, số {number}: {document}"),
    "organisation.seal.use_reversed": _("ghi đảo trong sổ sử dụng {object}, số {number}: {document}"),
}


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    for exclusion in EXCLUSIONS:
        guards.declare(exclusion.guard())
    guards.append_only(SealUse._meta.db_table)
    register_grant_source(officers.grants_of)
    places.register(naming.unit_of_request)
    places.register_province(naming.province_name)
    seeding.register("organisation.units", 10, seed_units)
    seeding.register("organisation.people", 20, seed_people)
    seeding.register_sign_ins(sign_ins)
    _words()
    _navigation()
    tiles.register(Tile("desk", "focal-reminders", _desk_figure, "desk.view", 50))
    tiles.register(Tile("control", "units-without-focal", _control_figure, "organisation.focal", 50))
    tiles.register(Tile("control", "powers-coming", _powers_figure, "organisation.manage", 55))


def _words() -> None:
    vocabulary.register_verbs(VERBS)
    vocabulary.register_units(UnitBook(selectors.today_names, selectors.unit_ids_like))
    vocabulary.register_object("organisation.unit", ObjectKind(_("đơn vị"), _unit_names, _unit_href))
    vocabulary.register_object("organisation.province", ObjectKind(_("tỉnh")))
    vocabulary.register_object(
        "organisation.delegation", ObjectKind(_("ủy quyền theo"), _decisions(Delegation), _power_href)
    )
    vocabulary.register_object(
        "organisation.decentralisation", ObjectKind(_("phân cấp theo"), _decisions(Decentralisation), _power_href)
    )
    vocabulary.register_object("organisation.seal", ObjectKind(_("con dấu"), _seal_names, _seal_href))
    vocabulary.register_object("organisation.focal", ObjectKind(_("công chức đầu mối của"), _focal_names))


def _unit_names(public_ids: Collection[str]) -> Mapping[str, str]:
    ids = dict(Unit.objects.filter(public_id__in=public_ids).values_list("pk", "public_id"))
    return {ids[pk]: name for pk, name in selectors.today_names(ids).items()}


def _unit_href(public_id: str) -> str:
    return reverse("organisation:unit", args=[public_id])


def _focal_names(public_ids: Collection[str]) -> Mapping[str, str]:
    """An appointment is named by its unit: the log holds no person's name."""
    rows = dict(FocalAppointment.objects.filter(public_id__in=public_ids).values_list("public_id", "unit"))
    names = selectors.today_names(rows.values())
    return {public_id: names.get(unit, "") for public_id, unit in rows.items()}


def _decisions(model: type[Delegation | Decentralisation]) -> Callable[[Collection[str]], Mapping[str, str]]:
    def names(public_ids: Collection[str]) -> Mapping[str, str]:
        rows = model._default_manager.filter(public_id__in=public_ids)
        return dict(rows.values_list("public_id", "decision_no"))

    return names


def _power_href(public_id: str) -> str:
    return reverse("organisation:power", args=[public_id])


def _seal_names(public_ids: Collection[str]) -> Mapping[str, str]:
    return dict(Seal.objects.filter(public_id__in=public_ids).values_list("public_id", "symbol"))


def _seal_href(public_id: str) -> str:
    return reverse("organisation:seal", args=[public_id])


def _navigation() -> None:
    register(NavItem("portal", "receiving", _("Nơi tiếp nhận"), "organisation:receiving", order=40))
    register(NavItem("portal", "old-communes", _("Tra xã cũ"), "organisation:old-communes", order=50))
    UNITS.register("units", _("Đơn vị"), "organisation:units", "organisation.view", 60)
    UNITS.register("focal", _("Công chức đầu mối"), "organisation:focal", "organisation.view", 61)
    UNITS.register("powers", _("Ủy quyền, con dấu"), "organisation:powers", "organisation.view", 62)


def _desk_figure(viewer: Viewer) -> Figure | None:
    """For a focal officer or head: units they answer for without an officer for this year; silent when all is well."""
    if not isinstance(viewer, Actor) or not viewer.user:
        return None
    lines = officers.own_reminders(viewer, timezone.localdate())
    if not lines:
        return None
    return Figure(
        len(lines),
        _("đơn vị cần cử công chức đầu mối năm nay"),
        reverse("organisation:focal"),
        ", ".join(line.period.name for line in lines[:2]),
        "warning",
        _("cần làm"),
    )


def _control_figure(viewer: Viewer) -> Figure | None:
    """For procedure control: how many units have no officer appointed for this year."""
    if not isinstance(viewer, Actor):
        return None
    wanted, held = officers.focal_counts(viewer, timezone.localdate())
    lacking = wanted - held
    return Figure(
        lacking,
        _("đơn vị chưa có công chức đầu mối của năm"),
        reverse("organisation:focal"),
        _("trong %(n)s đơn vị phải có") % {"n": wanted},
        "warning" if lacking else "success",
        _("cần cử") if lacking else _("đủ"),
    )


def _powers_figure(viewer: Viewer) -> Figure | None:
    """Delegations and decentralisations to be reviewed or about to end; silent where there are none."""
    number = coming_up_number(timezone.localdate())
    if not number:
        return None
    words = _("phân cấp, ủy quyền đến kỳ rà soát hoặc sắp hết hạn")
    return Figure(number, words, reverse("organisation:powers-coming"), "", "warning", _("cần rà soát"))

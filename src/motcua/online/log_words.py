"""What the log says of online services, targets, facts about use and the roadmap."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.online.models import OnlineService, RoadmapEntry, Target, UsageFact

VERBS = {
    "online.service.recorded": _("ghi {opened} dịch vụ công trực tuyến theo {decision}, áp dụng từ {day}"),
    "online.service.launched": _("ghi đưa vào khai thác {object} từ {day}"),
    "online.service.suspended": _("ghi tạm dừng {object} từ {day}"),
    "online.service.resumed": _("ghi hoạt động lại {object} từ {day}"),
    "online.service.ended": _("kết thúc {object} từ {day}"),
    "online.service.withdrawn": _("rút dòng ghi nhầm của {object}"),
    "online.target.set": _("ghi {object}: ít nhất {minimum}% đến {by}"),
    "online.target.changed": _("sửa {object}: ít nhất {minimum}% đến {by}"),
    "online.target.ended": _("bỏ {object}"),
    "online.usage.recorded": _("ghi {rows} dòng số liệu hồ sơ, nguồn {source}"),
    "online.documents.asked": _("lập danh mục dịch vụ công trực tuyến"),
    "online.documents.made": _("lập xong {files} tệp danh mục dịch vụ công trực tuyến"),
    "online.roadmap.planned": _("đưa {entries} thủ tục vào lộ trình"),
    "online.roadmap.changed": _("sửa lộ trình của {object}: {before} thành {after}"),
    "online.roadmap.dropped": _("bỏ {object} khỏi lộ trình"),
}


def register_words() -> None:
    """Say what the room's verbs and objects are called."""
    register_verbs(VERBS)
    register_object("online.service", ObjectKind(_("dịch vụ công trực tuyến"), _services, _service_page))
    register_object("online.target", ObjectKind(_("chỉ tiêu dịch vụ công trực tuyến"), _targets, _target_page))
    register_object("online.documents", ObjectKind(_("tệp danh mục dịch vụ công trực tuyến")))
    register_object("online.usage", ObjectKind(_("số liệu hồ sơ"), _facts))
    register_object("online.roadmap", ObjectKind(_("thủ tục trong lộ trình"), _entries))


def _services(ids: Collection[str]) -> Mapping[str, str]:
    rows = OnlineService.objects.filter(public_id__in=ids).values_list("public_id", "procedure__code")
    return dict(rows)


def _entries(ids: Collection[str]) -> Mapping[str, str]:
    rows = RoadmapEntry.objects.filter(public_id__in=ids).values_list("public_id", "procedure__code")
    return dict(rows)


def _targets(ids: Collection[str]) -> Mapping[str, str]:
    return {row.public_id: f"{row.get_indicator_display()}" for row in Target.objects.filter(public_id__in=ids)}


def _facts(ids: Collection[str]) -> Mapping[str, str]:
    return dict(UsageFact.objects.filter(public_id__in=ids).values_list("public_id", "source"))


def _service_page(public_id: str) -> str:
    return reverse("online:service-row", args=[public_id])


def _target_page(public_id: str) -> str:
    return reverse("online:target", args=[public_id])

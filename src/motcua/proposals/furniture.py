"""What the room `proposals` puts into the house when it starts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.proposals.jobs import KIND
from motcua.proposals.rules_files import shipped_databases
from motcua.web.navgroups import REVIEWING

REFRESH = KIND  # its handler registers with the import


def set_up() -> None:
    """Navigation and words of the log."""
    REVIEWING.register("proposals", _("Gợi ý đánh giá"), "proposals:overview", "proposals.view", 64)
    register_object("proposals.rule", ObjectKind(_("quy tắc gợi ý"), _same, _rules_page))
    register_object("proposals.database", ObjectKind(_("cơ sở dữ liệu"), _databases, _databases_page))
    register_object("proposals.volumes", ObjectKind(_("tệp số lượng hồ sơ"), _same, _volumes_page))
    register_verbs(
        {
            "proposals.rule.set": _("sửa {object}: {reason}"),
            "proposals.rule.off": _("ngừng áp dụng {object}: {reason}"),
            "proposals.rule.restored": _("bỏ phần sửa của tỉnh đối với {object}"),
            "proposals.volume.recorded": _("ghi {count} hồ sơ năm {year} của {object}"),
            "proposals.volume.imported": _("nhập {object}: ghi {written} dòng, bỏ {left_out} dòng"),
            "proposals.database.published": _("ghi ngày công bố dữ liệu của {object}: {day}, {notice}"),
            "proposals.estimate.set": _("ghi chi phí xây dựng ước tính của {object}: {cost} đồng"),
        }
    )


def _same(ids: Collection[str]) -> Mapping[str, str]:
    return {key: key for key in ids}


def _databases(ids: Collection[str]) -> Mapping[str, str]:
    return {one.key: one.name for one in shipped_databases() if one.key in ids}


def _rules_page(key: str) -> str:
    return reverse("proposals:rules")


def _databases_page(key: str) -> str:
    return reverse("proposals:databases")


def _volumes_page(key: str) -> str:
    return reverse("proposals:volumes")

"""What the log says of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_facts, register_object, register_verbs


def _names(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.catalog.models import Procedure

    return dict(Procedure.objects.filter(public_id__in=ids).values_list("public_id", "code"))


def _import_names(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.catalog.models import ImportBatch

    return dict(ImportBatch.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _import_page(public_id: str) -> str:
    return reverse("catalog:import", args=[public_id])


def _title_of_finding(kind: object) -> object:
    from motcua.catalog.quality.registry import KINDS

    known = KINDS.get(str(kind))
    return known.title if known else kind


def register_words() -> None:
    """Say what the catalogue's verbs and objects are called."""
    register_object("catalog.procedure", ObjectKind(_("thủ tục"), _names))
    register_object("catalog.import", ObjectKind(_("lần nhập danh mục"), _import_names, _import_page))
    register_facts({"kind": _title_of_finding})
    register_verbs(
        {
            "catalog.version.recorded": _("ghi phiên bản {number} của thủ tục {code}"),
            "catalog.import.opened": _("mở {object}"),
            "catalog.import.read": _("đọc xong {object}"),
            "catalog.import.approved": _("cho áp dụng {object}"),
            "catalog.import.applied": _("áp dụng xong {object}"),
            "catalog.finding.settled": _("xử lý phát hiện “{kind}” của {object}"),
            "catalog.finding.dismissed": _("kết luận phát hiện “{kind}” của {object} không phải lỗi"),
            "catalog.finding.reopened": _("mở lại phát hiện “{kind}” của {object}"),
            "catalog.draft.opened": _("mở dự thảo {number} của thủ tục {code}"),
            "catalog.draft.saved": _("ghi dự thảo {number} của thủ tục {code}"),
            "catalog.draft.discarded": _("bỏ dự thảo {number} của thủ tục {code}"),
            "catalog.version.abolished": _("bãi bỏ thủ tục {code}, phiên bản {number}"),
            "catalog.version.published": _("công khai phiên bản {number} của thủ tục {code}"),
            "catalog.component.marked": _("ghi giấy tờ {component} của thủ tục {code} lấy được từ cơ sở dữ liệu"),
            "catalog.layer.set": _("ghi phần của tỉnh cho thủ tục {code} từ {from}"),
        }
    )

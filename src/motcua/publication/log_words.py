"""What the log says of announcing and making public."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs


def _names(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.publication.models import AnnouncementDecision

    rows = AnnouncementDecision.objects.filter(public_id__in=ids).values_list("public_id", "number", "title")
    return {public_id: number or title for public_id, number, title in rows}


def _page(public_id: str) -> str:
    return reverse("publication:decision", args=[public_id])


def _annex_names(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.publication.models import ListAnnex

    return dict(ListAnnex.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def register_words() -> None:
    """Say what the room's verbs and objects are called."""
    register_object("publication.decision", ObjectKind(_("quyết định công bố"), _names, _page))
    register_object("publication.annex", ObjectKind(_("danh mục"), _annex_names))
    register_verbs(
        {
            "publication.decision.drafted": _("soạn {object}"),
            "publication.decision.changed": _("sửa {object}"),
            "publication.decision.discarded": _("bỏ dự thảo {title}"),
            "publication.decision.checked": _("kiểm soát xong {object}, {lines} thủ tục"),
            "publication.decision.returned": _("trả lại {object}"),
            "publication.decision.submitted": _("trình ký {object}"),
            "publication.decision.announced": _("ghi {object} đã ký, {lines} thủ tục"),
            "publication.decision.trouble": _("chưa ghi được số của {object}"),
            "publication.decision.public": _("{object} đã công khai đủ"),
            "publication.decision.not_public": _("{object} không còn công khai đủ"),
            "publication.decision.ended": _("kết thúc {object} theo {by}"),
            "publication.lines.added": _("thêm {lines} thủ tục vào {object}"),
            "publication.line.removed": _("bỏ thủ tục {code} khỏi {object}"),
            "publication.lines.published": _("ghi {lines} thủ tục của {object} công khai ngày {day}"),
            "publication.publication.withdrawn": _("rút ghi nhận công khai thủ tục {code} của {object}"),
            "publication.annex.asked": _("lập {object}"),
        }
    )

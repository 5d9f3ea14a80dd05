"""What the log says of documents and registers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs


def _papers(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.papers.models import Paper

    rows = Paper.objects.filter(public_id__in=ids).values_list("public_id", "number_text", "title")
    return {public_id: number or title for public_id, number, title in rows}


def _registers(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.papers.models import Register

    return {row.public_id: str(row) for row in Register.objects.filter(public_id__in=ids)}


def register_words() -> None:
    """Say what the verbs and objects of documents are called."""
    register_object("papers.paper", ObjectKind(_("văn bản"), _papers, lambda one: reverse("papers:paper", args=[one])))
    register_object(
        "papers.register", ObjectKind(_("sổ văn bản"), _registers, lambda one: reverse("papers:register", args=[one]))
    )
    register_verbs(
        {
            "papers.paper.made": _("soạn {object}"),
            "papers.paper.changed": _("sửa {object}"),
            "papers.paper.submitted": _("trình ký {object}"),
            "papers.paper.returned": _("trả lại {object} để sửa"),
            "papers.paper.signed": _("ghi {object} đã ký, số {number}, ngày {signed_on}"),
            "papers.paper.sent": _("gửi {object} đến {recipients} nơi nhận"),
            "papers.paper.received": _("ghi một nơi đã nhận {object}"),
            "papers.paper.recalled": _("thu hồi {object}"),
            "papers.paper.replaced": _("thay thế {object} bằng {by}"),
            "papers.paper.handed": _("chuyển {object} sang hệ thống quản lý văn bản"),
            "papers.paper.hand-over-failed": _("không chuyển được {object} sang hệ thống quản lý văn bản"),
            "papers.register.opened": _("mở {object}"),
            "papers.register.closed": _("khóa {object}"),
            "papers.register.numbered": _("lấy số {number} của {object}"),
        }
    )

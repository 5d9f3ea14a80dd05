"""What the log says of impact files."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs


def _titles(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import ImpactFile

    return dict(ImpactFile.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _page(public_id: str) -> str:
    return reverse("review:impact", args=[public_id])


def register_words() -> None:
    """Say what verbs and objects are called."""
    register_object("review.impact", ObjectKind(_("hồ sơ đánh giá tác động"), _titles, _page))
    register_verbs(
        {
            "review.impact.opened": _("mở {object}"),
            "review.impact.carried": _("ghi {procedures} thủ tục vào {object}"),
            "review.impact.handed": _("ghi sản phẩm “{step}” ngày {on} vào {object}"),
            "review.impact.withdrawn": _("rút sản phẩm “{step}” của {object}: {reason}"),
            "review.impact.adopted": _("kết thúc {object}, văn bản ban hành số {number}"),
            "review.impact.dropped": _("thôi soạn thảo, kết thúc {object}: {reason}"),
        }
    )

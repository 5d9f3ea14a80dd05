"""What the log says of processes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs


def _names(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.processes.models import Process

    return dict(Process.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _page(public_id: str) -> str:
    return reverse("processes:process", args=[public_id])


def register_words() -> None:
    """Say what the room's verbs and objects are called."""
    register_object("processes.process", ObjectKind(_("quy trình"), _names, _page))
    register_verbs(
        {
            "processes.process.opened": _("mở {object}, {steps} bước"),
            "processes.process.written": _("ghi {object} lần {number}, {steps} bước"),
            "processes.process.imported": _("nhập {object} lần {number} từ tệp {form}, {steps} bước"),
            "processes.process.confirmed": _("xác nhận {object} lần {number}, {steps} bước"),
            "processes.process.reopened": _("lập lại {object}, lần {number}"),
            "processes.process.discarded": _("bỏ bản đang lập lần {number} của {object}"),
        }
    )

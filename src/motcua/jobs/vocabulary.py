"""What the log calls the doings of this room."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.jobs.models import Job
from motcua.jobs.registry import words_of

JOBS = _("Công việc chạy nền")


def _names(ids: Collection[str]) -> Mapping[str, str]:
    rows = Job.objects.filter(public_id__in=ids).values_list("public_id", "kind")
    return {public_id: words_of(kind) for public_id, kind in rows}


def register() -> None:
    """Give the log its words; called once at start."""
    register_verbs(
        {
            "jobs.asked": _("yêu cầu {object}"),
            "jobs.done": _("làm xong {object}"),
            "jobs.failed": _("không làm được {object}"),
            "jobs.cancelled": _("hủy {object}"),
            "jobs.cancel-asked": _("yêu cầu hủy {object}"),
            "jobs.retried": _("cho chạy lại {object}"),
            "jobs.attempt-failed": _("lần thử {attempt} không xong: {object}"),
            "jobs.purged": _("dọn {count} công việc cũ"),
        }
    )
    register_object(
        "jobs.job", ObjectKind(_("công việc"), _names, lambda public_id: reverse("jobs_detail", args=[public_id]))
    )

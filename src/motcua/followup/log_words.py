"""What the log says of following ministries' decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_facts, register_object, register_verbs
from motcua.followup.models import FollowTask, MinistryAnnouncement, StepKind

VERBS = {
    "followup.announcement.found": _("nhận {procedures} thủ tục của {object} từ lần nhập danh mục"),
    "followup.announcement.typed": _("ghi {procedures} thủ tục của {object}"),
    "followup.announcement.changed": _("sửa ngày ký, ngày hiệu lực của {object}"),
    "followup.task.opened": _("mở {object}"),
    "followup.task.given": _("giao {object}"),
    "followup.task.done": _("theo xong {object}"),
    "followup.task.dismissed": _("ghi không phải theo {object}"),
    "followup.task.reopened": _("mở lại {object}"),
    "followup.task.drafted": _("lập dự thảo danh mục {procedures} thủ tục từ {object}"),
    "followup.step.waived": _("ghi không phải làm {step} của {object}"),
    "followup.step.unwaived": _("bỏ việc ghi không phải làm {step} của {object}"),
    "followup.unit.reminded": _("đôn đốc {object} về {steps} việc"),
    "followup.fields.guessed": _("gợi ý cơ quan tham mưu của {fields} lĩnh vực"),
    "followup.field.set": _("xác nhận cơ quan tham mưu của một lĩnh vực"),
    "followup.process.noted": _("ghi quy trình nội bộ của {procedures} thủ tục theo {number}"),
    "followup.process.dropped": _("xóa một ghi nhận quy trình nội bộ theo {number}"),
}


def _announcement_names(ids: Collection[str]) -> Mapping[str, str]:
    rows = MinistryAnnouncement.objects.filter(public_id__in=ids)
    return {row.public_id: str(row) for row in rows}


def _task_names(ids: Collection[str]) -> Mapping[str, str]:
    rows = FollowTask.objects.filter(public_id__in=ids).select_related("announcement")
    return {row.public_id: str(row.announcement) for row in rows}


def _step(kind: object) -> object:
    return StepKind(str(kind)).label if kind in StepKind.values else kind


def register_words() -> None:
    """Say what the room's verbs and objects are called."""
    register_verbs(VERBS)
    register_facts({"step": _step})
    register_object(
        "followup.announcement",
        ObjectKind(
            _("quyết định của bộ, ngành"),
            _announcement_names,
            lambda public_id: reverse("followup:announcement", args=[public_id]),
        ),
    )
    register_object(
        "followup.task",
        ObjectKind(_("việc theo công bố"), _task_names, lambda public_id: reverse("followup:task", args=[public_id])),
    )

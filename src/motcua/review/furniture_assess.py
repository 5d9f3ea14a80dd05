"""What the assessment hangs up in the house: navigation, words of the log, the checks of answers, signed letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs
from motcua.papers.signing import when_signed
from motcua.review import facts
from motcua.review.services.consulting_letter import PURPOSE, letter_signed
from motcua.web.navigation import NavItem, register


def set_up() -> None:
    """Register everything; called once when Django is ready."""
    facts.register()
    when_signed(PURPOSE, letter_signed)
    register(NavItem("desk", "my-review", _("Rà soát thủ tục"), "review:work", "review.assess", 45))
    register_object("review.consultation", ObjectKind(_("lấy ý kiến"), _consultations, _consultation_page))
    register_object("review.obstacle", ObjectKind(_("vướng mắc"), _obstacles, _obstacle_page))
    register_verbs(
        {
            "review.line.answered": _("trả lời tiêu chí {key} của {object}"),
            "review.line.accepted": _("chấp nhận cùng lúc {n} gợi ý của {object}, không mở từng mục: {unopened}"),
            "review.line.opened": _("mở xem gợi ý {subject} của {object}"),
            "review.line.reopened": _("sửa câu trả lời sau khi kết luận {object}"),
            "review.line.clashed": _("trả lời {subject} của {object} trùng lúc với người khác; giữ cả hai"),
            "review.line.merged": _("hợp nhất hai câu trả lời {subject} của {object}"),
            "review.line.part_answered": _("đánh giá bộ phận {part} của {object}"),
            "review.line.parts_accepted": _("ghi cùng lúc {n} bộ phận, giấy tờ phù hợp của {object}"),
            "review.line.effort": _("ghi số liệu phức tạp, số hồ sơ của {object}"),
            "review.line.copied": _("chép {n} câu trả lời từ thủ tục {source} sang {object}: {keys}"),
            "review.consultation.opened": _("soạn {object} về {lines} thủ tục, {asked} nơi được hỏi"),
            "review.consultation.discarded": _("bỏ bản soạn lấy ý kiến {title}"),
            "review.consultation.submitted": _("trình ký văn bản của {object}"),
            "review.consultation.sent": _("gửi {object}, văn bản {number}, ý kiến trước ngày {due}"),
            "review.consultation.answered": _("ghi ý kiến của {by} trong {object}"),
            "review.consultation.replied": _("giải trình ý kiến của {by} trong {object}"),
            "review.consultation.closed": _("tổng hợp {object}, {silent} nơi không có ý kiến"),
            "review.obstacle.reported": _("báo {object}"),
            "review.obstacle.judged": _("cho ý kiến về {object}"),
            "review.obstacle.directed": _("ghi chỉ đạo về {object}"),
            "review.obstacle.closed": _("kết thúc {object}"),
            "review.obstacle.reminded": _("soạn văn bản đôn đốc về {object}"),
        }
    )


def _consultations(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import Consultation

    return dict(Consultation.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _consultation_page(public_id: str) -> str:
    return reverse("review:consultation", args=[public_id])


def _obstacles(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import Obstacle

    return dict(Obstacle.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _obstacle_page(public_id: str) -> str:
    return reverse("review:obstacle", args=[public_id])

"""What the log says of campaigns."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.audit.vocabulary import ObjectKind, register_object, register_verbs


def _titles(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import Campaign

    return dict(Campaign.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def _page(public_id: str) -> str:
    return reverse("review:campaign", args=[public_id])


def _codes(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import CampaignLine

    return dict(CampaignLine.objects.filter(public_id__in=ids).values_list("public_id", "procedure__code"))


def _lists(ids: Collection[str]) -> Mapping[str, str]:
    from motcua.review.models import ExclusionList

    return dict(ExclusionList.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def register_words() -> None:
    """Say what the campaign's verbs and objects are called."""
    register_object("review.campaign", ObjectKind(_("đợt rà soát"), _titles, _page))
    register_object("review.line", ObjectKind(_("thủ tục trong đợt rà soát"), _codes))
    register_object("review.exclusion", ObjectKind(_("danh mục loại trừ"), _lists))
    register_verbs(
        {
            "review.campaign.planned": _("lập kế hoạch {object}"),
            "review.campaign.copied": _("lập {object} theo kế hoạch {source}"),
            "review.campaign.changed": _("sửa kế hoạch {object}: {fields}"),
            "review.campaign.discarded": _("bỏ kế hoạch {title}"),
            "review.campaign.weighed": _("đặt trọng số lựa chọn cho {object}"),
            "review.campaign.opened": _("mở {object}, {procedures} thủ tục, quy định tại ngày {law}"),
            "review.campaign.checking": _("{object} chuyển sang kiểm soát chất lượng"),
            "review.campaign.consolidated": _("tổng hợp {object}, {lines} thủ tục"),
            "review.campaign.back": _("đưa {object} về kiểm soát chất lượng: {reason}"),
            "review.campaign.submitted": _("trình phê duyệt kết quả {object}"),
            "review.campaign.decided": _("ghi quyết định {number} phê duyệt kết quả {object}, {lines} thủ tục"),
            "review.campaign.trouble": _("chưa ghi được quyết định của {object}"),
            "review.campaign.closed": _("kết thúc {object}, không phê duyệt: {reason}"),
            "review.campaign.second_stage": _("lập {object} cho {procedures} thủ tục chưa phù hợp của {source}"),
            "review.unit.planned": _("ghi kế hoạch {number} của đơn vị cho {object}"),
            "review.step.done": _("ghi hoàn thành bước “{step}” của {object}, văn bản {number}"),
            "review.field.submitted": _("trình quyết định về lĩnh vực {field} của {object}, {lines} thủ tục"),
            "review.field.trouble": _("chưa ghi được quyết định về lĩnh vực {field} của {object}"),
            "review.field.decided": _("ghi quyết định {number} về lĩnh vực {field} của {object}, {lines} thủ tục"),
            "review.pursuits.gathered": _("theo dõi {provisions} quy định đề nghị sửa của {object}"),
            "review.pursuit.sent": _("ghi văn bản {number} kiến nghị sửa {document} của {object}"),
            "review.pursuit.answered": _("ghi văn bản {number} trả lời về {document} của {object}"),
            "review.pursuit.ended": _("ghi văn bản {number} kết thúc kiến nghị về {document} của {object}"),
            "review.pursuit.postponed": _("lùi hạn sửa {document} của {object} đến {due}: {reason}"),
            "review.lists.asked": _("lập các danh mục, biểu mẫu của {object}"),
            "review.lists.made": _("lập xong {files} tệp danh mục, biểu mẫu của {object}"),
            "review.line.costs": _("ghi biểu chi phí {side} của {object}, {rows} dòng"),
            "review.units.set": _("đặt {units} đơn vị tham gia {object}"),
            "review.unit.removed": _("bỏ đơn vị khỏi {object}"),
            "review.unit.approved": _("thủ trưởng duyệt kết quả rà soát của đơn vị trong {object}"),
            "review.unit.approval_withdrawn": _("rút lại việc duyệt kết quả trong {object}: {reason}"),
            "review.unit.submitted": _("gửi kết quả rà soát của {object}, {lines} thủ tục"),
            "review.unit.confirmed": _("xác nhận kết quả của đơn vị trong {object}, {lines} thủ tục"),
            "review.unit.handed_over": _("bàn giao phần việc trong {object} cho {to}"),
            "review.unit.reminded": _("đôn đốc đơn vị trong {object}"),
            "review.scope.chosen": _("chọn tay {codes} thủ tục của {object}: {reason}"),
            "review.scope.excluded": _("đặt danh mục loại trừ của {object}: {lists}"),
            "review.exclusion.imported": _("nhập {object}, {lines} dòng, {unknown} dòng chưa rõ"),
            "review.exclusion.matched": _("đối chiếu lại {object}, còn {unknown} dòng chưa rõ"),
            "review.tasks.written": _("ghi {tasks} nhiệm vụ của {object}"),
            "review.task.done": _("hoàn thành nhiệm vụ “{task}” của {object}"),
            "review.targets.set": _("đặt {targets} chỉ tiêu của {object}"),
            "review.lines.made": _("lập {lines} thủ tục của {object}"),
            "review.lines.assigned": _("giao {lines} thủ tục của {object}"),
            "review.lines.given": _("giao {lines} thủ tục của {object} cho {person}"),
            "review.lines.assessed": _("đánh giá {lines} thủ tục của {object}"),
            "review.lines.scored": _("chấm điểm lựa chọn {lines} thủ tục của {object}"),
            "review.lines.reopened": _("xem xét lại {lines} thủ tục trong {object}: {reason}"),
            "review.line.assessed": _("kết luận thủ tục {code}: {level}"),
            "review.line.returned": _("trả lại thủ tục {code}: {reason}"),
            "review.line.closed": _("thôi rà soát thủ tục {code}: {reason}"),
            "review.check.drawn": _("rút mẫu {size}/{population} thủ tục của {object}, số khởi tạo {seed}"),
            "review.sample.judged": _("kiểm soát mẫu thủ tục {code}"),
            "review.meeting.recorded": _("ghi biên bản họp “{title}” của {object}"),
        }
    )

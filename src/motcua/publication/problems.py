"""What stands in the way of a decision, and what one should not overlook, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.organisation.models import UnitPeriod
from motcua.publication.conflicts import elsewhere, ended_codes
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, LineKind


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing: its code, the sentence, how to mend it, the field it is about; `blocking` stops the check."""

    code: str
    text: str
    mend: str = ""
    field: str | None = None
    blocking: bool = False


def problems_of(decision: AnnouncementDecision, today: date) -> list[Problem]:
    """Everything wrong or doubtful with a decision that is not announced yet, blocking ones first."""
    lines = list(decision.lines.select_related("procedure"))
    found = [*_of_decision(decision, lines, today), *_of_lines(decision, lines)]
    return sorted(found, key=lambda problem: not problem.blocking)


def _of_decision(decision: AnnouncementDecision, lines: list[AnnouncedLine], today: date) -> Iterator[Problem]:
    if not lines:
        yield Problem("no-lines", _("Quyết định chưa có thủ tục nào."), _("Thêm thủ tục."), blocking=True)
    if not UnitPeriod.objects.filter(unit=decision.advising_unit_id).on(today).exists():
        yield Problem(
            "unit-ended",
            _("Cơ quan tham mưu không còn hoạt động vào hôm nay."),
            _("Sửa quyết định: chọn đơn vị kế thừa."),
            "advising_unit",
            blocking=True,
        )
    waits = decision.state == DecisionState.DRAFT or decision.state == DecisionState.CHECKED
    if waits and decision.effective_from is not None and decision.effective_from < today:
        yield Problem(
            "effective-before-signing",
            _("Ngày có hiệu lực của quyết định đã qua; quyết định không thể có hiệu lực trước ngày ký."),
            _("Sửa ngày có hiệu lực, hoặc để trống: có hiệu lực từ ngày ký."),
            "effective_from",
            blocking=True,
        )
    if decision.shortened and decision.law_issued_on is None:
        yield Problem(
            "no-issue-day",
            _("Văn bản theo trình tự rút gọn nhưng chưa ghi ngày ban hành, nên chưa tính được hạn công bố."),
            _("Ghi ngày ban hành văn bản quy phạm pháp luật."),
            "law_issued_on",
        )


def _of_lines(decision: AnnouncementDecision, lines: list[AnnouncedLine]) -> Iterator[Problem]:
    codes = {line.code for line in lines}
    for code, by in ended_codes(codes, but=decision).items():
        yield Problem(
            "abolished-code",
            _("Thủ tục {code} đã bị bãi bỏ{by}; mã này không được công bố lại.").format(
                code=code, by=_(" theo quyết định {number}").format(number=by) if by else ""
            ),
            _("Bỏ dòng này; thủ tục ban hành lại phải mang mã mới."),
            blocking=True,
        )
    for other in elsewhere(decision, codes):
        yield Problem(
            "also-elsewhere",
            _("Thủ tục {code} cũng có trong dự thảo “{title}”.").format(code=other.code, title=other.decision.title),
            _("Thống nhất đưa vào một quyết định; nếu ký cùng ngày, bản có số lớn hơn được áp dụng."),
        )
    undated = [line.code for line in lines if not (line.law_effective_on or decision.law_effective_on)]
    if undated and not decision.shortened:
        yield Problem(
            "no-law-day",
            _("{n} thủ tục chưa ghi ngày văn bản có hiệu lực, nên chưa tính được hạn công bố.").format(n=len(undated)),
            _("Ghi ngày văn bản quy phạm pháp luật có hiệu lực ở quyết định hoặc ở từng dòng."),
            "law_effective_on",
        )
    unknown = [line.code for line in lines if line.procedure is None and line.kind != LineKind.ABOLISHED]
    if unknown:
        shown = ", ".join(unknown[:5]) + ("…" if len(unknown) > 5 else "")
        yield Problem(
            "not-in-catalogue",
            _("{n} thủ tục chưa có trong danh mục: {codes}.").format(n=len(unknown), codes=shown),
            _("Nhập danh mục để thủ tục có nội dung khi công khai."),
        )

"""Work on more than one procedure: the list of one's own, twins beside each other, copying, two answers made one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.selectors import today_names
from motcua.review.answering import difference, shown
from motcua.review.forms_assess import WorkFilter
from motcua.review.merging import merged, points
from motcua.review.models import CampaignLine, Clash, ClashEnd
from motcua.review.questions import part_names, part_of_subject, title_of
from motcua.review.selectors_assessment import line_rows, sheet_of, twins_of, version_of_line, work_rows
from motcua.review.services.assessing import accept_fits
from motcua.review.services.assessing_copy import MOST, copy_answers, plan_copy
from motcua.review.services.assessing_merge import settle_clash, standing_answer
from motcua.review.services.assessing_store import says
from motcua.review.sheeting import line_sheet, words_of
from motcua.review.verdicts import level_name, questions_for
from motcua.review.views.assess import NAV, about, editable, line_or_404
from motcua.review.views.common import filtered
from motcua.rulebook.selectors import book as current_book
from motcua.web.acting import version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of

LABELS = {
    "value": gettext_lazy("Kết luận"),
    "reason": gettext_lazy("Lý do"),
    "evidence": gettext_lazy("Minh chứng"),
    "document": gettext_lazy("Văn bản"),
    "article": gettext_lazy("Điều, khoản, điểm"),
    "remedy": gettext_lazy("Giải pháp"),
    "wording": gettext_lazy("Nội dung đề nghị sửa"),
    "owner": gettext_lazy("Đơn vị thực hiện"),
    "due_on": gettext_lazy("Thời hạn"),
    "rejected": gettext_lazy("Bác bỏ gợi ý"),
    "necessary": gettext_lazy("Cần thiết"),
    "reasonable": gettext_lazy("Hợp lý"),
    "lawful": gettext_lazy("Hợp pháp"),
}


@route("review.view")
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """The procedures that one's unit has to assess, where each stands, those of others for the office."""
    filters = WorkFilter(request.GET)
    chosen = filters.chosen
    actor = actor_of(request)
    rows = work_rows(
        actor, state=chosen.get("state", ""), text=chosen.get("q", ""), mine=bool(chosen.get("mine"))
    )  # fmt: skip
    page = page_of(request, rows)
    book = current_book()
    asked = {line.campaign_id: len(questions_for(line, book)) for line in page.rows}
    context = {
        **NAV,
        "filters": filters,
        "page": page,
        "asked": asked,
        "units": today_names({line.unit_id for line in page.rows if line.unit_id}),
        "may": actor.may("review.assess"),
        "level_name": lambda line, level: level_name(line, level, book),
    }
    return render(request, "review/assess_work.html", context)


@route("review.assess")
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept what nobody doubts in each of the chosen procedures, one act for each."""
    actor = actor_of(request)
    back = filtered(request, reverse("review:work"))
    lines = list(line_rows(actor).filter(public_id__in=request.POST.getlist("line")[:MOST]))
    if not lines:
        messages.error(request, _("Chưa chọn thủ tục nào. Đánh dấu ít nhất một dòng."))
        return redirect(back)
    done, refused = 0, []
    for line in lines:
        try:
            done += accept_fits(actor=actor, line=line)
        except UserError as error:
            refused.append(f"{line.procedure.code}: {error.message}")
    told = ngettext("Đã chấp nhận %(n)d mục không nghi ngờ.", "Đã chấp nhận %(n)d mục không nghi ngờ.", done)
    messages.success(request, told % {"n": done})
    for text in refused:
        messages.warning(request, text)
    return redirect(back)


@route("review.view")
@require_GET
def compare(request: HttpRequest, public_id: str, other: str) -> HttpResponse:
    """The answers of a procedure beside those of a twin, what differs marked."""
    line, twin = line_or_404(request, public_id), line_or_404(request, other)
    made, theirs = line_sheet(line), sheet_of(twin)
    rows = [(row, theirs.answers.get(row.subject)) for row in made.rows]
    context = {
        **about(request, made, "criteria"),
        "twin": twin,
        "twin_editable": editable(request, twin),
        "twin_unit": today_names([twin.unit_id]).get(twin.unit_id, "") if twin.unit_id else "",
        "rows": rows,
        "differing": sum(there is not None and row.value != there.value for row, there in rows),
    }
    return render(request, "review/assess_compare.html", context)


@route("review.assess")
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose similar procedures, see what would differ, copy the answers of this one."""
    line = line_or_404(request, public_id)
    actor = actor_of(request)
    given = request.POST.getlist("line") if request.method == "POST" else request.GET.getlist("line")
    targets = [row for row in _targets(request, line, given[:MOST]) if editable(request, row)]
    if request.method == "POST":
        chosen = frozenset(request.POST.getlist("step")[: 20 * MOST])
        done, kept = copy_answers(actor=actor, source=line, targets=targets, chosen=chosen)
        told = _(
            "Đã chép %(done)d câu trả lời, giữ nguyên %(kept)d điểm khác. Mở từng thủ tục đã chép sang để xem lại, "
            "đánh giá bộ phận, giấy tờ và kết luận."
        ) % {"done": done, "kept": kept}
        messages.success(request, told)
        return redirect("review:assess", public_id)
    twins = [row for row in twins_of(actor, line, version_of_line(line)) if editable(request, row)]
    steps = plan_copy(line, targets) if targets else []
    context = {
        **NAV,
        "line": line,
        "twins": twins,
        "targets": targets,
        "unmarked": "xem" in request.GET and not targets,
        "answered": line.answers.exists(),
        "fresh": sum(step.kind == "fresh" for step in steps),
        "differing": [step for step in steps if step.kind in ("answered", "proposed")],
        "words_of": words_of,
    }
    return render(request, "review/assess_copy.html", context)


def _targets(request: HttpRequest, line: CampaignLine, ids: list[str]) -> list[CampaignLine]:
    rows = line_rows(actor_of(request)).filter(campaign=line.campaign_id, public_id__in=ids)
    return list(rows.exclude(pk=line.pk))


@route("review.view")
@require_http_methods(["GET", "POST"])
def clash(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two answers to one question beside each other: keep one, take the other, or make one of both point by point."""
    rows = Clash.objects.visible_to(actor_of(request)).select_related("line__campaign", "line__unit", "line__procedure")
    row = rows.filter(public_id=public_id.replace("\x00", "")).first()
    if row is None:
        raise Http404
    standing = standing_answer(row)
    first: dict[str, Any] = {**says(standing), "rejected": standing.basis == "rejected"} if standing else {}
    names = difference(first, row.content)
    if request.method == "POST":
        actor_of(request).require("review.assess")
        try:
            _settle(request, row, names, first)
        except UserError as error:
            if error.status != 400:
                raise
            return _clash_page(request, row, names, first, error)
        messages.success(request, _("Đã hợp nhất hai câu trả lời."))
        return redirect(_back_of(row), row.line.public_id)
    return _clash_page(request, row, names, first)


def _settle(request: HttpRequest, row: Clash, names: tuple[str, ...], first: dict[str, Any]) -> None:
    outcome = request.POST.get("outcome", "")
    given = merged(names, first, row.content, request.POST) if outcome == ClashEnd.MERGED else None
    settle_clash(actor=actor_of(request), clash=row, outcome=outcome, seen=version_of(request), given=given)


def _clash_page(
    request: HttpRequest, row: Clash, names: tuple[str, ...], first: dict[str, Any], error: UserError | None = None
) -> HttpResponse:
    both = {name: (shown(name, first.get(name)), shown(name, row.content.get(name))) for name in names}
    context = {
        **NAV,
        "row": row,
        "line": row.line,
        "standing": standing_answer(row),
        "title": _title(row),
        "points": points(names, LABELS, both, request.POST),
        "error": error,
        "editable": editable(request, row.line),
        "back": _back_of(row),
    }
    return render(request, "review/assess_clash.html", context, status=422 if error else 200)


def _back_of(row: Clash) -> str:
    return "review:assess" if part_of_subject(row.subject) is None else "review:assess-parts"


def _title(row: Clash) -> str:
    place = part_of_subject(row.subject)
    if place is None:
        return title_of(row.subject)
    name = part_names(row.line.law_date).get(place[0], place[0])
    return f"{name}, {place[1]}" if place[1] else name

"""Concluding a procedure: what still stands in the way, the level with year or period, and on to the next.

Concluding is an act of its own; what is typed for it is kept as a draft of whoever types it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.review.checks import findings_of
from motcua.review.facts import facts_of
from motcua.review.forms_assess import ConclusionForm
from motcua.review.models import LineState
from motcua.review.selectors_assessment import drafts_of, next_open
from motcua.review.services.assessing_end import End, conclude_assessment
from motcua.review.services.drafting import END
from motcua.review.sheeting import LineSheet, line_sheet
from motcua.review.verdicts import asks_criteria, level_choices, proactive_choices
from motcua.review.views.assess import about, editable, line_or_404
from motcua.review.views.assess_drafts import differing, keep
from motcua.review.views.assess_saving import by_itself, in_words
from motcua.web.acting import version_of
from motcua.web.faults import UserError


@route("review.view")
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """What still lacks, and the conclusion; a procedure that is concluded leads to the next that waits."""
    line = line_or_404(request, public_id)
    made = line_sheet(line)
    form = _form(request, made)
    if request.method == "POST" and form.is_valid() and _conclude(request, made, form):
        messages.success(request, _("Đã kết luận thủ tục %(code)s.") % {"code": line.procedure.code})
        following = next_open(line)
        return redirect("review:assess", following) if following else redirect("review:work")
    if form.has_error(NON_FIELD_ERRORS, "stale"):
        messages.warning(request, in_words(form))
        return redirect("review:assess-end", public_id)
    may = editable(request, line)
    draft, others = drafts_of(actor_of(request), line, END)
    shown = draft if may and not form.is_bound else None
    if shown is not None:
        form = _form(request, made, shown.content)
    stands = draft is not None and line.suitable is not None
    context = {
        **about(request, made, "end"),
        "form": form if may else None,
        "draft": shown,
        "others": others if may else [],
        "differing": differing(form, _initial(made), draft.content) if draft and stands else [],
        "findings": findings_of(facts_of(line, made.sheet, made.judgement)),
    }
    return render(request, "review/assess_end.html", context, status=400 if form.errors else 200)


@route("review.assess")
@require_POST
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what is typed for the conclusion; nothing is concluded by it."""
    line = line_or_404(request, public_id)
    form = _form(request, line_sheet(line))
    kept, wrong = None, ""
    try:
        kept = keep(request, line, END, form)
    except UserError as error:
        if not by_itself(request):
            raise
        wrong = f"{error.message} {error.hint or ''}".strip()
    if by_itself(request):
        return render(request, "review/assess_end_saved.html", {"line": line, "draft": kept, "wrong": wrong})
    return redirect("review:assess-end", public_id)


def _initial(made: LineSheet) -> dict[str, Any]:
    line = made.line
    suitable = {True: "yes", False: "no", None: None}[line.suitable]
    return {
        "level": line.level or made.judgement.level,
        "suitable": suitable,
        "year": line.year,
        "period": line.period,
        "proactive": line.proactive,
        "note": line.note,
    }


def _form(request: HttpRequest, made: LineSheet, typed: Mapping[str, Any] | None = None) -> ConclusionForm:
    line = made.line
    return ConclusionForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(made) if typed is None else typed,
        levels=level_choices(line),
        proactive=proactive_choices(line) if made.rows else [],  # a level of a service: only where one is asked about
        returned=line.state == LineState.RETURNED,
        simplifies=not asks_criteria(line),
    )


def _conclude(request: HttpRequest, made: LineSheet, form: ConclusionForm) -> bool:
    data = form.cleaned_data
    ending = End(
        level=data["level"],
        suitable=data["suitable"] == "yes",
        year=data["year"],
        period=data["period"],
        proactive=data.get("proactive"),
        note=data["note"],
        answer=data.get("answer", ""),
    )
    try:
        conclude_assessment(actor=actor_of(request), line=made.line, end=ending, version=version_of(request))
    except UserError as error:
        if error.code in ("denied", "line-locked"):
            raise
        keep(request, made.line, END, form)
        wrong = ValidationError(f"{error.message} {error.hint or ''}".strip(), code=error.code)
        form.add_error(error.field if error.field in form.fields else None, wrong)
        return False
    return True

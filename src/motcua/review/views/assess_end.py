"""Concluding a procedure: what still stands in the way, the level with year or period, and on to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.access.routes import actor_of, route
from motcua.review.checks import findings_of
from motcua.review.facts import facts_of
from motcua.review.forms_assess import ConclusionForm
from motcua.review.models import LineState
from motcua.review.selectors_assessment import next_open
from motcua.review.services.assessing_end import End, conclude_assessment
from motcua.review.sheeting import LineSheet, line_sheet
from motcua.review.verdicts import level_choices, proactive_choices
from motcua.review.views.assess import about, editable, line_or_404
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
    context = {
        **about(request, made, "end"),
        "form": form if editable(request, line) else None,
        "findings": findings_of(facts_of(line, made.sheet, made.judgement)),
    }
    return render(request, "review/assess_end.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, made: LineSheet) -> ConclusionForm:
    line = made.line
    suitable = {True: "yes", False: "no", None: None}[line.suitable]
    initial: dict[str, Any] = {
        "level": line.level or made.judgement.level,
        "suitable": suitable,
        "year": line.year,
        "period": line.period,
        "proactive": line.proactive,
        "note": line.note,
    }
    return ConclusionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        levels=level_choices(line),
        proactive=proactive_choices(line),
        returned=line.state == LineState.RETURNED,
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
        if error.code in ("stale", "denied", "line-locked"):
            raise
        form.add_error(error.field if error.field in form.fields else None, f"{error.message} {error.hint or ''}")
        return False
    return True

"""A page on which an officer ticks the answers and sees the level with its reasons; nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.access.routes import route
from motcua.law.book import Rulebook
from motcua.law.levels import (
    Level,
    classify,
    classify_levels,
    level_name,
    next_level,
    older_questions,
    partial_reasons,
    questions_on,
)
from motcua.law.unfit import Unfit
from motcua.review.forms_classify import TryForm
from motcua.review.views.common import NAV
from motcua.rulebook.selectors import book
from motcua.web.forms import DateField

LOOKS = {Level.FULL: "success", Level.PARTIAL: "info", Level.INFORMATION: "warning", Level.NOT_MET: "danger"}


@route("review.view")
@require_GET
def try_answers(request: HttpRequest) -> HttpResponse:
    """The questions of a day, under the eight criteria or the four levels, and the verdict on what was ticked."""
    rules, older = book(), bool(request.GET.get("cu"))
    day = _day(request.GET.get("ngay", ""))
    asked = older_questions(day, rules) if older else questions_on(day, rules)
    rows = [(one.key, one.name, one.absent) for one in asked]
    ticked = request.GET if set(request.GET) & {key for key, _name, _absent in rows} else None
    form = TryForm(ticked, asked=rows, initial={"ngay": day})
    context: dict[str, Any] = {**NAV, "form": form, "older": older, "made": None}
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["ngay"]
        try:
            context["made"] = _older(form.answers, on, rules) if older else _judged(form.answers, on, rules)
        except Unfit as fault:
            form.add_error(fault.field if fault.field in form.fields else None, fault.text(gettext))
    return render(request, "review/classify.html", context)


def _day(text: str) -> date:
    """The day of the address as far as it can be read, else today; the form says what is wrong with it."""
    try:
        day: date = DateField().clean(text)
    except ValidationError:
        return timezone.localdate()
    return day


def _judged(answers: dict[str, bool | None], on: date, rules: Rulebook) -> dict[str, Any]:
    """The verdict with the way upward and, for a partial service, the reasons that have to be published."""
    verdict = classify(answers, on, rules)
    upward, partial = next_level(answers, {}, on, rules), partial_reasons(answers, {}, on, rules)
    return {
        "name": level_name(verdict.value, on, rules),
        "look": LOOKS[verdict.value],
        "verdict": verdict,
        "upward": upward if upward.value.level else None,
        "next": level_name(upward.value.level, on, rules) if upward.value.level else "",
        "partial": partial if partial.value or partial.redesign else None,
    }


def _older(answers: dict[str, bool | None], on: date, rules: Rulebook) -> dict[str, Any]:
    """The verdict under the four levels."""
    verdict = classify_levels(answers, on, rules)
    name = _("mức độ %(level)s") % {"level": verdict.value} if verdict.value else _("chưa đạt mức độ 1")
    look = "success" if verdict.value == 4 else "info" if verdict.value else "danger"
    return {"name": name, "look": look, "verdict": verdict, "upward": None, "next": "", "partial": None}

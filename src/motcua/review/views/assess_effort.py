"""Assessment (b): what makes the service hard to build against how often it is used; saved as it is given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.access.routes import actor_of, route
from motcua.law.effort import QUADRANTS
from motcua.review.effort import placed, suggested
from motcua.review.forms_assess import EffortForm
from motcua.review.models import CampaignLine, EffortSheet
from motcua.review.selectors_assessment import drafts_of
from motcua.review.services.assessing_parts import COUNTS, EffortGiven, save_effort
from motcua.review.services.drafting import EFFORT
from motcua.review.sheeting import LineSheet, line_sheet
from motcua.review.views.assess import about, editable, line_or_404
from motcua.review.views.assess_drafts import apart, differing, keep
from motcua.review.views.assess_saving import attempt, by_itself, in_words
from motcua.web.acting import version_of
from motcua.web.faults import Stale, UserError

NAMES = (*COUNTS, "volume_source")


@route("review.view")
@require_http_methods(["GET", "POST"])
def effort(request: HttpRequest, public_id: str) -> HttpResponse:
    """The factors with their limits, the yearly volume, and where they put the procedure among the four."""
    line = line_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, line)
    form = EffortForm(request.POST)
    saved = _attempt(request, line, form)
    if by_itself(request):
        return _fragment(request, line, form, saved)
    if saved is not None:
        messages.success(request, _("Đã lưu."))
    elif not _stale(form):
        return _page(request, line, form)
    return redirect("review:assess-effort", public_id)


def _attempt(request: HttpRequest, line: CampaignLine, form: EffortForm) -> EffortSheet | None:
    """Save the factors; None where the form says why not. What could not be saved is kept as the sender's draft."""
    saved = attempt(request, form, lambda: _save(request, line, form))
    if saved is None and editable(request, line):
        keep(request, line, EFFORT, form)
    return saved


def _save(request: HttpRequest, line: CampaignLine, form: EffortForm) -> EffortSheet:
    given = EffortGiven(**{name: form.cleaned_data[name] for name in NAMES})
    try:
        return save_effort(actor=actor_of(request), line=line, given=given, seen=version_of(request))
    except Stale as error:
        raise UserError(error.code, apart()) from error


def _stale(form: EffortForm) -> bool:
    return form.has_error(NON_FIELD_ERRORS, "stale")


def _page(request: HttpRequest, line: CampaignLine, form: EffortForm | None = None) -> HttpResponse:
    made = line_sheet(line)
    draft, _others = drafts_of(actor_of(request), line, EFFORT)
    kept, may = made.sheet.effort, editable(request, line)
    clashes = draft is not None and kept is not None and kept.version != draft.seen
    typed = {name: text for name, text in draft.content.items() if text.strip() or not clashes} if draft else {}
    initial = {**_initial(made), **typed}  # what was left empty does not stand against what another wrote
    shown = form or EffortForm(initial=initial)
    apart_from = differing(shown, _initial(made), initial) if clashes else []
    context = {
        **about(request, made, "effort"),
        **_placed(line, kept),
        "form": shown,
        "draft": draft if may else None,
        "differing": apart_from,
        "seen": draft.seen if draft and apart_from else kept.version if kept else 0,
        "kept": kept,
        "suggested": kept is None and draft is None,
    }
    return render(request, "review/assess_effort.html", context, status=400 if form else 200)


def _fragment(request: HttpRequest, line: CampaignLine, form: EffortForm, saved: EffortSheet | None) -> HttpResponse:
    """The place among the four as it is now, and what became of the figures, for the page that saved by itself."""
    stale = _stale(form)
    context = {
        **_placed(line, saved or EffortSheet.objects.filter(line=line).first()),
        "line": line,
        "seen": saved.version if saved else None,
        "wrong": "" if stale else in_words(form),
        "apart": apart() if stale else "",
    }
    return render(request, "review/assess_effort_saved.html", context)


def _placed(line: CampaignLine, kept: EffortSheet | None) -> dict[str, Any]:
    words = {str(place): gettext(text) for place, text in QUADRANTS.items()}
    return {"it": placed(line, kept), "quadrants": words}


def _initial(made: LineSheet) -> dict[str, Any]:
    kept = made.sheet.effort
    if kept is None:
        return dict(suggested(made.version))
    return {name: getattr(kept, name) for name in NAMES}

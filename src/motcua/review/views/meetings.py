"""Meetings of a campaign with their minutes, and its results beside those of the campaign before."""

from __future__ import annotations

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.files.selectors import open_file
from motcua.review.acting import find_lines
from motcua.review.dashboard import compared, shifts
from motcua.review.decision_paper import ConclusionWords, when_words
from motcua.review.forms import MeetingForm
from motcua.review.models import Campaign, CampaignState
from motcua.review.selectors import meetings_of, previous_of
from motcua.review.services.meetings import record_meeting
from motcua.review.views.common import CAMPAIGN_LOOKS, LINE_LOOKS, NAV, campaign_or_404
from motcua.web.acting import answered, version_of
from motcua.web.paging import page_of
from motcua.web.words import storable

_HELD = (CampaignState.OPEN, CampaignState.CHECKING, CampaignState.CONSOLIDATED)


@route("review.view")
@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Meetings, newest first; a new one is written below (for whoever checks quality)."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    if request.method == "GET":
        return _shown(request, row, MeetingForm(initial={"held_on": timezone.localdate()}))

    def act(form: MeetingForm) -> str:
        actor.require("review.check")
        said = form.conclusions()
        lines = find_lines(row, [code for code, _text in said])
        file = form.cleaned_data["file"]
        record_meeting(
            actor=actor,
            campaign=row,
            minutes=form.minutes_given(),
            version=version_of(request),
            lines=list(zip(lines, (text for _code, text in said), strict=True)),
            file=(file, file.name) if file else None,
        )
        return _("Đã ghi biên bản họp.")

    form = MeetingForm(request.POST, request.FILES)
    target = reverse("review:meetings", args=[public_id])
    return answered(request, form, act, target, lambda given: _shown(request, row, given, 422))


def _shown(request: HttpRequest, row: Campaign, form: Form, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        **NAV,
        "here": "meetings",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "page": page_of(request, meetings_of(row), size=20),
        "form": form,
        "may_write": actor.may("review.check") and row.state in _HELD,
    }
    return render(request, "review/meetings.html", context, status=status)


@route("review.view")
@require_GET
def minutes_file(request: HttpRequest, public_id: str, meeting: str) -> FileResponse:
    """The signed minutes."""
    row = campaign_or_404(request, public_id)
    found = row.meetings.select_related("file").filter(public_id=storable(meeting)).first()
    if found is None or found.file is None:
        raise Http404
    exported(actor=actor_of(request), what="review.minutes", rows=1)
    file = found.file
    return FileResponse(open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type)


@route("review.view")
@require_GET
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """The results of this campaign beside those of the one before, procedure by procedure."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    before = previous_of(actor, row)
    rows = compared(actor, row, before) if before is not None else None
    context = {
        **NAV,
        "here": "history",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "before": before,
        "shift": shifts(rows) if rows is not None else None,
        "page": page_of(request, rows) if rows is not None else None,
        "looks": LINE_LOOKS,
        "level": ConclusionWords(),
        "when": when_words,
    }
    return render(request, "review/history.html", context)

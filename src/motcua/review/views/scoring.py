"""Marking many procedures by the criteria of selection on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.access.routes import actor_of, route
from motcua.review.models import WITH_AUTHOR, Campaign, CampaignLine
from motcua.review.selecting import criteria, top_mark
from motcua.review.selectors import line_rows, units_of
from motcua.review.services.weighing import score_lines
from motcua.review.views.common import CAMPAIGN_LOOKS, NAV, campaign_or_404
from motcua.web.faults import Stale, UserError
from motcua.web.paging import page_of

_CLEAN = str.maketrans({"\x00": "", ",": "."})
PAGE = 50


@route("review.view")
@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest, public_id: str) -> HttpResponse:
    """The procedures of a campaign that one may mark, those without marks first, the best after them."""
    row = campaign_or_404(request, public_id)
    if request.method == "POST":
        actor_of(request).require("review.assess")
        return _marked(request, row)
    return _shown(request, row)


def _shown(request: HttpRequest, row: Campaign, error: UserError | None = None) -> HttpResponse:
    actor = actor_of(request)
    rows = line_rows(actor, row, state="").filter(state__in=WITH_AUTHOR)
    if not (actor.system or actor.may("review.check")):
        rows = rows.filter(unit__in=units_of(actor))
    else:
        rows = rows.filter(unit__isnull=False)
    day = row.law_date or row.opens_on
    known = criteria(day)
    page = page_of(request, rows.order_by(F("score").asc(nulls_first=True), "procedure__code"), size=PAGE)
    context: dict[str, Any] = {
        **NAV,
        "here": "lines",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "criteria": list(known.items()),
        "page": page,
        "rows": [
            (line, [(key, words, _value(request, line, key)) for key, words in known.items()]) for line in page.rows
        ],
        "most": top_mark(day),
        "error": error,
        "may_mark": actor.may("review.assess") and row.running and bool(row.weights),
    }
    return render(request, "review/marks.html", context, status=422 if error else 200)


def _value(request: HttpRequest, line: CampaignLine, key: str) -> str:
    return request.POST.get(f"{line.public_id}-{key}", str(line.scores.get(key, "")))


def _marked(request: HttpRequest, row: Campaign) -> HttpResponse:
    """Write the rows that were filled in whole; a row left empty is left as it is."""
    known = criteria(row.law_date or row.opens_on)
    ids = [name[2:] for name in request.POST if name.startswith("v-")][:PAGE]
    given = []
    for line in row.lines.filter(public_id__in=ids).select_related("procedure", "unit").order_by("procedure__code"):
        marks = {key: request.POST.get(f"{line.public_id}-{key}", "").translate(_CLEAN).strip() for key in known}
        if not any(marks.values()) or marks == {key: str(line.scores.get(key, "")) for key in known}:
            continue
        version = request.POST.get(f"v-{line.public_id}", "")
        line.version = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        given.append((line, marks))
    try:
        if given:
            score_lines(actor=actor_of(request), campaign=row, marks=given)
    except Stale:
        raise
    except UserError as error:
        if error.status != 400:
            raise
        return _shown(request, row, error)
    told = ngettext("Đã chấm điểm %(n)d thủ tục.", "Đã chấm điểm %(n)d thủ tục.", len(given)) % {"n": len(given)}
    messages.success(request, told if given else _("Không có điểm nào thay đổi."))
    return redirect(request.get_full_path())

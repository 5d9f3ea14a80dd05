"""The procedures of a campaign: filters, a lead for many at once, what one line went through."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.models import Field
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.review.decision_paper import ConclusionWords, when_words
from motcua.review.forms import AssignForm, LineFilter
from motcua.review.models import RUNNING, Campaign, CampaignLine, LineState
from motcua.review.selecting import criteria
from motcua.review.selectors import line_by_id, line_rows, remarks_of
from motcua.review.services.assigning import assign_lines
from motcua.review.services.claims import acts_for
from motcua.review.services.deciding import reopen_lines
from motcua.review.services.weighing import score_lines
from motcua.review.views.common import CAMPAIGN_LOOKS, LINE_LOOKS, NAV, campaign_or_404, filtered
from motcua.web.acting import answered, version_of
from motcua.web.paging import page_of
from motcua.web.words import storable


@route("review.view")
@require_GET
def lines(request: HttpRequest, public_id: str) -> HttpResponse:
    """The procedures of a campaign."""
    return shown(request, campaign_or_404(request, public_id), AssignForm())


def shown(request: HttpRequest, row: Campaign, form: Form, status: int = 200) -> HttpResponse:
    """The page of lines, with the form that gives the marked ones to a unit."""
    actor = actor_of(request)
    parts = list(row.units.select_related("unit"))
    names = today_names({part.unit_id for part in parts})
    units = [(part.unit.public_id, names.get(part.unit_id, "–")) for part in parts]
    fields = Field.objects.filter(pk__in=row.lines.order_by().values("field").distinct())
    filters = LineFilter(request.GET, units=units, fields=list(fields.values_list("name", flat=True)))
    chosen = filters.chosen
    unit = chosen.get("unit", "")
    found = line_rows(
        actor,
        row,
        unit=Unit.objects.filter(public_id=unit).first() if unit and unit != "-" else None,
        loose=unit == "-",
        state=chosen.get("state", ""),
        field=chosen.get("field", ""),
        text=chosen.get("q", ""),
    )
    page = page_of(request, found)
    context = {
        **NAV,
        "here": "lines",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "filters": filters,
        "page": page,
        "names": names,
        "looks": LINE_LOOKS,
        "level": ConclusionWords(),
        "when": when_words,
        "form": form,
        "marked": set(request.POST.getlist("line")),
        "unit_names": unit_names(),
        "may_assign": actor.may("review.plan") and row.state in RUNNING,
    }
    return render(request, "review/lines.html", context, status=status)


@route("review.plan")
@require_POST
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the marked lines to a unit; the version of each stands in its mark, the filters in the address."""
    row = campaign_or_404(request, public_id)
    marked = marks(request)
    rows = list(row.lines.filter(public_id__in=marked).select_related("procedure"))

    def act(form: AssignForm) -> str:
        versions = [marked[line.public_id] for line in rows]
        unit = form.cleaned_data["unit"]
        assign_lines(actor=actor_of(request), campaign=row, lines=rows, unit=unit, versions=versions)
        return ngettext("Đã giao %(n)d thủ tục.", "Đã giao %(n)d thủ tục.", len(rows)) % {"n": len(rows)}

    target = filtered(request, reverse("review:lines", args=[public_id]))
    return answered(request, AssignForm(request.POST), act, target, lambda form: shown(request, row, form, 422))


def marks(request: HttpRequest) -> dict[str, int]:
    """The lines marked on a page, each with the version that it showed ("<id>:<version>")."""
    found: dict[str, int] = {}
    for mark in request.POST.getlist("line"):
        public_id, _colon, version = mark.partition(":")
        found[public_id] = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    return found


@route("review.view")
@require_GET
def line(request: HttpRequest, public_id: str) -> HttpResponse:
    """One procedure through its campaigns: what was concluded, remarked, decided, the newest campaign first."""
    row = line_by_id(actor_of(request), public_id)
    if row is None:
        raise Http404
    earlier = CampaignLine.objects.visible_to(actor_of(request)).filter(procedure=row.procedure_id)
    history = list(earlier.select_related("campaign", "procedure", "procedure_version").order_by("-pk")[:50])
    context = {
        **NAV,
        "line": row,
        "look": LINE_LOOKS[row.state],
        "looks": LINE_LOOKS,
        "unit": today_names([row.unit_id]).get(row.unit_id, "") if row.unit_id else "",
        "history": history,
        "remarks": remarks_of([row]).get(row.pk, []),
        "level": ConclusionWords(),
        "when": when_words,
        "today": timezone.localdate(),
        "marks": _marks(request, row),
        "reopens": row.state == LineState.DECIDED and actor_of(request).may("review.plan"),
        "again": next((one for one in history if one.pk > row.pk and one.campaign.running), None),
        "running": _running(request, row) if row.state == LineState.DECIDED else [],
    }
    return render(request, "review/line.html", context)


def _marks(request: HttpRequest, row: CampaignLine) -> list[tuple[str, str, str]]:
    """The criteria of selection with the marks given, where the person may mark the line: key, words, mark."""
    actor = actor_of(request)
    may = row.with_author and row.campaign.running and actor.may("review.assess") and acts_for(actor, row.unit)
    if not may or not row.campaign.weights:
        return []
    return [(key, words, str(row.scores.get(key, ""))) for key, words in criteria(row.law_date).items()]


@route("review.assess")
@require_POST
def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark a procedure by the criteria of selection."""
    row = line_by_id(actor_of(request), public_id)
    if row is None:
        raise Http404
    given = {key: storable(request.POST.get(key, "").replace(",", ".")) for key in criteria(row.law_date)}
    row.version = version_of(request)
    score_lines(actor=actor_of(request), campaign=row.campaign, marks=[(row, given)])
    messages.success(request, _("Đã chấm điểm lựa chọn."))
    return redirect("review:line", public_id)


def _running(request: HttpRequest, row: CampaignLine) -> list[Campaign]:
    """Running campaigns into which the line may be taken up again."""
    actor = actor_of(request)
    if not actor.may("review.plan"):
        return []
    found = Campaign.objects.visible_to(actor).filter(state__in=RUNNING).exclude(lines__procedure=row.procedure_id)
    return list(found[:50])


@route("review.plan")
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a decided procedure of another campaign up again in this running one."""
    row = campaign_or_404(request, public_id)
    old = line_by_id(actor_of(request), request.POST.get("line", ""))
    if old is None:
        raise Http404
    reason = storable(request.POST.get("reason", ""))
    reopen_lines(actor=actor_of(request), lines=[old], into=row, reason=reason, version=row.version)
    messages.success(request, _("Đã đưa thủ tục vào đợt “{title}”.").format(title=row.title))
    return redirect("review:lines", public_id)

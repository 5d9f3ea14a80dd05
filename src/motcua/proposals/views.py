"""Pages of proposals: the list, one procedure with its passages, the picture of effort against volume."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.catalog.rows import record_of
from motcua.proposals import selectors
from motcua.proposals.databases import lines as database_lines
from motcua.proposals.forms import EstimateForm, PictureFilter, ProposalFilter, PublicationForm
from motcua.proposals.jobs import ask_refresh
from motcua.proposals.measures import measures_of
from motcua.proposals.models import BuildEstimate
from motcua.proposals.plain import keys_of
from motcua.proposals.services import note_publication, set_estimate
from motcua.proposals.showing import CRITERIA_WORDS, PART_WORDS, answers_shown, drawing, papers_shown, quadrant_words
from motcua.web.faults import Stale, UserError
from motcua.web.paging import page_of

NAV = {"nav": "proposals"}
_DRAWN = 2000  # procedures that the picture holds at most


@route("proposals.view")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Procedures with what is proposed for them, filtered."""
    actor, filters = actor_of(request), ProposalFilter(request.GET)
    chosen = filters.chosen
    rows = selectors.kept_rows(
        actor,
        against=chosen.get("against", ""),
        unsure=chosen.get("unsure", ""),
        field=chosen["field"].pk if "field" in chosen else None,
        text=chosen.get("q", ""),
        data=bool(chosen.get("papers")),
    )
    page = page_of(request, rows)
    context = {
        **NAV,
        "filters": filters,
        "page": page,
        "rows": [(row, keys_of(row.against), keys_of(row.unsure)) for row in page.rows],
        "stale": selectors.stale_number(actor),
        "words": CRITERIA_WORDS,
        "may_refresh": actor.may("proposals.facts"),
    }
    return render(request, "proposals/overview.html", context)


@route("proposals.facts")
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Ask for all proposals to be reckoned anew."""
    job = ask_refresh(actor_of(request))
    return redirect("jobs_detail", job.public_id)


def _version(request: HttpRequest, code: str) -> ProcedureVersion:
    found = selectors.current_versions(actor_of(request), [code]).first() if code.isprintable() else None
    if found is None:
        raise UserError("no-procedure", _("Danh mục không có thủ tục {code}.").format(code=code), status=404)
    return found


@route("proposals.view")
@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: each criterion with the answer proposed, its passages and why; papers; factors."""
    return _one(request, _version(request, code), None)


def _one(request: HttpRequest, version: ProcedureVersion, form: EstimateForm | None) -> HttpResponse:
    actor, proposal = actor_of(request), selectors.propose(version)
    record = record_of(version)
    estimate = BuildEstimate.objects.filter(procedure=version.procedure_id).first()
    initial: dict[str, Any] = {"version": estimate.version if estimate else 0}
    if estimate:
        initial |= {"cost": estimate.cost, "ground": estimate.ground}
    measures: dict[str, Any] = dict(measures_of(record, proposal))
    context = {
        **NAV,
        "version": version,
        "answers": answers_shown(proposal),
        "parts": [(PART_WORDS[part], fit) for part, fit in proposal.parts.items()],
        "papers": papers_shown(record, proposal),
        "place": selectors.place_of(version, measures, timezone.localdate()),
        "form": form or EstimateForm(initial=initial),
        "may_write": actor.may("proposals.facts"),
    }
    return render(request, "proposals/one.html", context)


@route("proposals.facts")
@require_POST
def estimate(request: HttpRequest, code: str) -> HttpResponse:
    """Write what building the service is reckoned to cost."""
    version = _version(request, code)
    form = EstimateForm(request.POST)
    if form.is_valid():
        procedure: Procedure = version.procedure
        set_estimate(actor=actor_of(request), procedure=procedure, **form.cleaned_data)
        messages.success(request, _("Đã ghi chi phí ước tính."))
        return redirect("proposals:one", code)
    return _one(request, version, form)


@route("proposals.view")
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """Effort against volume: four fields, and the table behind them."""
    actor, filters = actor_of(request), PictureFilter(request.GET)
    chosen = filters.chosen
    field = chosen["field"].pk if "field" in chosen else None
    rows = selectors.kept_rows(actor, field=field, text=chosen.get("q", ""))
    placed = selectors.placed(rows[:_DRAWN], timezone.localdate())
    placed.sort(key=lambda one: (-(one.volume or -1), one.effort.value.share or 0, one.row.procedure.code))
    context = {
        **NAV,
        "filters": filters,
        "drawing": drawing(placed),
        "quadrants": quadrant_words(),
        "page": page_of(request, placed),
        "unplaced": sum(one.place.value is None for one in placed),
        "total": len(placed),
    }
    return render(request, "proposals/picture.html", context)


@route("proposals.view")
@require_http_methods(["GET"])
def databases(request: HttpRequest) -> HttpResponse:
    """Databases that replace papers, the day of publication and the clock that runs from it."""
    return _databases(request, {})


def _databases(request: HttpRequest, forms: dict[str, PublicationForm]) -> HttpResponse:
    today = timezone.localdate()
    rows = []
    for line in database_lines():
        initial: dict[str, Any] = {"version": line.row.version if line.row else 0}
        if line.row:
            initial |= {"published_on": line.row.published_on, "notice": line.row.notice}
        key = line.database.key
        form = forms.get(key) or PublicationForm(initial=initial, auto_id=f"{key}-%s")
        rows.append((line, line.late(today), form))
    context = {**NAV, "rows": rows, "may_write": actor_of(request).may("proposals.facts")}
    return render(request, "proposals/databases.html", context)


@route("proposals.facts")
@require_POST
def publication(request: HttpRequest, key: str) -> HttpResponse:
    """Note the day on which a database's data were published."""
    form = PublicationForm(request.POST, auto_id=f"{key}-%s")
    if form.is_valid():
        try:
            note_publication(actor=actor_of(request), key=key, **form.cleaned_data)
        except UserError as error:
            if isinstance(error, Stale) or error.status == 404:
                raise
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Đã ghi ngày công bố dữ liệu."))
            return redirect("proposals:databases")
    return _databases(request, {key: form})

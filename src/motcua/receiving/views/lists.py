"""Reading the lists: all of them with the reviews due, one with its lines, what no list says."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, route
from motcua.organisation.selectors import today_names
from motcua.papers.selectors import paper_by_id
from motcua.receiving import selectors
from motcua.receiving.forms import (
    CodesForm,
    DecisionForm,
    EndForm,
    LineFilter,
    ListFilter,
    ReturnForm,
    RuleForm,
    SubmitForm,
)
from motcua.receiving.models import ListState, ReceivingList
from motcua.receiving.reviews import reviews
from motcua.web import places
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "receiving"}
SHOWN = 20


def list_or_404(request: HttpRequest, public_id: str) -> ReceivingList:
    """The list with the id that the asker may see."""
    row = selectors.list_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("receiving.view")
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list with filters; above them the reviews due and what the lists leave open."""
    actor, today = actor_of(request), timezone.localdate()
    form = ListFilter(request.GET)
    page = page_of(request, selectors.list_rows(actor, **form.chosen))
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "names": today_names(row.unit_id for row in page.rows if row.unit_id),
        "reviews": [(review, review.state_on(today)) for review in reviews(today)],
        "missing": selectors.procedures_on_no_list(today)[:1],
        "contradicted": selectors.procedures_contradicted(today)[:SHOWN],
        "ended": selectors.ended_on_lists(today)[:SHOWN],
        "today": today,
        "may_edit": actor.may("receiving.edit"),
    }
    return render(request, "receiving/lists.html", context)


@route("receiving.view")
@require_GET
def missing(request: HttpRequest) -> HttpResponse:
    """Procedures of which no list says where they are received."""
    today = timezone.localdate()
    context = {**NAV, "page": page_of(request, selectors.procedures_on_no_list(today)), "today": today}
    return render(request, "receiving/missing.html", context)


@route("receiving.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One list: its decision, its lines, what changed since the last; a draft with its forms."""
    return show(request, list_or_404(request, public_id))


def show(request: HttpRequest, row: ReceivingList, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw the page of a list; `forms` replaces a form by one that holds errors."""
    actor, today = actor_of(request), timezone.localdate()
    may_edit = actor.may("receiving.edit")
    filters = LineFilter(request.GET)
    changes = selectors.changes_since_last(row)
    context = {
        **NAV,
        "it": row,
        "unit_name": today_names([row.unit_id]).get(row.unit_id) if row.unit_id else None,
        "filters": filters,
        "page": page_of(request, selectors.lines_of(row, filters.chosen.get("q", ""))),
        "added": [change for change in changes if change.added],
        "removed": [change for change in changes if not change.added],
        "drafting": may_edit and row.state == ListState.DRAFT,
        "deciding": may_edit and row.state != ListState.IN_FORCE,
        "ending": may_edit and row.state == ListState.IN_FORCE and row.effective_to is None,
        "codes_form": forms.get("codes") or CodesForm(auto_id="ma_%s"),
        "rule_form": forms.get("rule") or RuleForm(auto_id="loc_%s"),
        "submit_form": forms.get("submit") or SubmitForm.of(row.effective_from or today, places.province_name()),
        "return_form": forms.get("return") or ReturnForm(auto_id="lai_%s"),
        "paper": paper_by_id(actor, row.paper) if row.paper else None,
        "decision_form": forms.get("decision")
        or DecisionForm(auto_id="qd_%s", initial={"effective_from": row.effective_from or today}),
        "end_form": forms.get("end") or EndForm(auto_id="het_%s", initial={"day": today}),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "receiving/list.html", context, status=status)

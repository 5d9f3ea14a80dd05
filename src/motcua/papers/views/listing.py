"""The list of documents, and drafting one by hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, route
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.selectors import find_unit, shown_name
from motcua.papers import templating
from motcua.papers.forms import ChooseForm, DataForm, PaperFilter, template_choices
from motcua.papers.layout import issuing_agency
from motcua.papers.models import Paper
from motcua.papers.selectors import papers_rows
from motcua.papers.services import change_paper, make_paper
from motcua.papers.text import storable
from motcua.papers.views.asking import done, paper_or_404, version_of
from motcua.web.paging import page_of

NAV = {"nav": "papers"}


@route("papers.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every document the reader may see, with filters."""
    form, actor, today = PaperFilter(request.GET), actor_of(request), timezone.localdate()
    chosen = form.chosen
    rows = papers_rows(
        actor,
        text=chosen.get("q", ""),
        state=chosen.get("tinh_trang", ""),
        template=chosen.get("mau", ""),
        unit=chosen.get("don_vi"),
        since=chosen.get("tu"),
        until=chosen.get("den"),
    )
    page = page_of(request, rows)
    shown = [(row, shown_name(row.unit, row.signed_on or row.made_on)) for row in page.rows]
    names = dict(template_choices(today))
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "shown": shown,
        "names": names,
        "may_draft": actor.may("papers.draft"),
        "unit_names": unit_names(),
    }
    return render(request, "papers/list.html", context)


@route("papers.draft")
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which document to draft."""
    form = ChooseForm(request.GET or None)
    if request.GET and form.is_valid():
        asked = urlencode({"don_vi": form.cleaned_data["don_vi"].public_id})
        return redirect(f"{reverse('papers:new', args=[form.cleaned_data['mau']])}?{asked}")
    return render(request, "papers/choose.html", {**NAV, "form": form, "unit_names": unit_names()})


@route("papers.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, template: str) -> HttpResponse:
    """Draft a document by hand from a template of today."""
    actor, today = actor_of(request), timezone.localdate()
    found = templating.template(template, today)
    unit = find_unit(storable(request.GET.get("don_vi", "")), today)
    start = DataForm.initial_of(found, issuing_agency(unit, today))
    form = DataForm(found, request.POST or None, initial=start)
    if request.method == "POST":
        made: list[Paper] = []

        def act(told: dict[str, object]) -> None:
            data, title = form.data_over({}), form.title_given()
            made.append(make_paper(actor=actor, template=template, unit=unit, data=data, title=title))

        if done(request, form, act, _("Đã ghi dự thảo.")):
            return redirect("papers:paper", made[0].public_id)
    return render(request, "papers/draft.html", {**NAV, "form": form, "template": found, "paper": None})


@route("papers.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a draft."""
    paper = paper_or_404(request, public_id)
    found = templating.template(paper.template, paper.made_on)
    form = DataForm(found, request.POST or None, initial=DataForm.initial_of(found, paper.data, paper.title))
    if request.method == "POST":

        def act(told: dict[str, Any]) -> None:
            version, data = version_of(request), form.data_over(paper.data)
            change_paper(actor=actor_of(request), paper=paper, version=version, data=data, title=form.title_given())

        if done(request, form, act, _("Đã ghi dự thảo.")):
            return redirect("papers:paper", public_id)
    return render(request, "papers/draft.html", {**NAV, "form": form, "template": found, "paper": paper})

"""Pages of what comes out of a campaign: its lists, each line with its reasons, files, the worksheet of costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.files.selectors import open_file
from motcua.review.forms_lists import CostForm, initial_of
from motcua.review.list_making import compared_lines, form_of, forms_of, lines_for, made
from motcua.review.list_paper import FORMATS, drawn, media_type
from motcua.review.list_reading import costs_of
from motcua.review.list_selectors import changed_since, cost_sheets, file_by_id, latest_set
from motcua.review.lists.facts import LineFacts
from motcua.review.lists.simplification import cost_reasons
from motcua.review.models import CampaignLine, CostSide
from motcua.review.selectors import line_by_id
from motcua.review.selectors_assessment import assesses
from motcua.review.services.lists import make_lists, write_costs
from motcua.review.views.common import CAMPAIGN_LOOKS, NAV, campaign_or_404
from motcua.rulebook.selectors import book as current_book
from motcua.web.acting import answered, version_of
from motcua.web.paging import page_of


@route("review.view")
@require_GET
def lists(request: HttpRequest, public_id: str) -> HttpResponse:
    """The lists of a campaign, and the files of all as they were last made."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    whole = latest_set(actor, row, finished=True)
    waiting = latest_set(actor, row, finished=False)
    files: dict[str, list[Any]] = {}
    for file in whole.files.all() if whole else ():
        files.setdefault(file.form, []).append(file)
    context = {
        **NAV,
        "here": "lists",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "forms": forms_of(row),
        "files": files,
        "whole": whole,
        "changed": changed_since(whole) if whole else False,
        "waiting": waiting,
        "may_make": actor.may("review.check"),
    }
    return render(request, "review/lists.html", context)


@route("review.check")
@require_POST
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for all documents; leads to the progress of the job."""
    row = make_lists(actor=actor_of(request), campaign=campaign_or_404(request, public_id))
    return redirect("jobs_detail", row.job)


@route("review.view")
@require_GET
def one_list(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One list, page by page; the line that is asked about says why it is there."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    form = form_of(row, key)
    if form.by_line:
        rows = compared_lines(actor, row) if key == "history" else lines_for(actor, row, key)
        page: Any = page_of(request, rows)
        found = made(actor, row, key, list(page.rows))
        shown = found.lines
    else:
        found = made(actor, row, key)
        page = page_of(request, list(found.lines))
        shown = tuple(page.rows)
    context = {
        **NAV,
        "here": "lists",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "forms": forms_of(row),
        "form": form,
        "it": found,
        "numeric": [place for place, column in enumerate(found.columns) if column.align == "right"],
        "lines": shown,
        "page": replace(page, query=""),
        "asked": _asked(request, len(shown)),
        "may_draft": key == "own-documents" and actor.may("review.assess"),
        "formats": FORMATS,
    }
    return render(request, "review/lists_one.html", context)


def _asked(request: HttpRequest, most: int) -> int:
    """Which line of the page says why it is there (from 1); 0 where none was asked for."""
    given = request.GET.get("vi_sao", "")
    return int(given) if given.isdecimal() and len(given) < 4 and int(given) <= most else 0


@route("review.view")
@require_GET
def list_file(request: HttpRequest, public_id: str, key: str, form: str) -> HttpResponse:
    """One list as a file, as things stand now."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    if form not in FORMATS:
        raise Http404
    found = made(actor, row, form_of(row, key).key)
    content = drawn(row, found, form)
    exported(actor=actor, what="review.list", rows=len(found.lines))
    name = f'attachment; filename="danh-muc-{key}.{form}"'
    return HttpResponse(content, content_type=media_type(form), headers={"Content-Disposition": name})


@route("review.view")
@require_GET
def kept_file(request: HttpRequest, public_id: str, file: str) -> FileResponse:
    """One of the files that were made together."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    found = file_by_id(actor, row, file)
    if found is None:
        raise Http404
    exported(actor=actor, what="review.list", rows=found.rows)
    kind = media_type(found.format)
    return FileResponse(open_file(found.file), as_attachment=True, filename=found.file.name, content_type=kind)


@route("review.view")
@require_http_methods(["GET", "POST"])
def costs(request: HttpRequest, public_id: str) -> HttpResponse:
    """The worksheets of a procedure, before and after, and what is saved; the posted side is written."""
    actor = actor_of(request)
    line = line_by_id(actor, public_id)
    if line is None:
        raise Http404
    side = request.POST.get("side", "")
    if request.method == "GET":
        return _costs(request, line)
    if side not in CostSide.values:
        raise Http404
    form = CostForm(request.POST, prefix=side)

    def act(form: CostForm) -> str:
        data = form.cleaned_data
        write_costs(actor=actor, line=line, side=side, version=version_of(request), **data)
        return _("Đã ghi biểu chi phí.")

    back = reverse("review:costs", args=[public_id])
    return answered(request, form, act, back, lambda form: _costs(request, line, form, side))


def _costs(request: HttpRequest, line: CampaignLine, wrong: CostForm | None = None, side: str = "") -> HttpResponse:
    sheets = cost_sheets(line)
    worked = costs_of(sheets, line.law_date, current_book()) if sheets else None
    facts = LineFacts(line.public_id, line.procedure.code, "", costs=worked)
    editable = assesses(actor_of(request), line) and line.campaign.running and line.with_author
    sides = []
    for one in CostSide:
        kept = sheets.get(one)
        form = wrong if wrong is not None and one == side else CostForm(prefix=str(one), initial=initial_of(kept))
        sides.append(
            {"key": str(one), "name": one.label, "kept": kept, "form": form, "version": kept.version if kept else 0}
        )
    context = {
        **NAV,
        "line": line,
        "campaign": line.campaign,
        "sides": sides,
        "costs": worked,
        "why": {"value": None, "why": [reason.to_dict(_) for reason in cost_reasons(facts)]} if worked else None,
        "editable": editable,
        "wrong": wrong,
    }
    return render(request, "review/costs.html", context, status=400 if wrong is not None else 200)

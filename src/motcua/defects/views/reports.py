"""Reports: the officer's own, reporting from a procedure's page, the worklist of those who write letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.models import Finding
from motcua.catalog.places import place_words
from motcua.catalog.selectors import procedure_by_code, version_for
from motcua.defects import selectors
from motcua.defects.forms import FindingFilter, LetterForm, ReasonForm, ReportFilter, ReportForm, TakeForm
from motcua.defects.models import DefectKind, ReportState
from motcua.defects.parts import parts_on
from motcua.defects.services.reporting import report_defect, take_in_findings, withdraw_report
from motcua.defects.views.common import MOST_MARKED, NAV, chosen_reports, report_or_404
from motcua.organisation.selectors import today_names
from motcua.web.acting import done, version_of
from motcua.web.paging import SIZE, page_of


@route("defects.report")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The reports that an officer may see, one's own first asked for."""
    form, today = ReportFilter(request.GET), timezone.localdate()
    page = page_of(request, selectors.report_rows(actor_of(request), **form.chosen))
    context = {**NAV, "filters": form, "page": page, "parts": parts_on(today), "today": today}
    return render(request, "defects/desk.html", context)


@route("defects.report")
@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest, code: str) -> HttpResponse:
    """Report a defect of one procedure."""
    actor = actor_of(request)
    procedure = procedure_by_code(code, actor)
    version = version_for(procedure) if procedure else None
    if procedure is None or version is None:
        raise Http404
    form = ReportForm(request.POST or None)

    def act() -> str:
        report_defect(actor=actor, procedure=procedure, content=form.content)
        return _("Đã ghi phản ánh. Đầu mối kiểm soát thủ tục sẽ gửi cơ quan có trách nhiệm.")

    if request.method == "POST" and done(request, form, act):
        return redirect("defects:desk")
    context = {**NAV, "form": form, "procedure": procedure, "name": version.name}
    return render(request, "defects/report_new.html", context, status=400 if form.errors else 200)


@route("defects.report")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report with the chain of letters that carried it; withdrawn from here while in none."""
    row, actor, today = report_or_404(request, public_id), actor_of(request), timezone.localdate()
    form = ReasonForm(request.POST or None)

    def act() -> str:
        withdraw_report(actor=actor, report=row, reason=form.cleaned_data["reason"], version=version_of(request))
        return _("Đã rút phản ánh.")

    if request.method == "POST" and done(request, form, act):
        return redirect("defects:report", public_id)
    chain = list(selectors.chain_of(row, actor))
    context = {
        **NAV,
        "it": row,
        "part": parts_on(today).get(row.part, row.part),
        "unit_name": today_names([row.unit_id]).get(row.unit_id) if row.unit_id else None,
        "chain": chain,
        "days": (today - row.reported_on).days,
        "may_withdraw": row.state == ReportState.OPEN,
        "may_open": selectors.may_open(actor, [line.letter_id for line in chain]) if actor.may("defects.view") else (),
        "form": form,
    }
    return render(request, "defects/report.html", context, status=400 if form.errors else 200)


@route("defects.view")
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The worklist: reports by state; the free ones can be chosen for a letter."""
    return show_reports(request)


def show_reports(request: HttpRequest, refused: LetterForm | None = None, *, status: int = 200) -> HttpResponse:
    """The worklist, those not yet sent unless others are asked for; a refused letter keeps its rows and words."""
    actor, today = actor_of(request), timezone.localdate()
    form = ReportFilter(request.GET or {"state": ReportState.OPEN.value})
    marked = request.POST.getlist("report")[:MOST_MARKED]
    rows = chosen_reports(request)[::-1] if marked else selectors.report_rows(actor, **form.chosen)
    page = page_of(request, rows, MOST_MARKED if marked else SIZE)
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "parts": parts_on(today),
        "names": today_names(row.unit_id for row in page.rows if row.unit_id),
        "today": today,
        "letter_form": refused or LetterForm(actor=actor),
        "refused": refused,
        "marked": marked,
        "drafts": selectors.drafts_of(actor)[:20],
        "may_write": actor.may("defects.letter"),
    }
    return render(request, "defects/reports.html", context, status=status)


@route("defects.letter")
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """Open findings of the catalogue that no report was made of."""
    form = FindingFilter(request.GET)
    page = page_of(request, selectors.findings_to_take(actor_of(request), **form.chosen))
    context = {**NAV, "filters": form, "page": page, "take_form": TakeForm(), "place_words": place_words}
    return render(request, "defects/findings.html", context)


@route("defects.letter")
@require_POST
def findings_take(request: HttpRequest) -> HttpResponse:
    """Make reports of the chosen findings."""
    actor, form = actor_of(request), TakeForm(request.POST)
    ids = request.POST.getlist("finding")[:500]
    rows = list(Finding.objects.visible_to(actor).filter(public_id__in=ids))
    if not form.is_valid():
        messages.error(request, _("Chọn nội dung công khai chưa đầy đủ, chưa chính xác hay chưa kịp thời."))
        return redirect("defects:findings")
    taken, passed = take_in_findings(actor=actor, findings=rows, kind=DefectKind(form.cleaned_data["kind"]))
    words = ngettext("Đã đưa %(n)d phát hiện thành phản ánh.", "Đã đưa %(n)d phát hiện thành phản ánh.", taken)
    messages.success(request, words % {"n": taken})
    if passed:
        messages.warning(request, _("%(n)d phát hiện đã được đưa vào hoặc xử lý trước đó.") % {"n": passed})
    return redirect("defects:reports")

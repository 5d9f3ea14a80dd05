"""Pages of the log of uses of seals: the list, one use, entering, taking back, the table for spreadsheets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.organisation import powers, seal_log
from motcua.organisation.forms_seal_uses import ReverseForm, SealUseFilter, UseForm
from motcua.organisation.models import Seal, SealUse
from motcua.organisation.selectors import today_names
from motcua.organisation.services.seal_uses import log_use, may_log, reverse_use
from motcua.web.acting import told
from motcua.web.faults import Denied, UserError
from motcua.web.paging import page_of

NAV = {"nav": "powers"}


def _seal_or_404(request: HttpRequest, public_id: str) -> Seal:
    row = powers.seal_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("organisation.view")
@require_GET
def listing(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """The log of one seal, or of all; the latest first, with filters."""
    actor, form = actor_of(request), SealUseFilter(request.GET)
    seal = _seal_or_404(request, public_id) if public_id else None
    page = page_of(request, seal_log.use_rows(actor, form.wanted, seal))
    context = {
        **NAV,
        "seal": seal,
        "filters": form,
        "page": page,
        "names": today_names(row.seal.unit_id for row in page.rows),
        "may_log": seal is not None and seal.valid_to is None and may_log(actor, seal),
    }
    return render(request, "organisation/seal_uses.html", context)


@route("organisation.view")
@require_POST
def export(request: HttpRequest, public_id: str = "") -> StreamingHttpResponse:
    """The rows that fit the filters as CSV; that they left the house is itself logged."""
    actor, form = actor_of(request), SealUseFilter(request.GET)
    seal = _seal_or_404(request, public_id) if public_id else None
    rows = seal_log.use_rows(actor, form.wanted, seal)[: seal_log.MOST_EXPORTED]
    exported(actor=actor, what="organisation.seal-uses", rows=rows.count(), filters=form.wanted.used)
    lines = seal_log.as_csv(rows.iterator(chunk_size=500))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="so-con-dau-{timezone.localdate():%Y%m%d}.csv"'
    return answer


@route("organisation.seal")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter that a document was sealed."""
    actor, seal, now = actor_of(request), _seal_or_404(request, public_id), timezone.localtime()
    if not may_log(actor, seal):
        raise Denied(_("Con dấu này do đơn vị khác giữ."), permission="organisation.seal")
    form = UseForm(request.POST or None, initial={"used_at": now})
    if request.method == "POST" and form.is_valid():
        try:
            row = log_use(actor=actor, seal=seal, content=form.content)
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi sổ, số %(n)s.") % {"n": row.ordinal})
            return redirect("organisation:seal-uses-of", seal.public_id)
    keeper = powers.keeper_on(seal, now.date())
    context = {**NAV, "seal": seal, "form": form, "keeper": keeper}
    return render(request, "organisation/seal_use_form.html", context, status=400 if form.errors else 200)


def _use_or_404(request: HttpRequest, public_id: str) -> SealUse:
    row = seal_log.use_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("organisation.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row of the log."""
    return _drawn(request, _use_or_404(request, public_id))


def _drawn(request: HttpRequest, row: SealUse, wrong: ReverseForm | None = None) -> HttpResponse:
    stands = row.reverses is None and row.taken_back is None
    context = {
        **NAV,
        "it": row,
        "may_reverse": stands and may_log(actor_of(request), row.seal),
        "form": wrong or ReverseForm(),
        "wrong": wrong,
    }
    return render(request, "organisation/seal_use.html", context, status=400 if wrong else 200)


@route("organisation.seal")
@require_POST
def reverse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a row back by a row of its own."""
    row, form = _use_or_404(request, public_id), ReverseForm(request.POST)
    if form.is_valid():
        try:
            made = reverse_use(actor=actor_of(request), use=row, reason=form.cleaned_data["reason"])
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi đảo bằng dòng số %(n)s.") % {"n": made.ordinal})
            return redirect("organisation:seal-use", made.public_id)
    return _drawn(request, _use_or_404(request, public_id), form)

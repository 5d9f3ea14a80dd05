"""Pages of findings: the worklist, one finding, decisions one by one or many at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.forms import FindingFilter, SettleForm
from motcua.catalog.models import Finding, FindingState
from motcua.catalog.places import place_words
from motcua.catalog.quality.registry import KINDS
from motcua.catalog.selectors import finding_rows, finding_totals
from motcua.catalog.services.findings import reopen_finding, settle_finding, settle_findings
from motcua.catalog.views.asking import safe_back
from motcua.web.acting import version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "findings"}


@route("catalog.view")
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """The worklist with filters; rows can be chosen and decided together."""
    actor = actor_of(request)
    kinds = [(key, str(kind.title)) for key, kind in KINDS.items()]
    form = FindingFilter(request.GET, kinds=kinds)
    chosen = {"state": FindingState.OPEN, **form.chosen}
    context = {
        **NAV,
        "filters": form,
        "page": page_of(request, finding_rows(actor, **chosen)),
        "kinds": KINDS,
        "place_words": place_words,
        "totals": finding_totals(actor),
        "settle": SettleForm(initial={"state": FindingState.SETTLED}),
        "may_settle": actor.may("catalog.settle"),
    }
    return render(request, "catalog/findings.html", context)


@route("catalog.settle")
@require_POST
def findings_settle(request: HttpRequest) -> HttpResponse:
    """Decide the chosen rows together, with one reason."""
    actor = actor_of(request)
    form = SettleForm(request.POST)
    ids = request.POST.getlist("finding")
    if not ids:
        raise UserError("nothing-chosen", _("Chưa chọn phát hiện nào."), hint=_("Đánh dấu ít nhất một dòng."))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(safe_back(request, reverse("catalog:findings")))
    rows = list(Finding.objects.visible_to(actor).filter(public_id__in=ids))
    done, passed = settle_findings(
        actor=actor,
        findings=rows,
        state=FindingState(form.cleaned_data["state"]),
        decision=form.cleaned_data["decision"],
    )
    messages.success(request, ngettext("Đã xử lý %(n)d phát hiện.", "Đã xử lý %(n)d phát hiện.", done) % {"n": done})
    if passed:
        messages.warning(request, _("%(n)d phát hiện đã được người khác xử lý trước đó.") % {"n": passed})
    return redirect(safe_back(request, reverse("catalog:findings")))


@route("catalog.view")
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, public_id: str) -> HttpResponse:
    """One finding with its evidence, and the decision on it."""
    actor = actor_of(request)
    row = get_object_or_404(finding_rows(actor, state=""), public_id=public_id)
    form = SettleForm(request.POST or None, initial={"state": FindingState.SETTLED})
    if request.method == "POST" and form.is_valid():
        settle_finding(
            actor=actor,
            finding=row,
            state=FindingState(form.cleaned_data["state"]),
            decision=form.cleaned_data["decision"],
            value=form.cleaned_data["value"] or None,
            version=version_of(request),
        )
        messages.success(request, _("Đã ghi quyết định."))
        return redirect("catalog:finding", public_id)
    context = {
        "place_words": place_words,
        **NAV,
        "finding": row,
        "kind": KINDS.get(row.kind),
        "form": form,
        "may_settle": actor.may("catalog.settle"),
    }
    return render(request, "catalog/finding.html", context)


@route("catalog.settle")
@require_POST
def finding_reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a decision back."""
    actor = actor_of(request)
    row = get_object_or_404(finding_rows(actor, state=""), public_id=public_id)
    reopen_finding(actor=actor, finding=row, version=version_of(request))
    messages.success(request, _("Đã mở lại phát hiện."))
    return redirect("catalog:finding", public_id)

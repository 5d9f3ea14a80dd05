"""The register for the control office: the list, one procedure's history, the lists as documents."""

from __future__ import annotations

from typing import cast

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.catalog.models import Procedure
from motcua.catalog.selectors import procedure_by_code
from motcua.online.forms import DayForm, EndForm, ReasonForm, ServiceFilter, SuspendForm
from motcua.online.lists import KINDS, list_document
from motcua.online.models import OnlineService
from motcua.online.models.services import suspended_on
from motcua.online.notice import told_early
from motcua.online.regime import words_on
from motcua.online.rows import shown, shown_all
from motcua.online.selectors import (
    history_of,
    said_on,
    service_by_id,
    services_on,
    suspensions_of,
    with_tiers,
)
from motcua.papers.rendering import MEDIA_TYPES, Format
from motcua.papers.rendering import render as draw
from motcua.rulebook.selectors import law
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "online"}


@route("online.view")
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Every service of the register today, with filters; above them what stands where."""
    actor, day = actor_of(request), timezone.localdate()
    form = ServiceFilter(request.GET)
    rows = services_on(day, form.wanted)
    page = page_of(request, with_tiers(rows))
    counts = OnlineService.objects.on(day).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(launched_on__lte=day)),
        stopped=Count("pk", filter=suspended_on(day)),
        abolished=Count("pk", filter=Q(procedure__current__isnull=True)),
    )
    context = {
        **NAV, "tab": "register", "filters": form, "page": page, "lines": shown(page.rows, day), "counts": counts,
        "query": request.GET.urlencode(), "may_edit": actor.may("online.edit"),
    }  # fmt: skip
    return render(request, "online/register.html", context)


@route("online.view")
@require_GET
def row(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address of a row leads to its procedure's history."""
    found = service_by_id(public_id, actor_of(request))
    if found is None:
        raise Http404
    return redirect("online:service", found.procedure.code)


def procedure_or_404(request: HttpRequest, code: str) -> Procedure:
    """The procedure of a code that the asker may see."""
    found = procedure_by_code(code, actor_of(request))
    if found is None:
        raise Http404
    return found


@route("online.view")
@require_GET
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure's service: what holds today and why, its history, what can be done."""
    return show(request, procedure_or_404(request, code))


def show(request: HttpRequest, procedure: Procedure, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw the page of a service; `forms` replaces a form by one that holds errors."""
    actor, day = actor_of(request), timezone.localdate()
    rows = history_of(procedure, actor)
    if not rows:
        raise Http404
    said = said_on(procedure, day)
    standing = [one for one in rows if one.withdrawn_at is None and one.effective_to is None]
    it = standing[0] if standing else None
    may_edit = actor.may("online.edit")
    value, words = said.value, words_on(day)
    now = law()
    context = {
        **NAV, "tab": "register", "procedure": procedure, "version": procedure.current, "said": said, "held": value,
        "rows": [(one, words.level(one.regime, one.level)) for one in rows], "it": it, "day": day,
        "stops": [(stop, told_early(stop, now)) for stop in suspensions_of(procedure, actor)],
        "launching": may_edit and value is not None and not value.launched,
        "stopping": may_edit and value is not None and bool(value.open_level) and not value.suspended,
        "resuming": may_edit and value is not None and value.suspended,
        "ending": may_edit and it is not None,
        "launch_form": forms.get("launch") or DayForm(auto_id="mo_%s", initial={"day": day}),
        "suspend_form": forms.get("suspend") or SuspendForm(auto_id="dung_%s", initial={"day": day}),
        "resume_form": forms.get("resume") or DayForm(auto_id="lai_%s", initial={"day": day}),
        "end_form": forms.get("end") or EndForm(auto_id="het_%s", initial={"day": day}),
        "withdraw_form": forms.get("withdraw") or ReasonForm(auto_id="rut_%s"),
        "wrong": next(iter(forms.values()), None),
    }  # fmt: skip
    return render(request, "online/service.html", context, status=status)


@route("online.view")
@require_GET
def document(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """The list that the filters show as Word, Excel or PDF."""
    if kind not in KINDS or form not in MEDIA_TYPES:
        raise Http404
    day, chosen = timezone.localdate(), ServiceFilter(request.GET)
    rows = shown_all(services_on(day, chosen.wanted), day)
    body = draw(list_document(KINDS[kind], rows, day, chosen.scope_words()), cast(Format, form))
    exported(actor=actor_of(request), what=f"online.{KINDS[kind]}.{form}", rows=len(rows))
    response = HttpResponse(body, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{KINDS[kind]}-{day.isoformat()}.{form}"'
    return response

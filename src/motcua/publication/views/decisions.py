"""Pages of decisions: the list, a new one, one decision with all that can be done to it now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.actors import Actor
from motcua.access.routes import actor_of, route
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names, with_history
from motcua.papers.selectors import paper_by_id
from motcua.publication.clocks import ACTS, NO_LINES, ClockReader, clocks_of, counts_of
from motcua.publication.forms import (
    DecisionFilter,
    DecisionForm,
    EndForm,
    LinesForm,
    PublishForm,
    ReasonForm,
    SignedForm,
    SignForm,
    advising_choices,
)
from motcua.publication.models import AnnouncementDecision, DecisionState, LineKind
from motcua.publication.models.decisions import IN_FORCE
from motcua.publication.problems import problems_of
from motcua.publication.selectors import acts_of, decision_by_id, decision_rows, lines_of
from motcua.publication.services.claims import acts_for
from motcua.publication.services.drafting import change_decision, draft_decision
from motcua.publication.services.signing import at_signature
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "announcing"}
STATE_LOOKS = {
    "draft": "neutral",
    "checked": "info",
    "announced": "warning",
    "public": "success",
    "superseded": "neutral",
    "abolished": "neutral",
}


def decision_or_404(request: HttpRequest, public_id: str) -> AnnouncementDecision:
    """The decision that the address names, as far as the person may see it."""
    found = decision_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


@route("publication.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Decisions with filters, newest first."""
    actor, today = actor_of(request), timezone.localdate()
    units = advising_choices(None, today)
    form = DecisionFilter(request.GET, units=units)
    chosen = form.chosen
    unit = Unit.objects.filter(public_id=chosen["unit"]).first() if chosen.get("unit") else None
    rows = decision_rows(actor, state=chosen.get("state", ""), unit=unit, text=chosen.get("q", ""))
    page = page_of(request, rows)
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "units": today_names({row.advising_unit_id for row in page.rows}),
        "looks": STATE_LOOKS,
        "may_draft": actor.may("publication.draft"),
    }
    return render(request, "publication/decisions.html", context)


@route("publication.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A decision to write."""
    actor = actor_of(request)
    form = DecisionForm(
        request.POST or None, units=advising_choices(actor, timezone.localdate()), initial={"kind": "list"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_decision(actor=actor, content=form.content())
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã mở dự thảo. Thêm thủ tục vào quyết định."))
            return redirect("publication:decision", made.public_id)
    return render(request, "publication/decision_form.html", {**NAV, "form": form, "decision": None})


@route("publication.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a draft says, written anew."""
    actor, decision = actor_of(request), decision_or_404(request, public_id)
    units = advising_choices(actor, timezone.localdate())
    form = DecisionForm(request.POST or None, units=units, initial=DecisionForm.filled(decision))
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            change_decision(actor=actor, decision=decision, content=form.content(), version=version)
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã sửa quyết định."))
            return redirect("publication:decision", public_id)
    return render(request, "publication/decision_form.html", {**NAV, "form": form, "decision": decision})


@route("publication.view")
@require_GET
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """One decision: what it says, how its clocks stand, its procedures, what is to be done now."""
    return shown(request, decision_or_404(request, public_id))


def shown(request: HttpRequest, row: AnnouncementDecision, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one decision; `forms` are those that came back with errors."""
    actor, today = actor_of(request), timezone.localdate()
    row.advising_unit = with_history(Unit.objects.filter(pk=row.advising_unit_id)).get()
    counts = counts_of([row]).get(row.pk, NO_LINES)
    page = page_of(request, lines_of(row, actor))
    context = {
        **NAV,
        "decision": row,
        "look": STATE_LOOKS[row.state],
        "unit": today_names([row.advising_unit_id]).get(row.advising_unit_id, ""),
        "counts": counts,
        "clocks": clocks_of(row, counts, ClockReader(today)),
        "acts": {name: str(words) for name, words in ACTS.items()},
        "problems": problems_of(row, today) if not row.announced else [],
        "page": page,
        "published": acts_of(page.rows),
        "kinds": dict(LineKind.choices),
        "paper": paper_by_id(actor, row.paper) if row.paper else None,
        **_what_can_be_done(actor, row),
        "invalid": next(iter(forms.values()), None),
        **_forms(forms),
    }
    return render(request, "publication/decision.html", context, status=status)


def _what_can_be_done(actor: Actor, row: AnnouncementDecision) -> dict[str, bool]:
    mine = acts_for(actor, row.advising_unit)
    draft, checked = row.state == DecisionState.DRAFT, row.state == DecisionState.CHECKED
    writes = mine and actor.may("publication.draft")
    return {
        "may_write": draft and writes,
        "may_check": draft and actor.may("publication.check"),
        "may_return": checked and writes,
        "may_submit": checked and writes and not at_signature(row.paper),
        "may_sign": checked and actor.may("publication.announce"),
        "may_publish": row.state in IN_FORCE and actor.may("publication.announce"),
    }


def _forms(given: dict[str, Form]) -> dict[str, Any]:
    blank: dict[str, Form] = {
        "lines_form": LinesForm(initial={"kind": LineKind.AMENDED}),
        "sign_form": SignForm(initial={"signature": "CHỦ TỊCH"}),
        "signed_form": SignedForm(),
        "return_form": ReasonForm(),
        "publish_form": PublishForm(initial=PublishForm.now()),
        "end_form": EndForm(initial={"state": DecisionState.SUPERSEDED}),
    }
    return {**blank, **given}

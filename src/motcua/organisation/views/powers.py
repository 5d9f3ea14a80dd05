"""Pages of delegations and decentralisations: the registers, what comes up for review, one of them, recording."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation import powers
from motcua.organisation.forms_powers import PowerFilter, PowerForm, ReviewForm, RevokeForm, unit_names
from motcua.organisation.models import Decentralisation, Delegation, DelegationKind
from motcua.organisation.procedures import known
from motcua.organisation.selectors import today_names
from motcua.organisation.services.powers import record_decentralisation, record_delegation, review_power, revoke_power
from motcua.organisation.views.units import version_of
from motcua.web.acting import done, told
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import Page, page_of

NAV = {"nav": "powers"}
REGISTERS = {"": powers.DELEGATION, "phan-cap": powers.DECENTRALISATION}


@route("organisation.view")
@require_GET
def listing(request: HttpRequest, register: str = "") -> HttpResponse:
    """One of the two registers with filters; above it what comes up for review."""
    if register not in REGISTERS:
        raise Http404
    actor, day, form = actor_of(request), timezone.localdate(), PowerFilter(request.GET)
    nature = REGISTERS[register]
    page: Page[Any]
    if nature == powers.DELEGATION:
        page = page_of(request, powers.delegation_rows(actor, day, form.wanted))
    else:
        del form.fields["kind"]
        page = page_of(request, powers.decentralisation_rows(actor, day, form.wanted))
    context = {
        **NAV,
        **_shown(list(page.rows)),
        "page": page,
        "filters": form,
        "nature": nature,
        "coming": powers.coming_up_number(day),
    }
    return render(request, "organisation/powers.html", context)


@route("organisation.view")
@require_GET
def coming(request: HttpRequest) -> HttpResponse:
    """Powers whose review or end is near or past, of both registers, the most urgent first."""
    page = page_of(request, powers.coming_up(actor_of(request), timezone.localdate()))
    return render(request, "organisation/powers_coming.html", {**NAV, **_shown(list(page.rows)), "page": page})


def _shown(rows: list[Delegation | Decentralisation]) -> dict[str, object]:
    """Names of the parties, the state of each row and what troubles it."""
    day = timezone.localdate()
    return {
        "rows": [(row, row.state_on(day)) for row in rows],
        "names": today_names({unit for row in rows for unit in (row.giver_id, row.receiver_id)}),
        "troubles": powers.troubles(rows, day),
        "day": day,
    }


def _power_or_404(request: HttpRequest, public_id: str) -> Delegation | Decentralisation:
    row = powers.power_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("organisation.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One power with its procedures; keeping it after a review, revoking it."""
    return _drawn(request, _power_or_404(request, public_id))


def _drawn(
    request: HttpRequest, row: Delegation | Decentralisation, *, status: int = 200, **forms: Form
) -> HttpResponse:
    codes = [scope.code for scope in row.scopes.all()]
    facts = known(codes) or {}
    day = timezone.localdate()
    context = {
        **NAV,
        **_shown([row]),
        "it": row,
        "state": row.state_on(day),
        "nature": powers.nature_of(row),
        "procedures": [(code, facts.get(code)) for code in codes],
        "may_manage": actor_of(request).may("organisation.manage") and row.state_on(day) in {"in_force", "coming"},
        "review_form": forms.get("review") or ReviewForm(auto_id="ra_soat_%s"),
        "revoke_form": forms.get("revoke") or RevokeForm(auto_id="thu_hoi_%s", initial={"day": day}),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "organisation/power.html", context, status=status)


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a delegation or a decentralisation."""
    form = PowerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, actor = form.cleaned_data, actor_of(request)
        try:
            row: Delegation | Decentralisation
            if data["kind"] == powers.DECENTRALISATION:
                row = record_decentralisation(actor=actor, content=form.content, codes=data["codes"])
            else:
                kind = DelegationKind(data["kind"])
                row = record_delegation(actor=actor, kind=kind, content=form.content, codes=data["codes"])
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("organisation:power", row.public_id)
    status = 400 if form.errors else 200
    return render(
        request, "organisation/power_form.html", {**NAV, "form": form, "unit_names": unit_names()}, status=status
    )


def _acted(
    request: HttpRequest, row: Delegation | Decentralisation, form: Form, name: str, act: Callable[[], str]
) -> HttpResponse:
    if done(request, form, act):
        return redirect("organisation:power", row.public_id)
    return _drawn(request, _power_or_404(request, row.public_id), status=400, **{name: form})


@route("organisation.manage")
@require_POST
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep a power after its review."""
    row, form = _power_or_404(request, public_id), ReviewForm(request.POST, auto_id="ra_soat_%s")

    def act() -> str:
        review_power(actor=actor_of(request), power=row, version=version_of(request), **form.cleaned_data)
        return _("Đã ghi kết quả rà soát.")

    return _acted(request, row, form, "review", act)


@route("organisation.manage")
@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a power early."""
    row, form = _power_or_404(request, public_id), RevokeForm(request.POST, auto_id="thu_hoi_%s")

    def act() -> str:
        revoke_power(actor=actor_of(request), power=row, version=version_of(request), **form.cleaned_data)
        return _("Đã ghi việc thu hồi.")

    return _acted(request, row, form, "revoke", act)

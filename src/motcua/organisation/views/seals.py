"""Pages of the register of seals: the list, one seal with its keepers, entering, handing over, withdrawing."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation import powers
from motcua.organisation.forms_powers import HandOverForm, RevokeForm, SealFilter, SealForm, unit_names
from motcua.organisation.models import Seal
from motcua.organisation.seal_log import STANDING, UseWanted, use_rows
from motcua.organisation.selectors import today_names
from motcua.organisation.services.seal_uses import may_log
from motcua.organisation.services.seals import hand_over_seal, register_seal, withdraw_seal
from motcua.organisation.views.units import version_of
from motcua.web.acting import done, told
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "powers"}


@route("organisation.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every seal with its keeper of today, with filters."""
    day, form = timezone.localdate(), SealFilter(request.GET)
    chosen = form.chosen
    rows = powers.seal_rows(
        actor_of(request), day, text=chosen.get("q", ""), kind=chosen.get("kind", ""), state=chosen.get("state", "")
    )
    page = page_of(request, rows)
    units = {unit for row in page.rows for unit in (row.unit_id, row.kept_at_id) if unit}
    context = {
        **NAV,
        "page": page,
        "filters": form,
        "rows": [(row, powers.keeper_on(row, day)) for row in page.rows],
        "names": today_names(units),
        "ended": powers.ended_units(units, day),
    }
    return render(request, "organisation/seals.html", context)


def _seal_or_404(request: HttpRequest, public_id: str) -> Seal:
    row = powers.seal_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("organisation.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One seal with everyone who kept it."""
    return _drawn(request, _seal_or_404(request, public_id))


def _drawn(request: HttpRequest, row: Seal, *, status: int = 200, **forms: Form) -> HttpResponse:
    day = timezone.localdate()
    units = {unit for unit in (row.unit_id, row.kept_at_id) if unit}
    context = {
        **NAV,
        "it": row,
        "names": today_names(units),
        "keepers": row.custody.all(),
        "ended": powers.ended_units(units, day),
        "uses": use_rows(actor_of(request), UseWanted(state=STANDING), row).count(),
        "may_log": row.valid_to is None and may_log(actor_of(request), row),
        "may_manage": actor_of(request).may("organisation.manage") and row.valid_to is None,
        "hand_form": forms.get("hand") or HandOverForm(auto_id="giao_%s", initial={"day": day}),
        "withdraw_form": forms.get("withdraw") or RevokeForm(auto_id="thu_hoi_%s", initial={"day": day}),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "organisation/seal.html", context, status=status)


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a seal."""
    form = SealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = register_seal(actor=actor_of(request), content=form.content, keeper=form.keeper)
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi con dấu vào sổ."))
            return redirect("organisation:seal", row.public_id)
    status = 400 if form.errors else 200
    return render(
        request, "organisation/seal_form.html", {**NAV, "form": form, "unit_names": unit_names()}, status=status
    )


def _acted(request: HttpRequest, row: Seal, form: Form, name: str, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("organisation:seal", row.public_id)
    return _drawn(request, _seal_or_404(request, row.public_id), status=400, **{name: form})


@route("organisation.manage")
@require_POST
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a seal to another keeper."""
    row, form = _seal_or_404(request, public_id), HandOverForm(request.POST, auto_id="giao_%s")

    def act() -> str:
        day = form.cleaned_data["day"]
        hand_over_seal(actor=actor_of(request), seal=row, keeper=form.keeper, day=day, version=version_of(request))
        return _("Đã ghi việc giao con dấu.")

    return _acted(request, row, form, "hand", act)


@route("organisation.manage")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a seal out of use."""
    row, form = _seal_or_404(request, public_id), RevokeForm(request.POST, auto_id="thu_hoi_%s")

    def act() -> str:
        withdraw_seal(actor=actor_of(request), seal=row, version=version_of(request), **form.cleaned_data)
        return _("Đã ghi thu hồi con dấu.")

    return _acted(request, row, form, "withdraw", act)

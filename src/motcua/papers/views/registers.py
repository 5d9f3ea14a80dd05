"""Registers: the list, one register with its numbers, opening, closing, taking a number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.actors import label_words
from motcua.access.routes import actor_of, route
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.selectors import shown_name
from motcua.papers.forms import RegisterFilter, RegisterForm, TakeForm
from motcua.papers.selectors import entries_of, registers_rows
from motcua.papers.services import close_register, open_register, take_number
from motcua.papers.views.asking import done, register_or_404, version_of
from motcua.web.paging import page_of

NAV = {"nav": "papers"}


@route("papers.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every register, latest year first."""
    form, actor, today = RegisterFilter(request.GET), actor_of(request), timezone.localdate()
    page = page_of(request, registers_rows(actor, year=form.chosen.get("nam"), unit=form.chosen.get("don_vi")))
    shown = [(row, shown_name(row.unit, today)) for row in page.rows]
    may_keep, names = actor.may("papers.register"), unit_names()
    context = {**NAV, "filters": form, "page": page, "shown": shown, "may_keep": may_keep, "unit_names": names}
    return render(request, "papers/registers.html", context)


@route("papers.register")
@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a register."""
    form = RegisterForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and done(
        request, form, lambda told: open_register(actor=actor_of(request), **told), _("Đã mở sổ.")
    ):
        return redirect("papers:registers")
    return render(request, "papers/register_open.html", {**NAV, "form": form, "unit_names": unit_names()})


@route("papers.view")
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The numbers of a register, latest first; a number for a document written elsewhere."""
    actor, today = actor_of(request), timezone.localdate()
    register = register_or_404(request, public_id)
    form = TakeForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and done(
        request, form, lambda told: take_number(actor=actor, register=register, **told), _("Đã lấy số.")
    ):
        return redirect("papers:register", public_id)
    context = {
        **NAV,
        "register": register,
        "named": label_words,
        "unit_name": shown_name(register.unit, today),
        "page": page_of(request, entries_of(actor, register)),
        "form": form,
        "may_take": actor.may("papers.register") and register.closed_at is None and register.source == "own",
        "may_close": actor.may("papers.register") and register.closed_at is None,
    }
    return render(request, "papers/register.html", context)


@route("papers.register")
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a register."""
    register = register_or_404(request, public_id)
    close_register(actor=actor_of(request), register=register, version=version_of(request))
    messages.success(request, _("Đã khóa sổ."))
    return redirect("papers:register", public_id)

"""The administrator's pages: accounts, the permission table, tokens."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from motcua.access import selectors, services
from motcua.access.actors import Actor
from motcua.access.forms import AccountFilterForm, ChangeAccountForm, NewAccountForm
from motcua.access.models import User
from motcua.access.routes import actor_of, route
from motcua.web.faults import UserError
from motcua.web.paging import page_of

_STATES = {"1": True, "0": False}


@require_GET
@route("access.view")
def listing(request: HttpRequest) -> HttpResponse:
    """All accounts, narrowed by name, kind and state."""
    form = AccountFilterForm(request.GET or None)
    chosen = form.chosen if form.is_bound else {}
    rows = selectors.users(
        actor_of(request),
        text=chosen.get("tim", ""),
        kind=chosen.get("loai", ""),
        active=_STATES.get(chosen.get("trang_thai", "")),
    )
    page = page_of(request, rows)
    protected = selectors.with_factors(page.rows)
    context = {"nav": "accounts", "form": form, "page": page, "protected": protected, "filtered": bool(chosen)}
    return render(request, "access/accounts.html", context)


@route("access.manage")
def new(request: HttpRequest) -> HttpResponse:
    """A new account; then its page, where the link for its first password is issued."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.create_account(actor=actor_of(request), **form.cleaned_data)
        except UserError as error:
            form.add_error(error.field, f"{error.message} {error.hint or ''}".strip())
        else:
            return redirect("account-detail", user.public_id)
    status = 422 if form.errors else 200
    return render(request, "access/account_new.html", {"nav": "accounts", "form": form}, status=status)


def _found(request: HttpRequest, public_id: str) -> User:
    return get_object_or_404(User.objects.visible_to(actor_of(request)), public_id=public_id)


def _page(request: HttpRequest, user: User, form: ChangeAccountForm, link: str = "") -> HttpResponse:
    context = {
        "nav": "accounts",
        "account": selectors.account(user),
        "form": form,
        "link": link,
        "tokens": list(selectors.tokens(actor_of(request)).filter(user=user)[:20]),
        "may_manage": actor_of(request).may("access.manage"),
        "itself": actor_of(request).user == user,
    }
    return render(request, "access/account.html", context, status=422 if form.errors else 200)


def _form_of(user: User) -> ChangeAccountForm:
    return ChangeAccountForm(initial={"version": user.version, "label": user.label, "email": user.email})


@require_GET
@route("access.view")
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One account: what it is called, what it may do, how it is protected."""
    user = _found(request, public_id)
    return _page(request, user, _form_of(user))


@require_POST
@route("access.manage")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what an account is called."""
    user, form = _found(request, public_id), ChangeAccountForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form)
    services.change_account(actor=actor_of(request), user=user, **form.cleaned_data)
    return redirect("account-detail", public_id)


def _deed(do: Callable[[Actor, User], object]) -> Callable[..., HttpResponseBase]:
    """A button on an account's page: do it, then show the page again."""

    @require_POST
    @route("access.manage")
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        do(actor_of(request), _found(request, public_id))
        return redirect("account-detail", public_id)

    view.__dict__["access_rule"] = "access.manage"
    return view


deactivate = _deed(lambda actor, user: services.deactivate_account(actor=actor, user=user))
activate = _deed(lambda actor, user: services.activate_account(actor=actor, user=user))
end_sessions = _deed(lambda actor, user: services.end_sessions(actor=actor, user=user))
remove_factors = _deed(lambda actor, user: services.remove_factors(actor=actor, user=user))


@require_POST
@route("access.manage")
def password_link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Issue a link for a new password; shown once, on the page that answers."""
    user = _found(request, public_id)
    token = services.issue_password_link(actor=actor_of(request), user=user)
    link = request.build_absolute_uri(reverse("set-password", args=[token]))
    response = _page(request, user, _form_of(user), link)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@route("access.view")
def permissions(request: HttpRequest) -> HttpResponse:
    """Every permission of the house and the roles that hold it."""
    roles, rows = selectors.permission_table()
    return render(request, "access/permissions.html", {"nav": "accounts", "roles": roles, "rows": rows})

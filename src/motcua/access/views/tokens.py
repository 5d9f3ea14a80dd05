"""Tokens of machines: listed, made, shown once, revoked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.access import selectors, services
from motcua.access.forms import TokenForm
from motcua.access.models import ApiToken, User
from motcua.access.routes import actor_of, route
from motcua.web.faults import UserError
from motcua.web.paging import page_of


@require_GET
@route("access.token")
def listing(request: HttpRequest) -> HttpResponse:
    """All tokens, newest first."""
    page = page_of(request, selectors.tokens(actor_of(request)))
    return render(request, "access/tokens.html", {"nav": "accounts", "page": page})


@route("access.token")
def new(request: HttpRequest) -> HttpResponse:
    """A new token; its secret stands on the page that answers and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token = _make(request, form)
        if token is not None:
            made, secret = token
            response = render(request, "access/token_made.html", {"nav": "accounts", "token": made, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
    status = 422 if form.errors else 200
    return render(request, "access/token_new.html", {"nav": "accounts", "form": form}, status=status)


def _make(request: HttpRequest, form: TokenForm) -> tuple[ApiToken, str] | None:
    given = form.cleaned_data
    name = given["username"].strip().lower()
    user = User.objects.visible_to(actor_of(request)).filter(username=name, is_active=True).first()
    if user is None:
        form.add_error("username", _("Không có tài khoản đang hoạt động nào tên như vậy."))
        return None
    try:
        return services.create_token(
            actor=actor_of(request), user=user, name=given["name"], scopes=given["scopes"], days=given["days"]
        )
    except UserError as error:
        form.add_error(error.field, error.message)
        return None


@require_POST
@route("access.token")
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a token."""
    token = get_object_or_404(ApiToken.objects.visible_to(actor_of(request)), public_id=public_id)
    services.revoke_token(actor=actor_of(request), token=token)
    return redirect("token-list")

"""Signing in and out. The library's views with the house's templates; each declares its rule."""

from __future__ import annotations

from typing import Any

from allauth.account import views as library
from allauth.socialaccount.adapter import get_adapter as identity_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from motcua.access import services, throttle
from motcua.access.adapters import visitor
from motcua.access.forms import NewPasswordForm
from motcua.access.routes import UNSAVED, own_account_route, public_route
from motcua.access.services.passwords import live_link
from motcua.web.clients import client_address
from motcua.web.errors import too_many
from motcua.web.faults import UserError


class SignIn(library.LoginView):  # type: ignore[misc]
    """Name and password, or the outside identity."""

    template_name = "access/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the outside identities that are set up."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        providers = identity_adapter().list_providers(self.request)
        context["identities"] = [(found.name, found.get_login_url(self.request)) for found in providers]
        context["unsaved"] = UNSAVED in self.request.GET
        context["next"] = self.request.POST.get("next") or self.request.GET.get("next", "")
        return context


class SignOut(library.LogoutView):  # type: ignore[misc]
    """Asks once, then ends the session."""

    template_name = "access/sign_out.html"


class ChangePassword(library.PasswordChangeView):  # type: ignore[misc]
    """A new password; other sessions end."""

    template_name = "access/change_password.html"


class PasswordAgain(library.ReauthenticateView):  # type: ignore[misc]
    """The password once more."""

    template_name = "access/password_again.html"


sign_in = public_route(SignIn.as_view())
sign_out = public_route(SignOut.as_view())
locked = public_route(TemplateView.as_view(template_name="access/locked.html"))
change_password = own_account_route(ChangePassword.as_view())
password_again = own_account_route(PasswordAgain.as_view())


@public_route
@never_cache
@sensitive_post_parameters()
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a link that an administrator issued; tries with wrong links are limited by address."""
    checks = [(throttle.LINK_ADDRESS, client_address(request))]
    seconds = throttle.wait(checks)
    if seconds:
        return too_many(request, seconds)
    try:
        link = live_link(token)
    except UserError:
        throttle.count(*checks[0])
        raise
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_password_by_link(actor=visitor(request), token=token, password=form.cleaned_data["password"])
        except UserError as error:
            if error.field != "password":
                raise
            form.add_error("password", error.message)
        else:
            return redirect("password-set")
    status = 422 if form.errors else 200
    return render(request, "access/set_password.html", {"form": form, "username": link.user.username}, status=status)


password_set = public_route(TemplateView.as_view(template_name="access/password_set.html"))

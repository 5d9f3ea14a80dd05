"""The second factor: set up, shown, taken away. The library's views with the house's templates."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.utils.html import json_script

from motcua.access.routes import actor_of, own_account_route, public_route


class _WithData:
    """Hands what the browser's script needs to the template as a block of data, which the content policy allows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The context with `data_block`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["data_block"] = json_script(context["js_data"], "js_data") if "js_data" in context else ""
        return context


class Overview(base.IndexView):  # type: ignore[misc]
    """What protects the account."""

    template_name = "access/factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The second factors there are, and whether a role asks for one."""
        from motcua.access.factors import missing_step, must_have

        context: dict[str, Any] = super().get_context_data(**kwargs)
        actor = actor_of(self.request)
        context["needed"] = must_have(actor)
        context["missing"] = missing_step(self.request, actor) is not None
        return context


class Authenticate(_WithData, base.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    template_name = "access/factor.html"


class Again(base.ReauthenticateView):  # type: ignore[misc]
    """A code once more."""

    template_name = "access/factor_again.html"


class ActivateApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    template_name = "access/factor_app.html"


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Take the authenticator app away."""

    template_name = "access/factor_app_remove.html"


class Codes(codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes."""

    template_name = "access/factor_codes.html"


class NewCodes(codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make recovery codes anew."""

    template_name = "access/factor_codes_new.html"


class Keys(keys.ListWebAuthnView):  # type: ignore[misc]
    """The security keys."""

    template_name = "access/factor_keys.html"


class AddKey(_WithData, keys.AddWebAuthnView):  # type: ignore[misc]
    """Add a security key."""

    template_name = "access/factor_key_add.html"


class RemoveKey(keys.RemoveWebAuthnView):  # type: ignore[misc]
    """Take a security key away."""

    template_name = "access/factor_key_remove.html"


class KeyAgain(_WithData, keys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A security key once more."""

    template_name = "access/factor_key_again.html"


overview = own_account_route(Overview.as_view())
authenticate = public_route(Authenticate.as_view())
again = own_account_route(Again.as_view())
activate_app = own_account_route(ActivateApp.as_view())
remove_app = own_account_route(RemoveApp.as_view())
view_codes = own_account_route(Codes.as_view())
new_codes = own_account_route(NewCodes.as_view())
list_keys = own_account_route(Keys.as_view())
add_key = own_account_route(AddKey.as_view())
remove_key = own_account_route(RemoveKey.as_view())
key_again = own_account_route(KeyAgain.as_view())

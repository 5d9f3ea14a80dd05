"""Settings of signing in: the sign-in library (django-allauth), second factors, the outside identity, sessions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from motcua.config import environment as env

IDENTITY = "dinh-danh"  # the outside identity's place in addresses


def identity_providers() -> dict[str, Any]:
    """The OpenID Connect provider named by `MOTCUA_OIDC_URL`, `_CLIENT`, `_SECRET`, `_NAME`; none where unset."""
    url = env.text("MOTCUA_OIDC_URL")
    if not url:
        return {}
    app = {
        "provider_id": IDENTITY,
        "name": env.text("MOTCUA_OIDC_NAME", "Định danh điện tử"),
        "client_id": env.text("MOTCUA_OIDC_CLIENT", "motcua"),
        "secret": env.text("MOTCUA_OIDC_SECRET"),
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def identity_origins() -> list[str]:
    """The origin to which the sign-in form may lead, for the content policy."""
    parts = urlsplit(env.text("MOTCUA_OIDC_URL"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def settings(base_url: str) -> dict[str, Any]:
    """The settings by name; `base_url` is the address under which people reach the installation."""
    return {
        "ACCOUNT_ADAPTER": "motcua.access.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_RATE_LIMITS": False,  # the house keeps its own, in the database
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,  # this session stays, the others end
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
        "ACCOUNT_FORMS": {
            "login": "motcua.access.forms.SignInForm",
            "change_password": "motcua.access.forms.ChangePasswordForm",
            "reauthenticate": "motcua.access.forms.PasswordAgainForm",
        },
        "MFA_ADAPTER": "motcua.access.adapters.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_FORMS": {
            "authenticate": "motcua.access.factor_forms.CodeForm",
            "reauthenticate": "motcua.access.factor_forms.CodeAgainForm",
            "activate_totp": "motcua.access.factor_forms.ActivateAppForm",
            "add_webauthn": "motcua.access.factor_forms.AddKeyForm",
            "authenticate_webauthn": "motcua.access.factor_forms.KeyForm",
            "reauthenticate_webauthn": "motcua.access.factor_forms.KeyAgainForm",
        },
        "MFA_RATE_LIMITS": False,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_TOTP_ISSUER": "Một Cửa",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": base_url.startswith("http://"),
        "SOCIALACCOUNT_ADAPTER": "motcua.access.adapters.IdentityAdapter",
        "SOCIALACCOUNT_PROVIDERS": identity_providers(),
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 3,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
    }

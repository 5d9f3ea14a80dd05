"""Forms of the second factor: tries are limited in the database, a code is taken once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access import services, throttle
from motcua.access.adapters import visitor
from motcua.access.forms import dress
from motcua.access.keyed import digest
from motcua.access.messages import ACCOUNT_MESSAGES
from motcua.access.models import UsedCode, User

_REMEMBERED = timedelta(minutes=5)  # longer than any code is valid
_CODE = {"code": _("Mã xác thực")}
_HINT = {"code": _("Sáu chữ số trên ứng dụng xác thực, hoặc một mã dự phòng.")}


def refuse_if_locked(user: User) -> None:
    """Raise `ValidationError` where too many codes were wrong."""
    if throttle.wait([(throttle.SECOND_FACTOR, str(user.pk))]):
        raise ValidationError(ACCOUNT_MESSAGES["too_many_login_attempts"], code="too_many_login_attempts")


def note_wrong_code(user: User) -> None:
    """Count and log a wrong code."""
    throttle.count(throttle.SECOND_FACTOR, str(user.pk))
    request = context.request
    services.note_sign_in_failed(actor=visitor(request), user=user, step="code")
    seconds = throttle.wait([(throttle.SECOND_FACTOR, str(user.pk))])
    if seconds:
        services.note_locked_out(actor=visitor(request), user=user, seconds=seconds)


def take_code(user: User, code: str) -> bool:
    """Take a code of an authenticator app; False where it was taken before, by whichever process."""
    plain = "".join(code.split())
    _row, fresh = UsedCode.objects.get_or_create(
        digest=digest("used code", f"{user.pk}|{plain}"), defaults={"until": timezone.now() + _REMEMBERED}
    )
    return fresh


class _Limited:
    """Limits tries and takes each code once."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, if it is right, was not used and there were not too many wrong ones."""
        refuse_if_locked(self.user)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            note_wrong_code(self.user)
            raise
        if self.authenticator.type == Authenticator.Type.TOTP and not take_code(self.user, code):
            note_wrong_code(self.user)
            raise get_adapter().validation_error("incorrect_code")
        throttle.forget(throttle.SECOND_FACTOR, str(self.user.pk))
        return code


class CodeForm(_Limited, AuthenticateForm):  # type: ignore[misc]
    """The code while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, _CODE, _HINT)


class CodeAgainForm(_Limited, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, _CODE, _HINT)


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, _CODE, {"code": _("Sáu chữ số mà ứng dụng vừa hiện.")})

    def clean_code(self) -> str:
        """The code, unless there were too many wrong ones."""
        refuse_if_locked(self.user)
        try:
            return str(super().clean_code())
        except ValidationError:
            throttle.count(throttle.SECOND_FACTOR, str(self.user.pk))
            raise


def sound(check: Callable[[], Any]) -> Any:
    """What `check` returns; whatever else the parser of a security key raises on hostile bytes is a wrong key."""
    try:
        return check()
    except ValidationError:
        raise
    except Exception:
        raise get_adapter().validation_error("incorrect_code") from None


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, {"name": _("Tên khóa")}, {"name": _("Để phân biệt khi có nhiều khóa.")})

    def clean(self) -> dict[str, Any]:
        """The key's answer, if it can be read and fits the question."""
        given: dict[str, Any] = sound(super().clean)
        return given


class _LimitedKey:
    """Limits tries with a security key as with codes."""

    user: User

    def clean_credential(self) -> Authenticator:
        """The security key that gave the answer, if it fits the question."""
        refuse_if_locked(self.user)
        try:
            key = sound(super().clean_credential)  # type: ignore[misc]
        except ValidationError:
            note_wrong_code(self.user)
            raise
        throttle.forget(throttle.SECOND_FACTOR, str(self.user.pk))
        return key


class KeyForm(_LimitedKey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key while signing in."""


class KeyAgainForm(_LimitedKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key once more."""

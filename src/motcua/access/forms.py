"""Forms of signing in and of the screens for accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm as LibrarySignInForm
from allauth.account.forms import ReauthenticateForm as LibraryPasswordAgainForm
from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.access.models import UserKind
from motcua.access.table import PERMISSIONS
from motcua.web.forms import FilterForm, Form, mend_messages

PASSWORD_HINT = _("Ít nhất 12 ký tự. Một câu dài dễ nhớ tốt hơn một từ khó nhớ.")


def dress(form: forms.Form, words: Mapping[str, Any], hints: Mapping[str, Any] | None = None) -> None:
    """Give the fields of a form of the sign-in library the house's words, and no placeholders."""
    for name, field in form.fields.items():
        field.label = words.get(name, field.label)
        field.help_text = (hints or {}).get(name, "")
        field.widget.attrs.pop("placeholder", None)
        mend_messages(field, str(field.label))


class SignInForm(LibrarySignInForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, {"login": _("Tên đăng nhập"), "password": _("Mật khẩu")})
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class PasswordAgainForm(LibraryPasswordAgainForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, {"password": _("Mật khẩu")})


class ChangePasswordForm(LibraryChangePasswordForm):  # type: ignore[misc]
    """A new password by who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": _("Mật khẩu đang dùng"),
            "password1": _("Mật khẩu mới"),
            "password2": _("Nhập lại mật khẩu mới"),
        }
        dress(self, words, {"password1": PASSWORD_HINT})


class NewPasswordForm(Form):
    """A password set by a link."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("Hai lần nhập chưa giống nhau."))
        return given


class AccountFilterForm(FilterForm):
    """What to look for among accounts."""

    tim = forms.CharField(label=_("Tên"), max_length=100)
    loai = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *UserKind.choices])
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), ("1", _("Đang hoạt động")), ("0", _("Đã khóa"))]
    )


class NewAccountForm(Form):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=100,
        help_text=_("Chữ cái không dấu, chữ số, dấu chấm, gạch nối. Ví dụ: kiemsoat.vanphong"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    label = forms.CharField(
        label=_("Tên hiển thị"), max_length=200, help_text=_("Tên mà người khác thấy trên các trang và trong nhật ký.")
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[(kind.value, kind.label) for kind in (UserKind.STAFF, UserKind.SERVICE)],
        initial=UserKind.STAFF,
    )


class ChangeAccountForm(Form):
    """What an account is called."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(label=_("Tên hiển thị"), max_length=200)
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)


class TokenForm(Form):
    """A new token."""

    username = forms.CharField(
        label=_("Hoạt động thay tài khoản"),
        max_length=150,
        help_text=_("Tên đăng nhập của tài khoản mà phần mềm này thay mặt. Khóa không làm được gì hơn tài khoản đó."),
    )
    name = forms.CharField(label=_("Dùng cho phần mềm"), max_length=100)
    days = forms.IntegerField(label=_("Thời hạn (ngày)"), min_value=1, max_value=366, initial=90)
    scopes = forms.MultipleChoiceField(
        label=_("Được phép"),
        choices=[(row.name, row.words) for row in PERMISSIONS.values()],
        widget=forms.CheckboxSelectMultiple,
    )

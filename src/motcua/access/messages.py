"""The sentences of signing in, in place of the library's own. None tells whether an account exists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")

ACCOUNT_MESSAGES = {
    "account_inactive": _("Tài khoản này đang bị khóa."),
    "enter_current_password": _("Mật khẩu đang dùng không đúng."),
    "incorrect_code": _("Mã không đúng hoặc đã được dùng."),
    "incorrect_password": _("Mật khẩu không đúng."),
    "invalid_login": _WRONG,
    "username_password_mismatch": _WRONG,
    "email_password_mismatch": _WRONG,
    "too_many_login_attempts": _("Đã sai quá nhiều lần. Chờ 15 phút rồi thử lại."),
    "rate_limited": _("Đã thử quá nhiều lần. Chờ 15 phút rồi thử lại."),
    "username_taken": _("Tên đăng nhập này đã có người dùng."),
    "same_as_current": _("Mật khẩu mới phải khác mật khẩu đang dùng."),
}

FACTOR_MESSAGES = {
    "cannot_delete_authenticator": _("Không thể gỡ bước xác thực thứ hai này."),
    "cannot_generate_recovery_codes": _("Cần có ứng dụng xác thực hoặc khóa bảo mật trước khi tạo mã dự phòng."),
    "incorrect_code": _("Mã không đúng hoặc đã được dùng."),
}

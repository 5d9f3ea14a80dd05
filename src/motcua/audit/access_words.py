"""The words of the log for what happens to accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from motcua.access.models import User
from motcua.audit import vocabulary
from motcua.audit.vocabulary import ObjectKind

VERBS = {
    "access.user.created": _("tạo {object}"),
    "access.user.changed": _("sửa {object}"),
    "access.user.deactivated": _("khóa {object}"),
    "access.user.activated": _("mở lại {object}"),
    "access.user.sessions_ended": _("kết thúc {count} phiên của {object}"),
    "access.signed_in": _("đăng nhập"),
    "access.signed_out": _("đăng xuất"),
    "access.sign_in_failed": _("đăng nhập không thành công vào {object}"),
    "access.locked_out": _("bị tạm khóa đăng nhập: {object}"),
    "access.password.changed": _("đổi mật khẩu của {object}"),
    "access.password.link_issued": _("cấp liên kết đặt mật khẩu cho {object}"),
    "access.factor.added": _("thêm bước xác thực thứ hai cho {object}"),
    "access.factor.removed": _("gỡ bước xác thực thứ hai của {object}"),
    "access.factor.recovery_codes": _("tạo mã dự phòng cho {object}"),
    "access.identity.linked": _("liên kết định danh với {object}"),
    "access.token.created": _("tạo {object}"),
    "access.token.revoked": _("thu hồi {object}"),
}


def _user_names(ids: Collection[str]) -> Mapping[str, str]:
    rows = User.objects.filter(public_id__in=ids).values_list("public_id", "label", "username")
    return {public_id: f"{label} ({username})" if label else username for public_id, label, username in rows}


def register() -> None:
    """Give the log the words for accounts and tokens."""
    vocabulary.register_verbs(VERBS)
    vocabulary.register_object("user", ObjectKind(_("tài khoản"), _user_names))
    vocabulary.register_object("token", ObjectKind(_("khóa truy cập")))

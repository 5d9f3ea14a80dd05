"""What a client reads whose request body was not taken."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from motcua.config.front.gateway import REFUSED
from motcua.web.errors import user_error
from motcua.web.faults import UserError

GetResponse = Callable[[HttpRequest], HttpResponse]


def refusal_of(reason: str) -> UserError:
    """The error behind the front's reason."""
    if reason == "too_large":
        megabytes = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
        return UserError(
            "too_large",
            _("Nội dung gửi lên vượt quá %(limit)s MB.") % {"limit": megabytes},
            hint=_("Hãy chia nhỏ hoặc nén tệp rồi gửi lại."),
            status=413,
        )
    if reason == "too_slow":
        return UserError(
            "too_slow",
            _("Đường truyền ngừng quá lâu nên hệ thống chưa nhận đủ nội dung."),
            hint=_("Hãy kiểm tra kết nối mạng rồi gửi lại."),
            status=408,
        )
    return UserError(
        "busy",
        _("Hệ thống đang nhận quá nhiều tệp cùng lúc."),
        hint=_("Hãy gửi lại sau ít phút."),
        status=503,
    )


def refusals(get_response: GetResponse) -> GetResponse:
    """Answer for a body that the front did not take, in the form the client reads (page or JSON)."""

    def handle(request: HttpRequest) -> HttpResponse:
        reason = request.META.get(REFUSED)
        if not reason:
            return get_response(request)
        error = refusal_of(reason)
        if request.path.startswith("/api/"):
            return JsonResponse({"error": error.to_dict()}, status=error.status)
        return user_error(request, error)

    return handle

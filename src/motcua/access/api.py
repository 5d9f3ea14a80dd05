"""Who may call the machine API: a signed-in person (with the form key) or a token; each operation declares its rule.

`@router.get("/x", auth=PUBLIC)` is open to everyone and still knows who asks; `auth=needs("room.verb")` asks for a
permission.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.utils import check_csrf

from motcua.access.actors import NOBODY, Actor
from motcua.access.factors import missing_step
from motcua.access.routes import actor_of
from motcua.access.table import roles_with
from motcua.access.tokens import authenticate

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _caller(request: HttpRequest) -> Actor:
    """The actor behind a token or a session; nobody where neither is given. Raises 401 for a token that is none."""
    header = request.headers.get("Authorization", "")
    if header:
        actor = authenticate(header, request)
        if actor is None:
            raise HttpError(401, _("Khóa truy cập không đúng, đã hết hạn hoặc đã bị thu hồi."))
        return actor
    actor = actor_of(request)
    if actor.user is not None and request.method not in SAFE_METHODS and check_csrf(request) is not None:
        raise HttpError(403, _("Yêu cầu thiếu khóa chống giả mạo."))
    return actor


def _half(request: HttpRequest, actor: Actor) -> bool:
    """Whether a session still lacks the second factor that a role of its owner asks for; a token needs none."""
    return actor.scopes is None and missing_step(request, actor) is not None


class Everyone:
    """Open to everyone; whoever asks is still known, so that rows can be shown by their visibility."""

    rule = "public"

    def __call__(self, request: HttpRequest) -> bool:
        """Find the caller and let the call pass."""
        actor = _caller(request)
        request.__dict__["actor"] = NOBODY if _half(request, actor) else actor
        return True


class Needs:
    """Open to those who hold a permission: 401 where nobody is known, `Denied` where the permission is missing."""

    def __init__(self, permission: str) -> None:
        roles_with(permission)
        self.rule = permission

    def __call__(self, request: HttpRequest) -> bool:
        """Find the caller, check the permission, let the call pass."""
        actor = _caller(request)
        if actor == NOBODY:
            return False
        if _half(request, actor):
            raise HttpError(403, _("Vai trò của tài khoản này cần bước xác thực thứ hai."))
        actor.require(self.rule)
        request.__dict__["actor"] = actor
        return True


PUBLIC = Everyone()


def needs(permission: str) -> Needs:
    """The rule of an operation: who holds `permission`; raises `KeyError` at import for an unknown one."""
    return Needs(permission)

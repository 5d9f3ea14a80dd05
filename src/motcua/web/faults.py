"""The one form in which the house tells a person that something cannot be done."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can mend.

    `code` is stable and for machines; `message` is a sentence that says what is wrong and where, `hint` how to
    mend it; `field` names the form field at fault; `status` is the HTTP status of the answer.
    """

    def __init__(
        self, code: str, message: str, *, field: str | None = None, hint: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.hint = hint
        self.status = status

    def to_dict(self) -> dict[str, str | None]:
        """The error as machines receive it."""
        return {"code": self.code, "message": self.message, "field": self.field, "hint": self.hint}


class Stale(UserError):
    """The row was changed by another since it was read."""

    def __init__(self, message: str) -> None:
        super().__init__("stale", message, status=409)


class Denied(UserError):
    """The actor may not do this."""

    def __init__(self, message: str, *, permission: str | None = None) -> None:
        super().__init__("denied", message, status=403)
        self.permission = permission

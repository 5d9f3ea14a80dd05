"""Answers that a page saves by itself: one try, and what the page is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from motcua.review.services.assessing_store import Outcome
from motcua.web.faults import UserError
from motcua.web.fields import error_list
from motcua.web.forms import Form

Saved = TypeVar("Saved")
_GONE, _REFUSED = 404, (403, 404, 409)


def by_itself(request: HttpRequest) -> bool:
    """Whether the page saves by itself, not a person by the button."""
    return request.headers.get("HX-Request") == "true"


def with_accepted(sent: QueryDict) -> QueryDict:
    """What was sent, with the proposed value where the button that accepts it was pressed."""
    data = sent.copy()
    accepted = data.get("accept")
    if isinstance(accepted, str) and accepted:
        data["value"] = accepted
    return data


def attempt(request: HttpRequest, form: Form, save: Callable[[], Saved]) -> Saved | None:
    """Save a form: what became of it, None where the form now says what is wrong.

    A page that saves by itself is told also of a refusal (another unit's procedure, one that was sent off), so that it
    can say so in its place; to a person such an error is a page of its own. Raises `UserError` for that, and for an
    address that names nothing.
    """
    if not form.is_valid():
        return None
    try:
        return save()
    except UserError as error:
        if error.status == _GONE or (error.status in _REFUSED and not by_itself(request)):
            raise
        wrong = ValidationError(f"{error.message} {error.hint or ''}".strip(), code=error.code)
        form.add_error(error.field if error.field in form.fields else None, wrong)
        return None


def in_words(form: Form) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(row["text"] for row in error_list(form))


def told(form: Form, outcome: Outcome | None) -> dict[str, Any]:
    """What a page that saved by itself says: the version now before the eyes, the clash, what is wrong in words."""
    clash = outcome.clash if outcome else None
    return {
        "seen": outcome.row.version if outcome and not clash else None,
        "clash": clash,
        "wrong": in_words(form),
    }

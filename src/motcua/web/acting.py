"""What every page that writes does: read the version of its form, act, say so, or put the refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.web.faults import Stale, UserError
from motcua.web.forms import Form

F = TypeVar("F", bound=Form)


def version_of(request: HttpRequest) -> int:
    """The version that the form was made on; 0, which no row has, where it does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def told(form: Form, error: UserError, **names: str) -> None:
    """Put a refusal beside its field, or at the top where the form has none of that name.

    `names` gives the form's name of a field where the service calls it otherwise. What no change of the form mends,
    `Stale` and whatever is forbidden, is raised again and comes to its own page.
    """
    if isinstance(error, Stale) or error.status == 403:
        raise error
    field = names.get(error.field or "", error.field or "")
    form.add_error(field if field in form.fields else None, f"{error.message} {error.hint or ''}".strip())


def done(request: HttpRequest, form: Form, act: Callable[[], str]) -> bool:
    """Do what a valid form asks and say in the words it gives; False, with the errors in the form, where it is refused.

    Raises `Stale` and `Denied` of the act.
    """
    if not form.is_valid():
        return False
    try:
        messages.success(request, act())
    except UserError as error:
        told(form, error)
        return False
    return True


def answered(
    request: HttpRequest, form: F, act: Callable[[F], str], back: str, shown: Callable[[F], HttpResponse]
) -> HttpResponse:
    """Do what a valid form asks and go back to `back`; else show the page again with the errors at the form.

    Raises `Stale` and `Denied` of the act.
    """
    return redirect(back) if done(request, form, lambda: act(form)) else shown(form)

"""What the pages that write share: the version of a form, errors beside their fields."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from motcua.web.faults import Stale, UserError
from motcua.web.forms import Form


def version_of(request: HttpRequest) -> int:
    """The version that the form was made on; 0, which no row has, where it does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def told(form: Form, error: UserError) -> None:
    """Show an error of a service beside the field at fault."""
    hint = f" {error.hint}" if error.hint else ""
    form.add_error(error.field if error.field in form.fields else None, f"{error.message}{hint}")


def done(request: HttpRequest, form: Form, act: Callable[[], str]) -> bool:
    """Do what a valid form asks and say so; False, with the errors in the form, where something is wrong.

    Raises `Stale` where another changed the row meanwhile.
    """
    if not form.is_valid():
        return False
    try:
        messages.success(request, act())
    except Stale:
        raise
    except UserError as error:
        told(form, error)
        return False
    return True

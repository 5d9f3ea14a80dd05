"""What the room's pages share."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest

from motcua.access.routes import actor_of
from motcua.defects import selectors
from motcua.defects.models import DefectLetter, DefectReport
from motcua.web.faults import Stale, UserError
from motcua.web.forms import Form

NAV = {"nav": "defects"}


def version_of(request: HttpRequest) -> int:
    """The version that a form was made on; 0, which no row has, where it does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def letter_or_404(request: HttpRequest, public_id: str) -> DefectLetter:
    """The letter with the id that the asker may see."""
    row = selectors.letter_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def report_or_404(request: HttpRequest, public_id: str) -> DefectReport:
    """The report with the id that the asker may see."""
    row = selectors.report_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def chosen_reports(request: HttpRequest) -> list[DefectReport]:
    """The reports that were ticked, as far as the asker may see them."""
    ids = request.POST.getlist("report")[:500]
    return list(selectors.report_rows(actor_of(request)).filter(public_id__in=ids).order_by("id"))


def done(request: HttpRequest, form: Form, act: Callable[[], str]) -> bool:
    """Do what a valid form asks and say so; else put what is wrong beside its field and answer False."""
    if not form.is_valid():
        return False
    try:
        messages.success(request, act())
    except Stale:
        raise
    except UserError as error:
        hint = f" {error.hint}" if error.hint else ""
        form.add_error(error.field if error.field in form.fields else None, f"{error.message}{hint}")
        return False
    return True

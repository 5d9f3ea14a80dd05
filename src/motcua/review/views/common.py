"""What the pages of campaigns share: who is asked for, forms that come back with their errors, looks of states."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.access.routes import actor_of
from motcua.review.models import Campaign, CampaignUnit
from motcua.review.selectors import campaign_by_id, part_by_id
from motcua.web.faults import Stale, UserError

NAV = {"nav": "reviewing"}
CAMPAIGN_LOOKS = {
    "draft": "neutral",
    "open": "info",
    "checking": "info",
    "consolidated": "warning",
    "decided": "success",
    "closed": "neutral",
}
UNIT_LOOKS = {
    "assigned": "neutral",
    "working": "info",
    "approved": "info",
    "submitted": "warning",
    "returned": "danger",
    "confirmed": "success",
    "handed_over": "neutral",
}
LINE_LOOKS = {
    "open": "neutral",
    "assessed": "info",
    "submitted": "warning",
    "returned": "danger",
    "confirmed": "success",
    "decided": "success",
    "closed": "neutral",
}
F = TypeVar("F", bound=Form)


def told(form: Form, error: UserError) -> None:
    """Put an error beside its field, or at the top where the form has none of that name."""
    words = f"{error.message} {error.hint}" if error.hint else error.message
    form.add_error(error.field if error.field in form.fields else None, words)


def campaign_or_404(request: HttpRequest, public_id: str) -> Campaign:
    """The campaign that the address names, as far as the person may see it."""
    found = campaign_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


def part_or_404(request: HttpRequest, public_id: str) -> CampaignUnit:
    """The unit's part that the address names."""
    found = part_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


def answered(
    request: HttpRequest,
    form: F,
    act: Callable[[F], str],
    back: str,
    shown: Callable[[F], HttpResponse],
) -> HttpResponse:
    """Do the act of a valid form, say it, go back to `back`; else show the page again with the errors at the form."""
    if form.is_valid():
        try:
            words = act(form)
        except Stale:
            raise
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, words)
            return redirect(back)
    return shown(form)

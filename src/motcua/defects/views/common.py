"""What the room's pages share."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from motcua.access.routes import actor_of
from motcua.defects import selectors
from motcua.defects.models import DefectLetter, DefectReport

MOST_MARKED = 500  # rows that one act takes
NAV = {"nav": "defects"}


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
    ids = request.POST.getlist("report")[:MOST_MARKED]
    return list(selectors.report_rows(actor_of(request)).filter(public_id__in=ids).order_by("id"))

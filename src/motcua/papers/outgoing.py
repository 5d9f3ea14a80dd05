"""A submitted document as a document system is given it."""

from __future__ import annotations

from motcua.organisation.models import Unit
from motcua.organisation.selectors import with_history
from motcua.papers.docsystem.base import Outgoing
from motcua.papers.layout import document_of
from motcua.papers.models import Submission
from motcua.papers.rendering import render


def outgoing_of(submission: Submission) -> Outgoing:
    """The document drawn as PDF, with its unit's code and name of the day it was made."""
    paper = submission.paper
    document = document_of(paper)
    unit = with_history(Unit.objects.filter(pk=paper.unit_id)).get().on(paper.made_on)
    return Outgoing(
        key=submission.key,
        unit=unit.code if unit else "",
        unit_name=unit.name if unit else document.agency.name,
        title=paper.title,
        symbol=document.symbol,
        pdf=render(document, "pdf"),
    )

"""What follows from an announced decision in the catalogue: abolished and replaced procedures end on their day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.catalog.services.abolishing import abolish_procedures
from motcua.publication.content import codes_in
from motcua.publication.models import AnnouncedLine, LineKind
from motcua.publication.models.decisions import IN_FORCE


@service(permission="publication.announce")
def apply_abolitions(*, actor: Actor, on: date) -> list[Procedure]:
    """End in the catalogue what decisions in force abolish or replace and whose day has come; returns what ended.

    The day is that of the law, else the decision's effect. Safe to repeat; a procedure recorded anew with a later
    start stays.
    """
    days: dict[str, date] = {}
    lines = AnnouncedLine.objects.filter(decision__state__in=IN_FORCE, outrun_by=None).filter(
        Q(kind=LineKind.ABOLISHED) | ~Q(replaces="")
    )
    for line in lines.select_related("decision").order_by("decision__signed_on", "pk"):
        day = line.law_effective_on or line.decision.law_effective_on or line.decision.effective_from
        assert day is not None
        codes = [line.code] if line.kind == LineKind.ABOLISHED else []
        for code in (*codes, *(code for code in codes_in(line.replaces) if code != line.code)):
            if day <= on:
                days.setdefault(code, day)
    found = dict(Procedure.objects.filter(code__in=days, current__isnull=False).values_list("code", "pk"))
    return abolish_procedures(actor=actor, days={pk: days[code] for code, pk in found.items()})

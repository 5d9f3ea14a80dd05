"""What contradicts other decisions: codes that ended, procedures that two decisions speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from django.db.models import Q

from motcua.catalog.models import ProcedureVersion, VersionState
from motcua.publication.content import codes_in
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, LineKind
from motcua.publication.models.decisions import IN_FORCE

_OPEN = (DecisionState.DRAFT, DecisionState.CHECKED)


def ended_codes(
    codes: Collection[str], but: AnnouncementDecision | None = None, before: AnnouncementDecision | None = None
) -> dict[str, str]:
    """Those of `codes` that were abolished or replaced, each with where it is said (three statements).

    A code ends by a line of a decision in force that abolishes it or that names it as replaced, or by the catalogue
    having it as abolished. `but` is a decision that is not looked at; `before` a signed one: what ended only after it
    does not count. Nor does a line that another of the same day outran.
    """
    lines = AnnouncedLine.objects.filter(decision__state__in=IN_FORCE, outrun_by=None).select_related("decision")
    if but is not None:
        lines = lines.exclude(decision=but)
    ended: dict[str, str] = {}
    for line in lines.filter(kind=LineKind.ABOLISHED, code__in=codes):
        if before is None or is_before(line.decision, before):
            ended.setdefault(line.code, line.decision.number)
    for line in lines.exclude(replaces=""):
        if before is None or is_before(line.decision, before):
            for code in set(codes_in(line.replaces)) & set(codes) - {line.code}:
                ended.setdefault(code, line.decision.number)
    gone = ProcedureVersion.objects.filter(
        procedure__code__in=codes, procedure__current=None, state=VersionState.ABOLISHED
    )
    gone = gone.filter(effective_to__lte=before.signed_on) if before is not None else gone
    for code, decision in gone.values_list("procedure__code", "decision_no"):
        ended.setdefault(code, decision)
    return ended


def elsewhere(decision: AnnouncementDecision, codes: Collection[str]) -> list[AnnouncedLine]:
    """Lines of other decisions still being prepared that speak of the same procedures."""
    rows = AnnouncedLine.objects.filter(decision__state__in=_OPEN, code__in=codes).exclude(decision=decision)
    return list(rows.select_related("decision").order_by("code", "id"))


def same_day(decision: AnnouncementDecision) -> Mapping[str, AnnouncedLine]:
    """By code: the line that holds so far in other decisions signed on the same day, where there is one."""
    codes = decision.lines.values_list("code", flat=True)
    rows = AnnouncedLine.objects.filter(
        Q(decision__signed_on=decision.signed_on), decision__state__in=IN_FORCE, outrun_by=None, code__in=list(codes)
    ).exclude(decision=decision)
    return {line.code: line for line in rows.select_related("decision")}


def is_before(first: AnnouncementDecision, second: AnnouncementDecision) -> bool:
    """Whether the first signed decision came before the second: by day, on one day by number."""
    assert first.signed_on is not None
    assert second.signed_on is not None
    if first.signed_on != second.signed_on:
        return first.signed_on < second.signed_on
    one, other = rank_of(first.number), rank_of(second.number)
    return one is None or other is None or one < other


def rank_of(number: str) -> int | None:
    """The number before the symbol ("1024/QĐ-UBND" → 1024), by which decisions of one day are ordered."""
    found = re.match(r"\s*0*(\d{1,9})\b", number)
    return int(found[1]) if found else None

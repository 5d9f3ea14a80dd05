"""The three measures of the index that speak of announcing and making public, computed from what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from motcua.catalog.models import (
    AgencyLine,
    Channel,
    Component,
    ComponentKind,
    Procedure,
    ProcedureVersion,
    SubjectLine,
)
from motcua.law.announcement import Announced, Measure, Upload, announced_on_time, published_in_full, published_on_time
from motcua.law.book import RulesOfDay
from motcua.law.calendar import VIETNAM, in_vietnam
from motcua.law.explained import Explained
from motcua.organisation.models import Unit
from motcua.publication.clocks import ClockReader
from motcua.publication.models import AnnouncedLine, Place, Publication
from motcua.publication.models.decisions import ANNOUNCED_ONCE

PARTS = ("name", "sequence", "manner", "dossier", "time_limit", "subject", "agency")  # those the catalogue holds
_LIVE = Publication.objects.filter(line=OuterRef("pk"), place=Place.NATIONAL, withdrawn_at=None)


def measure_announcing(reader: ClockReader, first: date, last: date, unit: Unit | None = None) -> Explained[Measure]:
    """Indicator 1.1: procedures in decisions signed in the period and public now; of one advising unit if given."""
    rows = _lines(unit).filter(Exists(_LIVE), decision__signed_on__gte=first, decision__signed_on__lte=last)
    items = [
        Announced(
            line.code,
            _signed(line),
            reader.announce_latest(line.decision, line.law_effective_on or line.decision.law_effective_on).value,
        )
        for line in rows
    ]
    return announced_on_time(items, reader.law.rules_on(last))


def measure_uploading(reader: ClockReader, first: date, last: date, unit: Unit | None = None) -> Explained[Measure]:
    """Indicator 1.2: lines put into the national database in the period, or due in it; computed for the province.

    The last act of a line up to the end of the period counts: what is uploaded anew later changes no past period.
    """
    end = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    national = Q(
        publications__place=Place.NATIONAL, publications__withdrawn_at=None, publications__published_at__lt=end
    )
    rows = _lines(unit).filter(decision__signed_on__lte=last)
    items = []
    for line in rows.annotate(national_at=Max("publications__published_at", filter=national)):
        latest = reader.upload_latest(_signed(line), line.decision.shortened).value
        assert latest is not None
        done = in_vietnam(line.national_at).date() if line.national_at else None
        items.append(Upload(line.code, _signed(line), latest, done))
    return published_on_time(items, first, last, reader.law.rules_on(last))


def measure_content(reader: ClockReader) -> Explained[Measure]:
    """Indicator 1.3: published procedures with all needed parts, as of now (one statement).

    A version known only from a list says nothing of what is missing: it is not judged.
    """
    rules = reader.law.rules_on(reader.today)
    needed = list(_needed(rules))
    good: list[str] = []
    bad: list[str] = []
    unknown: list[str] = []
    for code, partial, *parts in _parts(needed):
        (unknown if partial else good if all(parts) else bad).append(code)
    return published_in_full(good, bad, unknown, rules)


def missing_parts(codes: Iterable[str], reader: ClockReader) -> dict[str, list[str]]:
    """By code: the names of needed parts that its published version lacks; for the list behind indicator 1.3."""
    named = _needed(reader.law.rules_on(reader.today))
    rows = _parts(list(named)).filter(code__in=list(codes))
    return {
        code: [name for name, there in zip(named.values(), parts, strict=True) if not there]
        for code, _partial, *parts in rows
    }


def _needed(rules: RulesOfDay) -> dict[str, str]:
    """Needed parts that the catalogue can tell, key → name, in the order of the law."""
    rows = rules.row("procedure.parts").value
    return {str(row["part"]): str(row["name"]) for row in rows if row["needed"] and row["part"] in PARTS}


def _lines(unit: Unit | None) -> QuerySet[AnnouncedLine]:
    rows = AnnouncedLine.objects.filter(decision__state__in=ANNOUNCED_ONCE, outrun_by=None).select_related("decision")
    rows = rows.filter(decision__advising_unit=unit) if unit is not None else rows
    return rows.order_by("code", "decision_id")


def _signed(line: AnnouncedLine) -> date:
    assert line.decision.signed_on is not None
    return line.decision.signed_on


def _parts(needed: list[str]) -> QuerySet[Procedure, Any]:
    """Code, whether known from a list only, then one truth a needed part, of every procedure in force for citizens."""
    version = OuterRef("current")
    channels = Channel.objects.filter(procedure_version=version)
    papers = Component.objects.filter(procedure_version=version, kind=ComponentKind.PAPER)
    here = ProcedureVersion.objects.filter(pk=version)
    there = (
        here.exclude(name=""),
        here.exclude(steps=""),
        channels,
        papers,
        channels.exclude(time_text=""),
        SubjectLine.objects.filter(procedure_version=version),
        AgencyLine.objects.filter(procedure_version=version),
    )
    conditions = {part: Exists(rows) for part, rows in zip(PARTS, there, strict=True)}
    marks = {f"has_{part}": conditions[part] for part in needed}
    rows = Procedure.objects.public().annotate(**marks).order_by("code")
    return rows.values_list("code", "current__partial", *marks)

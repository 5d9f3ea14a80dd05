"""Every read of the room: reports, letters, chains, findings that may be taken in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Finding, FindingState, Procedure
from motcua.catalog.selectors import finding_rows
from motcua.defects.ageing import due_of
from motcua.defects.models import (
    CLOSED,
    GONE,
    DefectLetter,
    DefectReport,
    LetterLine,
    LetterState,
    ReportState,
    Result,
)
from motcua.rulebook.selectors import law
from motcua.web.words import storable


def report_rows(
    actor: Actor, *, state: str = "", kind: str = "", part: str = "", code: str = "", mine: bool = False
) -> QuerySet[DefectReport]:
    """Reports, the newest first; filters that are empty do not filter. `state` "live" is all that are not closed."""
    rows = DefectReport.objects.visible_to(actor).select_related("procedure", "procedure_version", "unit")
    if state == "live":
        rows = rows.exclude(state__in=CLOSED)
    given = {"state": "" if state == "live" else state, "kind": kind, "part": part, "procedure__code": code.strip()}
    rows = rows.filter(**{name: storable(value) for name, value in given.items() if value})
    if mine:
        rows = rows.filter(reported_by=actor.user) if actor.user is not None else rows.none()
    return rows.order_by("-id")


def report_by_id(public_id: str, actor: Actor) -> DefectReport | None:
    """The report with the id, if the actor may see it."""
    rows = report_rows(actor).select_related("procedure", "procedure_version", "unit", "finding", "reported_by")
    return rows.filter(public_id=storable(public_id)).first()


def chain_of(report: DefectReport, actor: Actor) -> QuerySet[LetterLine]:
    """The letters that carried a report, the first first, each with what was answered; no drafts of other units."""
    lines = report.lines.select_related("letter", "letter__forwards")
    return lines.filter(letter__in=_told_of(actor)).order_by("letter_id")


def later_letters(letter: DefectLetter, actor: Actor) -> QuerySet[DefectLetter]:
    """The letters that pass a letter on, without drafts of other units."""
    return letter.forwarded_by.filter(pk__in=_told_of(actor)).order_by("id")


def may_open(actor: Actor, letters: Collection[int]) -> set[int]:
    """Those of the letters with these keys whose page the actor may see."""
    return set(DefectLetter.objects.visible_to(actor).filter(pk__in=letters).values_list("pk", flat=True))


def _told_of(actor: Actor) -> QuerySet[DefectLetter]:
    """The letters of which everyone in the chain may know: those that went, and those one may see anyhow."""
    seen = DefectLetter.objects.visible_to(actor).values("pk")
    return DefectLetter.objects.filter(Q(state__in=GONE) | Q(pk__in=seen))


def reports_of(procedure: Procedure, actor: Actor) -> QuerySet[DefectReport]:
    """The reports about a procedure that are not closed yet."""
    return DefectReport.objects.visible_to(actor).filter(procedure=procedure).exclude(state__in=CLOSED)


def letter_rows(
    actor: Actor, *, state: str = "", level: str = "", text: str = "", overdue_on: date | None = None
) -> QuerySet[DefectLetter]:
    """Letters with the number of their lines and of those without an answer, the newest first."""
    rows = DefectLetter.objects.visible_to(actor).select_related("from_unit", "to_unit", "forwards")
    given = {"state": state, "level": level}
    rows = rows.filter(**{name: storable(value) for name, value in given.items() if value})
    if text:
        rows = rows.filter(Q(number__icontains=text.strip()) | Q(to_name__icontains=text.strip()))
    if overdue_on is not None:
        rows = rows.filter(_overdue(overdue_on))
    unanswered = Count("lines", filter=Q(lines__result=Result.NONE))
    return rows.annotate(size=Count("lines"), waiting=unanswered).order_by("-id")


def letter_by_id(public_id: str, actor: Actor) -> DefectLetter | None:
    """The letter with the id, if the actor may see it."""
    return letter_rows(actor).filter(public_id=storable(public_id)).first()


def lines_of(letter: DefectLetter) -> QuerySet[LetterLine]:
    """The lines of a letter with their reports and procedures."""
    rows = letter.lines.select_related("report__procedure", "report__procedure_version", "report__unit")
    return rows.order_by("id")


def drafts_of(actor: Actor) -> QuerySet[DefectLetter]:
    """Letters still being drafted, to which a report may be added."""
    return DefectLetter.objects.visible_to(actor).filter(state=LetterState.DRAFT).order_by("-id")


def findings_to_take(actor: Actor, *, kind: str = "", severity: str = "", code: str = "") -> QuerySet[Finding]:
    """Open findings of the catalogue that no report was made of."""
    made = DefectReport.objects.filter(finding=OuterRef("pk")).exclude(state=ReportState.WITHDRAWN)
    rows = finding_rows(actor, state=FindingState.OPEN, kind=kind, severity=severity, code=code)
    return rows.filter(~Exists(made))


def _overdue(on: date) -> Q:
    """The condition that a sent letter has waited longer than its rule allows (one statement for the days)."""
    sent = DefectLetter.objects.filter(state=LetterState.SENT).order_by()
    late, book = Q(pk__in=[]), law()
    for day, level in sent.values_list("sent_on", "level").distinct():
        due = due_of(day, level, book=book).value if day else None
        if due is not None and due < on:
            late |= Q(sent_on=day, level=level)
    return Q(state=LetterState.SENT) & late

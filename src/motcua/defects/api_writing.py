"""The router of the room, and writing reports and letters, for machines."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.models import Finding
from motcua.catalog.selectors import procedure_by_code
from motcua.defects import plain, selectors
from motcua.defects.models import DefectKind, DefectLetter, DefectReport
from motcua.defects.services.answering import Answer, LineAnswer, answer_letter
from motcua.defects.services.letters import (
    Addressee,
    Sent,
    add_reports,
    change_addressee,
    discard_letter,
    forward_letter,
    open_letter,
    record_sent,
    remove_reports,
)
from motcua.defects.services.reporting import ReportContent, report_defect, take_in_findings, withdraw_report
from motcua.defects.services.submitting import Wording, return_letter, submit_letter
from motcua.organisation.selectors import find_unit

router = Router(tags=["defects"])
LETTER = needs("defects.letter")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
Ids = Annotated[list[str], Field(max_length=500)]


class Versioned(Schema):
    """The version that was read; another one now is answered by 409."""

    version: int = Field(ge=1, le=2_000_000_000)


class ReportGiven(Schema):
    """One defect of one procedure."""

    code: str = Field(max_length=40)
    kind: DefectKind
    part: str = Field(max_length=20, examples=["time_limit"])
    proposal: str = Field(max_length=4000)
    quote: str = Field("", max_length=4000)


class ReasonGiven(Versioned):
    """Why."""

    reason: str = Field(max_length=1000)


class FindingsGiven(Schema):
    """Findings to take in."""

    findings: Ids
    kind: DefectKind


class AddresseeGiven(Schema):
    """A unit by its code, or a ministry by its name."""

    to_unit: str = Field("", max_length=60)
    to_name: str = Field("", max_length=300)

    def addressee(self) -> Addressee:
        """To whom the letter goes."""
        return Addressee(find_unit(self.to_unit, timezone.localdate()) if self.to_unit else None, self.to_name)


class LetterGiven(AddresseeGiven):
    """A new letter; `reports` may stay empty where it passes on another."""

    from_unit: str = Field(max_length=60)
    reports: Ids = Field(default_factory=list)


class ReaddressGiven(AddresseeGiven, Versioned):
    """To whom instead."""


class ReportsGiven(Versioned):
    """Reports by their ids."""

    reports: Ids


class WordingGiven(Versioned):
    """What the letter says beside its table."""

    symbol: str = Field(max_length=60)
    place: str = Field(max_length=100)
    signature: list[str] = Field(max_length=6)


class SentGiven(Versioned):
    """The letter as it went out."""

    number: str = Field(max_length=100)
    on: Day
    signer: str = Field(max_length=200)


class LineGiven(Schema):
    """The answer to one report."""

    report: str = Field(max_length=40)
    accepted: bool
    reason: str = Field("", max_length=4000)


class AnswerGiven(Versioned):
    """What was answered."""

    on: Day
    number: str = Field("", max_length=100)
    lines: list[LineGiven] = Field(max_length=500)


def _letter(request: HttpRequest, public_id: str) -> DefectLetter:
    row = selectors.letter_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _reports(request: HttpRequest, ids: list[str]) -> list[DefectReport]:
    rows = list(selectors.report_rows(actor_of(request)).filter(public_id__in=ids).order_by("id"))
    if len(rows) != len(set(ids)):
        raise Http404
    return rows


def _told(row: DefectLetter) -> dict[str, Any]:
    return plain.letter_dict(row, timezone.localdate())


@router.post("/defects/reports", auth=needs("defects.report"), summary="Report a defect of a procedure")
def report(request: HttpRequest, given: ReportGiven) -> dict[str, Any]:
    """In the name of the caller's unit."""
    actor = actor_of(request)
    procedure = procedure_by_code(given.code, actor)
    if procedure is None:
        raise Http404
    content = ReportContent(given.kind, given.part, given.proposal, given.quote)
    row = report_defect(actor=actor, procedure=procedure, content=content)
    return plain.report_dict(row, timezone.localdate())


@router.post("/defects/reports/{public_id}/withdraw", auth=needs("defects.report"), summary="Take a report back")
def withdraw(request: HttpRequest, public_id: str, given: ReasonGiven) -> dict[str, Any]:
    """While it stands in no letter."""
    row = _reports(request, [public_id])[0]
    withdraw_report(actor=actor_of(request), report=row, reason=given.reason, version=given.version)
    return plain.report_dict(row, timezone.localdate())


@router.post("/defects/findings", auth=LETTER, summary="Make reports of findings of the catalogue")
def take(request: HttpRequest, given: FindingsGiven) -> dict[str, int]:
    """Those taken in before are passed over."""
    actor = actor_of(request)
    rows = list(Finding.objects.visible_to(actor).filter(public_id__in=given.findings))
    taken, passed = take_in_findings(actor=actor, findings=rows, kind=given.kind)
    return {"taken": taken, "passed": passed}


@router.post("/defects/letters", auth=LETTER, summary="Draft a letter with reports")
def write(request: HttpRequest, given: LetterGiven) -> dict[str, Any]:
    """Of a unit of the caller."""
    unit = find_unit(given.from_unit, timezone.localdate())
    rows = _reports(request, given.reports)
    return _told(open_letter(actor=actor_of(request), from_unit=unit, to=given.addressee(), reports=rows))


@router.post("/defects/letters/{public_id}/reports", auth=LETTER, summary="Put more reports into a draft")
def add(request: HttpRequest, public_id: str, given: ReportsGiven) -> dict[str, Any]:
    """Reports that stand in no letter."""
    row, rows = _letter(request, public_id), _reports(request, given.reports)
    return _told(add_reports(actor=actor_of(request), letter=row, reports=rows, version=given.version))


@router.post("/defects/letters/{public_id}/reports/remove", auth=LETTER, summary="Take reports out of a draft")
def remove(request: HttpRequest, public_id: str, given: ReportsGiven) -> dict[str, Any]:
    """They are free again."""
    row, rows = _letter(request, public_id), _reports(request, given.reports)
    removed = remove_reports(actor=actor_of(request), letter=row, reports=rows, version=given.version)
    return {**_told(row), "removed": removed}


@router.post("/defects/letters/{public_id}/addressee", auth=LETTER, summary="Address a draft to another")
def readdress(request: HttpRequest, public_id: str, given: ReaddressGiven) -> dict[str, Any]:
    """A unit or a ministry."""
    row, to = _letter(request, public_id), given.addressee()
    return _told(change_addressee(actor=actor_of(request), letter=row, to=to, version=given.version))


@router.post("/defects/letters/{public_id}/discard", auth=LETTER, summary="Throw a draft away")
def discard(request: HttpRequest, public_id: str, given: Versioned) -> dict[str, Any]:
    """Its reports are free again."""
    discard_letter(actor=actor_of(request), letter=_letter(request, public_id), version=given.version)
    return {"discarded": public_id}


@router.post("/defects/letters/{public_id}/submit", auth=LETTER, summary="Submit a letter for signature")
def submit(request: HttpRequest, public_id: str, given: WordingGiven) -> dict[str, Any]:
    """Its document is made."""
    row, wording = _letter(request, public_id), Wording(given.symbol, given.place, tuple(given.signature))
    submit_letter(actor=actor_of(request), letter=row, wording=wording, version=given.version)
    return _told(row)


@router.post("/defects/letters/{public_id}/return", auth=LETTER, summary="Take a submitted letter back")
def take_back(request: HttpRequest, public_id: str, given: ReasonGiven) -> dict[str, Any]:
    """To be changed."""
    row = _letter(request, public_id)
    return _told(return_letter(actor=actor_of(request), letter=row, reason=given.reason, version=given.version))


@router.post("/defects/letters/{public_id}/sent", auth=LETTER, summary="Write down that a letter went out")
def sent(request: HttpRequest, public_id: str, given: SentGiven) -> dict[str, Any]:
    """Its number, day and signer."""
    row, told = _letter(request, public_id), Sent(given.number, given.on, given.signer)
    return _told(record_sent(actor=actor_of(request), letter=row, sent=told, version=given.version))


@router.post("/defects/letters/{public_id}/forward", auth=LETTER, summary="Draft a letter that passes this one on")
def forward(request: HttpRequest, public_id: str, given: LetterGiven) -> dict[str, Any]:
    """What nobody answered yet, or the chosen reports of it."""
    row, unit = _letter(request, public_id), find_unit(given.from_unit, timezone.localdate())
    rows = _reports(request, given.reports)
    return _told(
        forward_letter(actor=actor_of(request), letter=row, from_unit=unit, to=given.addressee(), reports=rows)
    )


@router.post("/defects/letters/{public_id}/answer", auth=LETTER, summary="Write down what was answered")
def answer(request: HttpRequest, public_id: str, given: AnswerGiven) -> dict[str, Any]:
    """Each line closes its report."""
    row = _letter(request, public_id)
    rows = {one.public_id: one for one in _reports(request, [line.report for line in given.lines])}
    lines = [LineAnswer(rows[line.report], line.accepted, line.reason) for line in given.lines]
    told = Answer(given.on, given.number)
    return _told(answer_letter(actor=actor_of(request), letter=row, answer=told, lines=lines, version=given.version))

"""What the terminal command of the room does: rows found by their ids, services called, plain values given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
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
from motcua.web.faults import UserError


def letter_of(actor: Actor, public_id: str) -> DefectLetter:
    """The letter with the id. Raises `UserError` where the actor sees none."""
    row = selectors.letter_by_id(public_id, actor)
    if row is None:
        raise UserError("unknown-letter", f"Không có văn bản “{public_id}”.", status=404)
    return row


def reports_of(actor: Actor, ids: Sequence[str]) -> list[DefectReport]:
    """The reports with the ids. Raises `UserError` naming those that the actor does not see."""
    rows = list(selectors.report_rows(actor).filter(public_id__in=ids).order_by("id"))
    unknown = sorted(set(ids) - {row.public_id for row in rows})
    if unknown:
        raise UserError("unknown-report", f"Không có phản ánh: {', '.join(unknown)}.", status=404)
    return rows


def addressee_of(unit: str, name: str) -> Addressee:
    """To whom, by the code of a unit or the name of a ministry."""
    return Addressee(find_unit(unit, timezone.localdate()) if unit else None, name)


def _letter(row: DefectLetter) -> dict[str, Any]:
    return plain.letter_dict(row, timezone.localdate())


def make_report(actor: Actor, code: str, content: ReportContent) -> dict[str, Any]:
    """Report a defect of a procedure by its code."""
    procedure = procedure_by_code(code, actor)
    if procedure is None:
        raise UserError("unknown-procedure", f"Không có thủ tục “{code}”.", status=404)
    row = report_defect(actor=actor, procedure=procedure, content=content)
    return plain.report_dict(row, timezone.localdate())


def withdraw(actor: Actor, public_id: str, reason: str) -> dict[str, Any]:
    """Take a report back."""
    row = reports_of(actor, [public_id])[0]
    return plain.report_dict(
        withdraw_report(actor=actor, report=row, reason=reason, version=row.version), timezone.localdate()
    )


def take(actor: Actor, ids: Sequence[str], kind: DefectKind) -> dict[str, int]:
    """Make reports of findings."""
    rows = list(Finding.objects.visible_to(actor).filter(public_id__in=ids))
    taken, passed = take_in_findings(actor=actor, findings=rows, kind=kind)
    return {"taken": taken, "passed": passed}


def write(actor: Actor, from_unit: str, to: Addressee, ids: Sequence[str]) -> dict[str, Any]:
    """Draft a letter."""
    unit = find_unit(from_unit, timezone.localdate())
    return _letter(open_letter(actor=actor, from_unit=unit, to=to, reports=reports_of(actor, ids)))


def change(actor: Actor, public_id: str, add: Sequence[str], drop: Sequence[str], to: Addressee) -> dict[str, Any]:
    """Add reports to a draft, take some out, address it to another: whatever is given."""
    row = letter_of(actor, public_id)
    if add:
        row = add_reports(actor=actor, letter=row, reports=reports_of(actor, add), version=row.version)
    if drop:
        remove_reports(actor=actor, letter=row, reports=reports_of(actor, drop), version=row.version)
    if to.unit is not None or to.name:
        row = change_addressee(actor=actor, letter=row, to=to, version=row.version)
    return _letter(row)


def discard(actor: Actor, public_id: str) -> dict[str, Any]:
    """Throw a draft away."""
    row = letter_of(actor, public_id)
    discard_letter(actor=actor, letter=row, version=row.version)
    return {"discarded": public_id}


def submit(actor: Actor, public_id: str, wording: Wording) -> dict[str, Any]:
    """Submit a letter for signature."""
    row = letter_of(actor, public_id)
    submit_letter(actor=actor, letter=row, wording=wording, version=row.version)
    return _letter(row)


def take_back(actor: Actor, public_id: str, reason: str) -> dict[str, Any]:
    """Take a submitted letter back."""
    row = letter_of(actor, public_id)
    return _letter(return_letter(actor=actor, letter=row, reason=reason, version=row.version))


def sent(actor: Actor, public_id: str, told: Sent) -> dict[str, Any]:
    """Write down that a letter went out."""
    row = letter_of(actor, public_id)
    return _letter(record_sent(actor=actor, letter=row, sent=told, version=row.version))


def forward(actor: Actor, public_id: str, from_unit: str, to: Addressee) -> dict[str, Any]:
    """Draft a letter that passes on what nobody answered."""
    row, unit = letter_of(actor, public_id), find_unit(from_unit, timezone.localdate())
    return _letter(forward_letter(actor=actor, letter=row, from_unit=unit, to=to, reports=()))


def answer(
    actor: Actor, public_id: str, told: Answer, accepted: Sequence[str], refused: Sequence[str], reason: str
) -> dict[str, Any]:
    """Write down what was answered to reports by their ids."""
    row = letter_of(actor, public_id)
    lines = [LineAnswer(one, True, reason) for one in reports_of(actor, accepted)]
    lines += [LineAnswer(one, False, reason) for one in reports_of(actor, refused)]
    return _letter(answer_letter(actor=actor, letter=row, answer=told, lines=lines, version=row.version))

"""Answers, consultations and obstacles as plain values for machines."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from motcua.organisation.selectors import today_names
from motcua.review.answering import KEPT
from motcua.review.checks import findings_of
from motcua.review.consulting import waiting_of
from motcua.review.facts import facts_of
from motcua.review.models import Answer, CampaignLine, Consultation, Obstacle, PartAnswer
from motcua.review.selectors_asking import addressees_of, asked_lines
from motcua.review.services.assessing_store import Outcome
from motcua.review.sheeting import Row, line_sheet, part_rows


def answer_dict(row: Answer | PartAnswer | None) -> dict[str, Any] | None:
    """An answer with how it came about."""
    if row is None:
        return None
    plain = {name: getattr(row, name) for name in KEPT}
    return {**plain, "basis": row.basis, "by": row.by_label, "at": row.at, "version": row.version}


def _row(row: Row) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "title": row.title,
        "proposal": dict(row.proposal),
        "doubtful": row.doubtful,
        "opened": row.opened,
        "answer": answer_dict(row.answer),
    }


def line_dict(line: CampaignLine) -> dict[str, Any]:
    """A line with every question, what the answers come to, what does not hold together."""
    made = line_sheet(line)
    judgement = made.judgement
    findings = findings_of(facts_of(line, made.sheet, judgement))
    return {
        "id": line.public_id,
        "code": line.procedure.code,
        "state": line.state,
        "version": line.version,
        "regime": judgement.regime,
        "criteria": [_row(row) for row in made.rows],
        "parts": [_row(row) for row in part_rows(made)],
        "missing": list(judgement.missing),
        "level": judgement.level,
        "verdict": judgement.verdict.to_dict(gettext) if judgement.verdict else None,
        "next": judgement.upward.to_dict(gettext) if judgement.upward else None,
        "partial_reasons": [reason.to_dict() for reason in judgement.partial.value] if judgement.partial else [],
        "clashes": [
            {"id": one.public_id, "subject": one.subject, "answer": one.content, "by": one.by_label}
            for one in made.sheet.clashes
        ],
        "findings": [finding.to_dict() for finding in findings],
        "conclusion": {
            "level": line.level,
            "suitable": line.suitable,
            "year": line.year,
            "period": line.period,
            "note": line.note,
        },
    }


def outcome_dict(made: Outcome) -> dict[str, Any]:
    """What became of an answer: it stands, or it waits beside another's (`clash`)."""
    return {"answer": answer_dict(made.row), "clash": made.clash.public_id if made.clash else None}


def consultation_dict(row: Consultation) -> dict[str, Any]:
    """A round with its clock, who was asked, what they said, what became of it."""
    clock = waiting_of(row, timezone.localdate())
    return {
        "id": row.public_id,
        "campaign": row.campaign.public_id,
        "unit": today_names([row.unit_id]).get(row.unit_id, ""),
        "title": row.title,
        "state": row.state,
        "number": row.number,
        "sent_on": row.sent_on,
        "due": clock.due.to_dict(gettext) if clock else None,
        "days_left": clock.left if clock else None,
        "codes": [line.procedure.code for line in asked_lines(row)],
        "addressees": [
            {
                "name": who.name,
                "answered_on": who.answered_on,
                "silent_on": who.silent_on,
                "version": who.version,
                "opinions": [
                    {
                        "id": one.public_id,
                        "code": one.line.procedure.code if one.line else "",
                        "said": one.said,
                        "text": one.text,
                        "taken": one.taken,
                        "reason": one.reason,
                        "version": one.version,
                    }
                    for one in who.opinions.all()
                ],
            }
            for who in addressees_of(row)
        ],
        "version": row.version,
    }


def obstacle_dict(row: Obstacle) -> dict[str, Any]:
    """An obstacle with what each side said."""
    names = today_names([row.unit_id, *([row.acting_unit_id] if row.acting_unit_id else [])])
    texts = ("title", "text", "wish", "opinion", "direction", "director", "instrument", "outcome")
    days = ("reported_on", "opinion_on", "directed_on", "due_on", "closed_on")
    return {
        "id": row.public_id,
        "campaign": row.campaign.public_id,
        "code": row.line.procedure.code if row.line else "",
        "unit": names.get(row.unit_id, ""),
        "acting_unit": names.get(row.acting_unit_id or 0, ""),
        "state": row.state,
        **{name: getattr(row, name) for name in (*texts, *days)},
        "version": row.version,
    }

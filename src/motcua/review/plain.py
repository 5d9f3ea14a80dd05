"""Campaigns and what belongs to them as plain values, for machines and the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from motcua.access.actors import Actor
from motcua.organisation.selectors import today_names
from motcua.review.calendar import Step, calendar_of
from motcua.review.dashboard import UnitRow, standing
from motcua.review.decision_paper import LevelWords
from motcua.review.due import due_of
from motcua.review.measuring import measured
from motcua.review.measuring import plain as targets
from motcua.review.models import Campaign, CampaignDecision, CampaignLine, ExclusionList, Pursuit
from motcua.review.selectors import Progress, meetings_of, returned_rows
from motcua.review.selectors_following import FieldRow, field_rows
from motcua.review.services.following import BY_FIELD

_DAYS = ("opens_on", "unit_result_due", "check_due", "consolidation_due", "law_date", "plan_signed_on")
_COUNTS = ("total", "open", "assessed", "submitted", "returned", "confirmed", "closed", "suitable")


def campaign_line(row: Campaign) -> dict[str, Any]:
    """One row of a list."""
    return {
        "id": row.public_id,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "year": row.year,
        "plan_number": row.plan_number,
        **{name: _day(getattr(row, name)) for name in _DAYS},
        "lines": getattr(row, "line_count", None),
        "confirmed": getattr(row, "done_count", None),
        "version": row.version,
    }


def campaign_dict(row: Campaign, actor: Actor, today: date) -> dict[str, Any]:
    """One campaign whole: progress, units, what was returned and why, the decision, the version to send back."""
    stands = standing(actor, row, today)
    decision = CampaignDecision.objects.filter(campaign=row).first()
    return {
        **campaign_line(row),
        "scope": row.scope,
        "weights": row.weights or None,
        "exclusions": [{"id": one.public_id, "title": one.title} for one in row.exclusions.all()],
        "closed_because": row.closed_because,
        "job": row.job,
        "progress": _counts(stands.whole),
        "without_lead": stands.loose,
        "units": [_unit(one) for one in (*stands.leads, *stands.helpers)],
        "late": [one.part.public_id for one in stands.late],
        "returned": [
            {
                "code": remark.line.procedure.code,
                "remark": remark.text,
                "at": remark.said_at.isoformat(),
                "answer": remark.answer,
            }
            for remark in returned_rows(actor, row)[:200]
        ],
        "tasks": [
            {"number": task.ordinal, "text": task.text, "due_on": _day(task.due_on), "done_on": _day(task.done_on)}
            for task in row.tasks.all()
        ],
        "targets": targets(measured(row, today)),
        "calendar": [_step(one) for one in calendar_of(row, today)],
        "due": [
            {"what": one.what, "day": _day(one.day), "days_left": one.left} for one in due_of(actor, row, stands, today)
        ],
        "meetings": [
            {"id": one.public_id, "title": one.title, "held_on": _day(one.held_on)} for one in meetings_of(row)
        ],
        "decision": _decision(decision) if decision else None,
        "fields": [_field(one) for one in field_rows(actor, row)] if row.kind in BY_FIELD else [],
    }


def _step(row: Step) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "due": _day(row.due),
        "done": row.done,
        "done_on": _day(row.done_on),
        "number": row.number,
        "days_late": row.late,
    }


def pursuit_dict(row: Pursuit) -> dict[str, Any]:
    """A provision that is followed; `concerned` is how many procedures it holds up."""
    days = ("due_on", "sent_on", "answered_on", "ended_on")
    texts = (
        "remedy", "document", "article", "wording", "owner", "sent_number", "answer_number", "answer", "outcome",
        "end_number", "version",
    )  # fmt: skip
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in texts},
        **{name: _day(getattr(row, name)) for name in days},
        "waits": row.waits,
        "concerned": getattr(row, "concerned", None),
    }


def _unit(row: UnitRow) -> dict[str, Any]:
    return {
        "id": row.part.public_id,
        "unit": row.part.unit.public_id,
        "name": row.name,
        "role": row.part.role,
        "state": row.part.state,
        "due": _day(row.due),
        "days_late": row.late,
        "reminded": row.reminded,
        "note": row.part.note,
        "progress": _counts(row.progress),
        "version": row.part.version,
    }


def _decision(row: CampaignDecision) -> dict[str, Any]:
    return {
        "number": row.number,
        "signed_on": _day(row.signed_on),
        "signer": row.signer,
        "paper": row.paper,
        "trouble": row.trouble,
    }


def _field(row: FieldRow) -> dict[str, Any]:
    done = row.decision
    return {
        "field": "" if row.key == "-" else row.name,
        "waiting": row.waiting,
        "paper": row.paper.public_id if row.paper else "",
        "paper_state": row.paper.state if row.paper else "",
        "trouble": row.trouble,
        "number": done.number if done else "",
        "signed_on": _day(done.signed_on) if done else None,
        "signer": done.signer if done else "",
    }


def _counts(progress: Progress) -> dict[str, int]:
    return {name: getattr(progress, name) for name in _COUNTS}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def line_dicts(rows: Iterable[CampaignLine]) -> list[dict[str, Any]]:
    """Lines with the names of their units in one statement."""
    given = list(rows)
    names = today_names({row.unit_id for row in given if row.unit_id})
    words = LevelWords()
    return [_line(row, names, words) for row in given]


def _line(row: CampaignLine, names: Mapping[int, str], words: LevelWords) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "code": row.procedure.code,
        "name": row.procedure_version.name if row.procedure_version else "",
        "field": row.field.name if row.field else "",
        "unit": names.get(row.unit_id or 0, ""),
        "state": row.state,
        "suitable": row.suitable,
        "level": row.level,
        "level_name": words(row),
        "year": row.year,
        "period": row.period,
        "note": row.note,
        "score": str(row.score) if row.score is not None else None,
        "closed_because": row.closed_because,
        "version": row.version,
    }


def exclusion_dict(row: ExclusionList) -> dict[str, Any]:
    """A list of exclusion with the rows that the catalogue does not know."""
    unknown = row.lines.filter(procedure=None).order_by("ordinal")
    return {
        "id": row.public_id,
        "title": row.title,
        "instrument": row.instrument,
        "lines": row.lines.count(),
        "unknown": [
            {"row": one.ordinal, "code": one.code, "name": one.name, "reason": one.reason, "why": one.trouble}
            for one in unknown
        ],
        "version": row.version,
    }

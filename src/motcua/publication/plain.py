"""Decisions and what belongs to them as plain values, for machines and the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names, with_history
from motcua.publication.clocks import NO_LINES, ClockReader, OpenClock, clocks_of, counts_of
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, ListAnnex, Publication
from motcua.publication.problems import problems_of
from motcua.publication.selectors import acts_of, lines_of


def day(value: date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value else None


def decision_line(row: AnnouncementDecision, names: Mapping[int, str]) -> dict[str, Any]:
    """One row of a list."""
    return {
        "id": row.public_id,
        "number": row.number,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "advising_unit": names.get(row.advising_unit_id, ""),
        "signed_on": day(row.signed_on),
        "effective_from": day(row.effective_from),
        "law_effective_on": day(row.law_effective_on),
        "lines": getattr(row, "line_count", None),
    }


def decision_lines(rows: list[AnnouncementDecision]) -> list[dict[str, Any]]:
    """Rows of a list, with names of units in one statement."""
    names = today_names({row.advising_unit_id for row in rows})
    return [decision_line(row, names) for row in rows]


def line_dict(line: AnnouncedLine, acts: list[Publication]) -> dict[str, Any]:
    """One procedure of a decision, with every act of making it public."""
    return {
        "id": line.public_id,
        "code": line.code,
        "name": line.name,
        "field": line.field,
        "kind": line.kind,
        "in_catalogue": line.procedure_id is not None,
        "law_effective_on": day(line.law_effective_on),
        "replaces": line.replaces,
        "outrun_by": line.outrun_by.decision.number if line.outrun_by else None,
        "published": [act_dict(act) for act in acts],
    }


def act_dict(act: Publication) -> dict[str, Any]:
    """One act of making public."""
    return {
        "id": act.public_id,
        "place": act.place,
        "at": act.published_at.isoformat(),
        "evidence": act.evidence,
        "withdrawn_because": act.withdrawn_because,
    }


def clock_dicts(rows: Iterable[OpenClock]) -> list[dict[str, Any]]:
    """Clocks with their reasons and owners, the names of the owners read at once."""
    given = list(rows)
    names = today_names({row.owner.value.pk for row in given if row.owner.value})
    return [_clock_dict(row, names) for row in given]


def _clock_dict(row: OpenClock, names: Mapping[int, str]) -> dict[str, Any]:
    owner = row.owner.value.pk if row.owner.value and row.act == "announce" else None
    return {
        "decision": row.decision.public_id,
        "title": row.decision.number or row.decision.title,
        "act": row.act,
        "left": row.left,
        "owner": names.get(owner, "") if owner else None,
        **row.clock.to_dict(gettext),
    }


def decision_dict(row: AnnouncementDecision, actor: Actor, today: date) -> dict[str, Any]:
    """One decision whole: lines, clocks, what stands in its way, the version to send back."""
    row.advising_unit = with_history(Unit.objects.filter(pk=row.advising_unit_id)).get()
    lines = list(lines_of(row, actor))
    acts = acts_of(lines)
    counts = counts_of([row]).get(row.pk, NO_LINES)
    problems = problems_of(row, today) if not row.announced else []
    return {
        **decision_line(row, today_names([row.advising_unit_id])),
        "source": row.source,
        "shortened": row.shortened,
        "law_issued_on": day(row.law_issued_on),
        "signer": row.signer,
        "paper": row.paper,
        "trouble": row.trouble,
        "returned_because": row.returned_because,
        "ended_by": row.ended_by.number if row.ended_by else None,
        "clocks": clock_dicts(clocks_of(row, counts, ClockReader(today))),
        "problems": [{"code": one.code, "text": one.text, "blocking": one.blocking} for one in problems],
        "lines": [line_dict(line, acts.get(line.pk, [])) for line in lines],
        "version": row.version,
    }


def annex_dict(row: ListAnnex) -> dict[str, Any]:
    """A list as annex."""
    return {
        "id": row.public_id,
        "title": row.title,
        "state": row.state,
        "rows": row.rows,
        "fault": row.fault,
        "job": row.job,
    }

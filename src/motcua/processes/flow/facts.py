"""What can be counted of a process, for the review: steps, people, papers, times.

Times of different units are never added into one: days and working days stand side by side, and what is not known
stays not known (known defects 1 and 10 of the source data: merged cells, bare numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from motcua.law.limit import Kind as LimitKind
from motcua.law.limit import Limit, Part, Unit, fold, parse_limit
from motcua.processes.flow.steps import WORK, Kind, Step

_UNCOUNTED = re.compile(r"(?:khong tinh (?:vao )?thoi (?:gian|han).*|(?:theo |trong )?gio hanh chinh)")


@dataclass(frozen=True, slots=True)
class Facts:
    """The counts of one process.

    `times` are sums a unit each over all steps, those of every branch included; `same_day` steps say "within the day",
    `uncounted` ones say that their time does not count, `unknown` ones say nothing that can be added.
    """

    steps: int
    decisions: int
    handovers: int
    actors: tuple[str, ...]
    papers_in: int
    papers_out: int
    times: tuple[Part, ...]
    same_day: int
    uncounted: int
    unknown: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "steps": self.steps,
            "decisions": self.decisions,
            "handovers": self.handovers,
            "actors": list(self.actors),
            "papers_in": self.papers_in,
            "papers_out": self.papers_out,
            "times": [{"amount": float(part.amount), "unit": part.unit.value} for part in self.times],
            "same_day": self.same_day,
            "uncounted": self.uncounted,
            "unknown": self.unknown,
        }


def facts_of(steps: Sequence[Step]) -> Facts:
    """Count what the steps say. Papers and people named twice in other letters count once."""
    work = [step for step in steps if step.kind in WORK]
    limits = [parse_limit(step.time) for step in work if not does_not_count(step.time)]
    return Facts(
        steps=len(work),
        decisions=sum(step.kind in (Kind.DECISION, Kind.PARALLEL) for step in steps),
        handovers=sum(step.kind == Kind.HANDOVER for step in steps),
        actors=_distinct(step.actor for step in steps),
        papers_in=len(_distinct(line for step in steps for line in step.paper_in.splitlines())),
        papers_out=len(_distinct(line for step in steps for line in step.paper_out.splitlines())),
        times=_sums(limits),
        same_day=sum(limit.kind is LimitKind.SAME_DAY for limit in limits),
        uncounted=len(work) - len(limits),
        unknown=sum(not limit.known for limit in limits),
    )


def does_not_count(time: str) -> bool:
    """Whether a text says that the time of a step is not counted (rules-one-stop 6: both kinds of flows)."""
    return _UNCOUNTED.fullmatch(fold(time).rstrip(" .;")) is not None


def _sums(limits: Iterable[Limit]) -> tuple[Part, ...]:
    totals: dict[Unit, Fraction] = {}
    for limit in limits:
        for part in limit.parts:
            totals[part.unit] = totals.get(part.unit, Fraction(0)) + part.amount
    return tuple(Part(totals[unit], unit) for unit in Unit if unit in totals)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        line = text.strip(" -+*•\t")
        if line:
            found.setdefault(fold(line), line)
    return tuple(found.values())

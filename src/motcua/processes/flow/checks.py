"""What is wrong with a process: what keeps it from being confirmed, and what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.law.words import N_, Translate
from motcua.processes.flow.flows import flows
from motcua.processes.flow.steps import SPLITS, WORK, Kind, Step

EMPTY = N_("Quy trình chưa có bước nào.")
NO_START = N_("Chưa có bước bắt đầu.")
NO_END = N_("Chưa có bước kết thúc.")
NO_NAME = N_("Bước {number} chưa ghi việc làm.")
NO_ACTOR = N_("Bước {number} chưa ghi người thực hiện.")
FEW_WAYS = N_("Bước {number} là chỗ rẽ nhánh nhưng chưa ghi từ hai nhánh trở lên.")
UNSAID_WAY = N_("Bước {number} có nhánh chưa ghi điều kiện.")
NOT_REACHED = N_("Không có bước nào dẫn tới bước {number}.")
NO_WAY_OUT = N_("Từ bước {number} không đi tới được bước kết thúc nào.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; a `blocking` one keeps the process unconfirmed. `place` counts from 1; 0 is the whole."""

    code: str
    words: str
    blocking: bool
    place: int = 0

    def said(self, translate: Translate = str) -> str:
        """The sentence."""
        return translate(self.words).format(number=self.place)


def problems_of(steps: Sequence[Step]) -> list[Problem]:
    """Everything to mend, what blocks first."""
    if not steps:
        return [Problem("empty", EMPTY, True)]
    found = [] if any(step.kind == Kind.START for step in steps) else [Problem("no-start", NO_START, True)]
    if not any(step.kind == Kind.END for step in steps):
        found.append(Problem("no-end", NO_END, True))
    for place, step in enumerate(steps, start=1):
        found += _of_step(place, step)
    found += _of_ways(steps)
    return sorted(found, key=lambda one: (not one.blocking, one.place))


def _of_step(place: int, step: Step) -> list[Problem]:
    found = []
    if step.kind in WORK | {Kind.DECISION} and not step.name:
        found.append(Problem("no-name", NO_NAME, True, place))
    if step.kind in WORK and not step.actor:
        found.append(Problem("no-actor", NO_ACTOR, True, place))
    if step.kind in SPLITS and len(step.branches) < 2:
        found.append(Problem("few-ways", FEW_WAYS, True, place))
    if step.kind == Kind.DECISION and any(not way.label for way in step.branches):
        found.append(Problem("unsaid-way", UNSAID_WAY, False, place))
    return found


def _of_ways(steps: Sequence[Step]) -> list[Problem]:
    onward: dict[int, set[int]] = {place: set() for place in range(len(steps))}
    backward: dict[int, set[int]] = {place: set() for place in range(len(steps))}
    for flow in flows(steps):
        onward[flow.source].add(flow.target)
        backward[flow.target].add(flow.source)
    starts = {place for place, step in enumerate(steps) if step.kind == Kind.START} or {0}
    ends = {place for place, step in enumerate(steps) if step.kind == Kind.END}
    reached, leading = _spread(starts, onward), _spread(ends, backward)
    missed = [Problem("not-reached", NOT_REACHED, True, place + 1) for place in onward if place not in reached]
    stuck = [Problem("no-way-out", NO_WAY_OUT, True, place + 1) for place in onward if ends and place not in leading]
    return missed + stuck


def _spread(begin: set[int], ways: dict[int, set[int]]) -> set[int]:
    seen, waiting = set(begin), list(begin)
    while waiting:
        for place in ways[waiting.pop()]:
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return seen

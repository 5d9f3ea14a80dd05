"""The steps of a process as plain values, and the one form in which they are kept.

A process is an ordered list of steps. Each leads to the one below it, unless `then` names another; a decision and a
parallel split lead where their branches say; an end leads nowhere. Steps name each other by `key`, which stays when
rows are moved; people see the number of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MOST_STEPS = 150  # as many as one page can send
MOST_BRANCHES = 12
LONGEST = 4_000  # characters of one text
LONGEST_NAME = 500
LONGEST_NOTE = 20_000  # a note may hold the whole passage that a step was taken from
_KEY = re.compile(r"[a-z][a-z0-9]{0,19}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    """What a step is."""

    START = "start"
    TASK = "task"
    DECISION = "decision"
    PARALLEL = "parallel"
    HANDOVER = "handover"
    END = "end"


SPLITS = frozenset({Kind.DECISION, Kind.PARALLEL})
WORK = frozenset({Kind.TASK, Kind.HANDOVER})


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a split: what is said on it and the key of the step it leads to."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `time` is as written; papers stand one a line; `code` is the procedure it belongs to in a group.

    `then` is the key of the step that follows where it is not the one below.
    """

    key: str
    kind: Kind
    name: str
    actor: str = ""
    channel: str = ""
    time: str = ""
    paper_in: str = ""
    paper_out: str = ""
    note: str = ""
    code: str = ""
    then: str = ""
    branches: tuple[Branch, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The step as plain values, ready for JSON."""
        texts = {name: getattr(self, name) for name in TEXTS}
        branches = [{"label": branch.label, "to": branch.to} for branch in self.branches]
        return {"key": self.key, "kind": self.kind.value, **texts, "then": self.then, "branches": branches}


TEXTS = ("name", "actor", "channel", "time", "paper_in", "paper_out", "note", "code")


def plain_text(text: str, longest: int = LONGEST, one_line: bool = False) -> str:
    """The text without what no page and no XML can hold, on one line where asked, cut at `longest` characters."""
    kept = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\x85", "\n")
    if one_line:
        return " ".join(kept.split())[:longest].rstrip()
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    return "\n".join(lines).strip("\n")[:longest].rstrip()


def normal(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps in the one form that is kept: clean texts, keys that name one step each, links that lead somewhere.

    What an empty branch leads to is the step below; a `then` that says what is so anyway is left out.
    """
    rows = _keyed([_clean(step) for step in steps])
    keys = {step.key for step in rows}
    below = {step.key: rows[place + 1].key if place + 1 < len(rows) else "" for place, step in enumerate(rows)}
    return tuple(_linked(step, keys, below[step.key]) for step in rows)


def without(steps: Sequence[Step], key: str) -> tuple[Step, ...]:
    """The steps without one; what led to it leads where it led."""
    place = next((number for number, step in enumerate(steps) if step.key == key), None)
    if place is None:
        return tuple(steps)
    gone, below = steps[place], steps[place + 1].key if place + 1 < len(steps) else ""
    heir = "" if gone.kind in SPLITS | {Kind.END} else gone.then or below
    kept = []
    for step in steps:
        if step.key != key:
            ways = (replace(way, to=heir) if way.to == key else way for way in step.branches)
            branches = tuple(way for way in ways if way.to)
            kept.append(replace(step, then=heir if step.then == key else step.then, branches=branches))
    return normal(kept)


def moved(steps: Sequence[Step], key: str, by: int) -> tuple[Step, ...]:
    """The steps with one moved up (-1) or down (1); links keep naming the same steps."""
    rows = list(steps)
    place = next((number for number, step in enumerate(rows) if step.key == key), None)
    if place is None or not 0 <= place + by < len(rows):
        return tuple(rows)
    rows.insert(place + by, rows.pop(place))
    return normal(rows)


def inserted(steps: Sequence[Step], after: str, step: Step) -> tuple[Step, ...]:
    """The steps with a new one below the one named (at the top where `after` is empty), its key made fresh."""
    rows = list(steps)
    place = next((number + 1 for number, row in enumerate(rows) if row.key == after), len(rows) if after else 0)
    rows.insert(place, replace(step, key=fresh_key({row.key for row in rows})))
    return normal(rows)


def fresh_key(taken: Iterable[str]) -> str:
    """A key that none of the steps has."""
    used = set(taken)
    number = len(used) + 1
    while f"s{number}" in used:
        number += 1
    return f"s{number}"


def _clean(step: Step) -> Step:
    return replace(
        step,
        name=plain_text(step.name, LONGEST_NAME, True),
        actor=plain_text(step.actor, LONGEST_NAME, True),
        channel=plain_text(step.channel, LONGEST_NAME, True),
        time=plain_text(step.time, LONGEST_NAME, True),
        code=plain_text(step.code, 60, True),
        paper_in=plain_text(step.paper_in),
        paper_out=plain_text(step.paper_out),
        note=plain_text(step.note, LONGEST_NOTE),
        branches=tuple(Branch(plain_text(way.label, 200, True), way.to) for way in step.branches[:MOST_BRANCHES]),
    )


def _keyed(steps: list[Step]) -> list[Step]:
    """Keys that are well formed and occur once stay; the others are given anew."""
    taken = {step.key for step in steps if _KEY.fullmatch(step.key)}
    seen: set[str] = set()
    rows = []
    for step in steps:
        key = step.key
        if not _KEY.fullmatch(key) or key in seen:
            key = fresh_key(taken)
            taken.add(key)
        seen.add(key)
        rows.append(replace(step, key=key))
    return rows


def _linked(step: Step, keys: set[str], below: str) -> Step:
    if step.kind in SPLITS:
        ways = (Branch(way.label, way.to or below) for way in step.branches)
        kept = tuple(dict.fromkeys(way for way in ways if way.to in keys and way.to != step.key))
        return replace(step, then="", branches=() if kept == (Branch("", below),) else kept)
    then = "" if step.kind == Kind.END or step.then not in keys or step.then in (below, step.key) else step.then
    return replace(step, then=then, branches=())

"""What differs between two versions of a process: rows side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from motcua.processes.flow.steps import TEXTS, Step

Change = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the comparison: the old step and the new one with their numbers; either may be missing."""

    change: Change
    old: Step | None = None
    old_number: int = 0
    new: Step | None = None
    new_number: int = 0
    fields: tuple[str, ...] = ()


def compared(old: Sequence[Step], new: Sequence[Step]) -> list[Pair]:
    """The rows of both, a step beside its later self (told by its key, else by what it says)."""
    left, right = _ways(old), _ways(new)
    rows: list[Pair] = []
    for act, first, last, start, end in SequenceMatcher(None, _marks(old), _marks(new), autojunk=False).get_opcodes():
        if act == "equal":
            pairs = zip(range(first, last), range(start, end), strict=True)
            rows += [_beside(old, new, left, right, one, other) for one, other in pairs]
        else:
            rows += [Pair("removed", old[one], one + 1) for one in range(first, last)]
            rows += [Pair("added", None, 0, new[other], other + 1) for other in range(start, end)]
    return rows


def _marks(steps: Sequence[Step]) -> list[tuple[str, str]]:
    return [(step.key, step.kind.value) for step in steps]


def _beside(old: Sequence[Step], new: Sequence[Step], left: list[str], right: list[str], one: int, other: int) -> Pair:
    before, after = old[one], new[other]
    fields = tuple(name for name in TEXTS if getattr(before, name) != getattr(after, name))
    if left[one] != right[other]:
        fields = (*fields, "ways")
    return Pair("changed" if fields else "same", before, one + 1, after, other + 1, fields)


def _ways(steps: Sequence[Step]) -> list[str]:
    """Where each step leads, in the names of the steps: numbers shift when a row is put between."""
    names = {step.key: step.name or step.kind.value for step in steps}
    return [
        "; ".join([names.get(step.then, ""), *(f"{way.label}: {names.get(way.to, '')}" for way in step.branches)])
        for step in steps
    ]

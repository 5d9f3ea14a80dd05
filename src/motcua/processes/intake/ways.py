"""Where a step leads, as people write it in one cell: "Hợp lệ → 5", a line each; a lone number is where it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motcua.processes.flow.steps import SPLITS, Branch, Kind, Step

_WAY = re.compile(
    r"(?P<label>.*?)\s*(?:→|->|=>|:|–|-)?\s*(?:(?:sang|tới|đến|về)\s+)?(?:bước\s*)?(?P<number>\d{1,3})\s*[.;]?",
    re.IGNORECASE,
)


def read_ways(text: str, keys: Mapping[int, str], kind: Kind) -> tuple[str, tuple[Branch, ...], list[str]]:
    """`then`, the branches and the lines that name no step, from a cell; `keys` are the steps by the numbers shown."""
    ways: list[Branch] = []
    unread: list[str] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        found = _WAY.fullmatch(line)
        key = keys.get(int(found["number"])) if found else None
        if found is None or key is None:
            unread.append(line)
        else:
            ways.append(Branch(found["label"].strip(" →:–-"), key))
    if kind in SPLITS:
        return "", tuple(ways), unread
    return (ways[0].to if ways else ""), (), unread


def said_ways(step: Step, steps: Sequence[Step]) -> str:
    """The cell that says where a step leads, by the numbers of the rows."""
    numbers = {row.key: number for number, row in enumerate(steps, start=1)}
    if step.kind in SPLITS:
        return "\n".join(f"{way.label} → {numbers[way.to]}".strip() for way in step.branches if way.to in numbers)
    return f"→ {numbers[step.then]}" if step.then in numbers else ""

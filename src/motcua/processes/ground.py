"""By what article a process is reviewed, and which steps the article asks for."""

from __future__ import annotations

from datetime import date

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.processes.models import ProcessKind
from motcua.rulebook.selectors import rules_on

KEYS = {ProcessKind.GROUP: "processes.group", ProcessKind.SINGLE: "processes.single"}
STEP = N_("Việc phải làm: {name}")
NONE = N_("Không có quy định về rà soát quy trình áp dụng cho ngày {day}")


def ground_of(kind: str, day: date) -> Explained[str]:
    """The article for a single procedure or a linked group on a day, "" before there was one; a reason a step."""
    rules, key = rules_on(day), KEYS[ProcessKind(kind)]
    if not rules.has(key):
        return Explained("", (Reason(NONE, {"day": day}, warning=True),))
    row = rules.row(key)
    steps = tuple(Reason(STEP, {"name": str(step["name"])}, (row.citation,)) for step in row.value)
    return Explained(row.citation.source, steps)

"""The table of steps on a page: what is posted becomes content, and content becomes the cells that are shown.

Rows are added, moved and taken away by buttons that post the whole table, so that everything works without scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from motcua.processes.content import MOST_MEMBERS, Content, Member
from motcua.processes.flow.steps import MOST_STEPS, Kind, Step, inserted, moved, normal, without
from motcua.processes.intake.ways import read_ways, said_ways
from motcua.processes.models import Relation

CELLS = ("name", "actor", "channel", "time", "paper_in", "paper_out", "note", "code")
_KEY = re.compile(r"[a-z][a-z0-9]{0,19}")


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted table: its content, what the button asked for, the cells of ways that name no step (number and line)."""

    content: Content
    act: str
    target: str
    unread: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowView:
    """One row as the page shows it."""

    number: int
    step: Step
    ways: str


def rows_of(steps: Sequence[Step]) -> list[RowView]:
    """The rows of the page."""
    return [RowView(number, step, said_ways(step, steps)) for number, step in enumerate(steps, start=1)]


def posted_from(post: QueryDict, is_group: bool) -> Posted:
    """Read a posted table. A way that names no row is told in `unread` and not kept."""
    keys = [key for key in dict.fromkeys(post.getlist("row")) if _KEY.fullmatch(key)][:MOST_STEPS]
    by_number = dict(enumerate(keys, start=1))
    unread: list[tuple[int, str]] = []
    steps = []
    for number, key in by_number.items():
        kind = _kind(post.get(f"{key}-kind", ""))
        then, ways, lost = read_ways(post.get(f"{key}-ways", ""), by_number, kind)
        unread += [(number, line) for line in lost]
        cells = {name: post.get(f"{key}-{name}", "") for name in CELLS}
        steps.append(Step(key, kind, then=then, branches=ways, **cells))
    act, _sign, target = post.get("do", "").partition("=")
    members = _members(post) if is_group else None
    return Posted(Content(normal(steps), members), act, target, tuple(unread))


def obeyed(posted: Posted) -> tuple[Content, str]:
    """The content after the row button, and the key of the row to look at afterwards."""
    steps, target = posted.content.steps, posted.target
    before = {step.key for step in steps}
    if posted.act == "add" and len(steps) < MOST_STEPS:
        steps = inserted(steps, target, Step("", Kind.TASK, ""))
        target = next((step.key for step in steps if step.key not in before), target)
    elif posted.act == "drop":
        place = next((number for number, step in enumerate(steps) if step.key == target), 0)
        steps = without(steps, target)
        target = steps[min(place, len(steps) - 1)].key if steps else ""
    elif posted.act in ("up", "down"):
        steps = moved(steps, target, -1 if posted.act == "up" else 1)
    return Content(steps, posted.content.members), target if _KEY.fullmatch(target) else ""


ROW_ACTS = frozenset({"add", "drop", "up", "down", "draw"})


def _kind(text: str) -> Kind:
    return Kind(text) if text in set(Kind) else Kind.TASK


def _members(post: Mapping[str, str]) -> tuple[Member, ...]:
    """The procedures in the order of their numbers; rows without a code are left out."""
    found: list[tuple[int, int, Member]] = []
    for place in range(MOST_MEMBERS + 1):
        code = post.get(f"m{place}-code", "").strip()[:40]
        if code:
            relation = post.get(f"m{place}-relation", "")
            known = Relation(relation) if relation in Relation.values else Relation.AFTER
            member = Member(code, known, post.get(f"m{place}-duty", "")[:1000])
            found.append((_order(post.get(f"m{place}-order", "")), place, member))
    return tuple(member for _order_given, _place, member in sorted(found, key=lambda one: one[:2]))


def _order(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 999


def actors_of(steps: Iterable[Step]) -> list[str]:
    """The people named so far, for choosing among them."""
    return list(dict.fromkeys(step.actor for step in steps if step.actor))

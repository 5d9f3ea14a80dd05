"""What a person says of a process: its steps and, for a group, its procedures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.processes.flow.steps import MOST_STEPS, TEXTS, Branch, Kind, Step, normal
from motcua.processes.models import Relation
from motcua.web.faults import UserError

MOST_MEMBERS = 30


@dataclass(frozen=True, slots=True)
class Member:
    """One procedure of a group by its code."""

    code: str
    relation: Relation = Relation.AFTER
    duty: str = ""

    def to_dict(self) -> dict[str, str]:
        """Plain values, ready for JSON."""
        return {"code": self.code, "relation": self.relation.value, "duty": self.duty}


@dataclass(frozen=True, slots=True)
class Content:
    """The whole of what is written: the steps in order, the procedures of a group (None leaves them as they are)."""

    steps: tuple[Step, ...]
    members: tuple[Member, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        members = None if self.members is None else [member.to_dict() for member in self.members]
        return {"steps": [step.to_dict() for step in self.steps], "members": members}


def content_from(found: Mapping[str, Any]) -> Content:
    """The content of plain values as `to_dict` gives them; unknown names are left out.

    Raises `UserError` where they have another shape or too many steps.
    """
    try:
        steps = tuple(_step(row) for row in _listed(found.get("steps", ())))
        given = found.get("members")
        members = None if given is None else tuple(_member(row) for row in _listed(given))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise UserError(
            "bad-steps",
            _("Mỗi bước cần là một đối tượng có kind ({kinds}) và name.").format(kinds=", ".join(Kind)),
            field="steps",
        ) from error
    check_length(steps)
    return Content(normal(steps), members)


def check_length(steps: Sequence[Step]) -> None:
    """Raises `UserError` for more steps than a process may have."""
    if len(steps) > MOST_STEPS:
        words = _("Quy trình có {n} bước, nhiều nhất nhận {most}.").format(n=len(steps), most=MOST_STEPS)
        raise UserError("many-steps", words, field="steps", hint=_("Tách thành nhiều quy trình."))


def _listed(rows: Any) -> Iterable[Any]:
    if not isinstance(rows, list | tuple):
        raise TypeError("a list was expected")
    return rows


def _step(row: Mapping[str, Any]) -> Step:
    texts = {name: _text(row.get(name)) for name in TEXTS}
    ways = tuple(Branch(_text(way.get("label")), _text(way.get("to"))) for way in _listed(row.get("branches") or ()))
    return Step(
        _text(row.get("key")), Kind(row.get("kind", Kind.TASK)), then=_text(row.get("then")), branches=ways, **texts
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _member(row: Mapping[str, Any]) -> Member:
    return Member(
        _text(row["code"]).strip()[:40], Relation(row.get("relation", Relation.AFTER)), _text(row.get("duty"))
    )

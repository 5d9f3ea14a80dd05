"""How well proposals do: precision and recall of the answer "no" against procedures that people judged by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.proposals.engine_values import CRITERIA, Proposal
from motcua.proposals.selectors import proposals
from motcua.web.faults import UserError

Judged = Mapping[str, Mapping[str, bool | None]]


@dataclass(slots=True)
class Score:
    """Of one criterion: answers "no" that are right, that are wrong, and that were missed, with their codes."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of the answers "no" that a person gives too; None where none was given."""
        said = len(self.right) + len(self.wrong)
        return len(self.right) / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of a person's answers "no" that were found; None where a person gave none."""
        asked = len(self.right) + len(self.missed)
        return len(self.right) / asked if asked else None


def scores(judged: Judged, found: Iterable[Proposal]) -> dict[str, Score]:
    """Compare proposals with judgements, criterion by criterion; what nobody judged counts for nothing."""
    result = {key: Score() for key in CRITERIA}
    for proposal in found:
        for key, truth in judged.get(proposal.code, {}).items():
            if key not in result:
                continue
            said = proposal.criteria[key].answer is False
            if said and truth is False:
                result[key].right.append(proposal.code)
            elif said:
                result[key].wrong.append(proposal.code)
            elif truth is False:
                result[key].missed.append(proposal.code)
    return result


def read_judged(paths: Iterable[Path]) -> dict[str, Mapping[str, bool | None]]:
    """Judgements of JSON lines {"code", "judgements": {criterion: bool or null}}; raises `UserError` for others."""
    found: dict[str, Mapping[str, bool | None]] = {}
    for path in paths:
        try:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            found |= {row["code"]: row["judgements"] for row in rows}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UserError("bad-judged", _("Không đọc được tệp đánh giá {path}.").format(path=path.name)) from error
    return found


def measured(actor: Actor, paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The report over procedures of the catalogue, a row a criterion."""
    judged = read_judged(paths)
    result = scores(judged, (proposal for _version, proposal in proposals(actor, judged)))
    return [
        {
            "criterion": key,
            "right": len(score.right),
            "wrong": score.wrong,
            "missed": score.missed,
            "precision": score.precision,
            "recall": score.recall,
        }
        for key, score in result.items()
    ]

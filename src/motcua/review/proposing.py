"""What the catalogue proposes for a line, in the plain shape in which an answer keeps it.

A proposal never counts by itself: it becomes an answer when a person accepts it (`services/assessing.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalog.models import ProcedureVersion
from motcua.law.book import Rulebook
from motcua.proposals.databases import DatabaseLine, ground_of, lines
from motcua.proposals.engine_values import Proposal, Quote
from motcua.proposals.selectors import propose
from motcua.review.answering import PROPOSED
from motcua.review.models import PartSaid
from motcua.review.part_texts import ASKED_BY, part_of_place
from motcua.review.questions import DOSSIER, subject_of_part
from motcua.rulebook.selectors import book as current_book
from motcua.web.formats import vn_date

Plain = Mapping[str, Any]
_PARTS = {"time": "time_limit", "authority": "agency", "form": "forms", "condition": "conditions"}
_DATA, _PAPER = "replace_by_data", "paper_only"
NONE: Plain = {}


@dataclass(frozen=True, slots=True)
class Proposed:
    """Everything proposed for one line: by subject, and below which confidence a quotation must be opened."""

    by_subject: Mapping[str, Plain]
    doubt_below: float

    def of(self, subject: str) -> Plain:
        """The proposal on a subject; empty where there is none."""
        return self.by_subject.get(subject, NONE)

    def doubtful(self, subject: str) -> bool:
        """Whether a person must open it: it stands against the service, does not know, or is unsure of a passage."""
        plain = self.of(subject)
        if "fit" in plain:
            return bool(plain["fit"] != PartSaid.FITS)
        if "answer" not in plain or plain["answer"] is False or plain["answer"] == "unknown":
            return True
        return bool(plain["basis"] != "silence" and plain["confidence"] < self.doubt_below)

    def fits(self, subject: str) -> str | None:
        """The answer that one act may accept unopened; None where there is no such."""
        plain = self.of(subject)
        if not plain or self.doubtful(subject):
            return None
        return str(plain["fit"]) if "fit" in plain else str(PROPOSED[plain["answer"]])


def proposed_for(
    version: ProcedureVersion | None, day: date, *, old_levels: bool = False, book: Rulebook | None = None
) -> Proposed:
    """What is proposed for a version with its parts at hand; nothing for criteria of the older levels."""
    below = float((book or current_book()).at(day).row("review.doubt_below").value) / 100
    if version is None:
        return Proposed({}, below)
    found = propose(version)
    ordinals = [paper.ordinal for paper in version.components.all()]
    plain: dict[str, Plain] = {}
    if not old_levels:
        for key, answer in found.criteria.items():
            plain[key] = {**answer.to_dict(), "evidence": _quotes(answer.evidence)}
    for engine_part, fit in found.parts.items():
        part = _PARTS.get(engine_part, engine_part)
        against = {} if fit == "fits" else _against(found, part=part)
        plain[subject_of_part(part)] = {"fit": str(fit), **against}
    known = {one.database.key: one for one in lines()} if found.databases else {}
    for place, what in found.components.items():
        data = known.get(found.databases.get(place, ""))
        paper = _component(what, data)
        if paper["fit"] != PartSaid.FITS:
            paper = {**paper, **_against(found, at=f"components[{place - 1}].")}
        plain[subject_of_part(DOSSIER, ordinals[place - 1])] = paper
    return Proposed(plain, below)


def _quotes(evidence: Iterable[Quote]) -> list[dict[str, str]]:
    return [{**quote.to_dict(), "hit": quote.hit} for quote in evidence]


def _against(found: Proposal, *, part: str = "", at: str = "") -> dict[str, Any]:
    """What stands against a part, or a paper: the passages in it, the criteria that they fail, and why; empty for none.

    `at` is where the places of the paper begin. A criterion that asks about the part as a whole needs no passage in it.
    """

    def here(place: str) -> bool:
        return place.startswith(at) if at else part_of_place(place) == part

    evidence: list[dict[str, str]] = []
    criteria, whys = [], []
    for key, answer in found.criteria.items():
        quotes = [quote for quote in answer.evidence if here(quote.field)]
        if answer.answer is not False or not (quotes or (part and ASKED_BY.get(key) == part)):
            continue
        evidence += [quote for quote in _quotes(quotes) if quote not in evidence]
        criteria.append(key)
        whys.append(answer.why)
    if not criteria:
        return {}
    basis = "text" if evidence else "inferred"
    return {
        "basis": basis,
        "evidence": evidence,
        "criteria": criteria,
        "why": " ".join(dict.fromkeys(filter(None, whys))),
    }


def _component(kind: str, data: DatabaseLine | None) -> Plain:
    """How a paper stands to an online service: it goes electronically, data replace it, or only paper will do.

    With the database that replaces it: its name, the rule by which it does, and the day by which the procedure must be
    restructured, where the publication of its data was noted.
    """
    fit = PartSaid.TECHNICAL if kind == _DATA else PartSaid.AMEND if kind == _PAPER else PartSaid.FITS
    plain: dict[str, Any] = {"fit": str(fit), "what": kind, "database": ""}
    if data is not None:
        due = data.due.value
        ground = ground_of(data.database).source
        plain |= {"database": data.database.name, "ground": ground, "due": vn_date(due) if due else ""}
    return plain

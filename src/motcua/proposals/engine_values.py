"""What a proposal is made of: answers with their basis, confidence, quoted passages and the rule that spoke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CRITERIA = ("C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8")
"""The questions of Circular 01/2023, in the order in which they are asked; 3 and 6 in their parts."""

Answer = bool | None | Literal["unknown"]
"""Holds, does not hold, lawfully not applicable, or cannot be read from the record."""

Basis = Literal["text", "inferred", "silence"]
"""A passage states it, facts of the record suggest it, or merely nothing contradicts it."""

Fit = Literal["fits", "technical", "amend"]
"""How a statutory part stands to an online service: fits, a remedy of technique, or the document must be amended."""

PARTS = ("name", "sequence", "manner", "dossier", "time", "subject", "authority", "result", "form", "fee", "condition")
"""Statutory parts of a procedure (Decree 63/2010 Art. 8), the last four where there are any."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the record exactly as written: where it stands and, where only one case says it, which case."""

    field: str
    quote: str
    case: str = ""
    rule: str = ""
    hit: str = ""  # the words of the passage on which the rule fastened

    def to_dict(self) -> dict[str, str]:
        """Field and quote, and the case where there is one."""
        return {"field": self.field, "quote": self.quote, **({"case": self.case} if self.case else {})}


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """What the system proposes for one criterion; nothing counts until a person confirms it."""

    answer: Answer
    basis: Basis
    confidence: float
    evidence: tuple[Quote, ...] = ()
    rule: str = ""
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values as machines read them."""
        return {
            "answer": self.answer,
            "basis": self.basis,
            "confidence": self.confidence,
            "evidence": [quote.to_dict() for quote in self.evidence],
            "rule": self.rule,
            "why": self.why,
        }

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it, so that one act may accept it unopened."""
        return self.answer is True or self.answer is None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything proposed for one procedure.

    `parts` says of each statutory part how it fits; `components` says of each paper by its place (from 1) what becomes
    of it online ("replace_by_data", "paper_only", "form", "note", "fits"); `databases` gives the keys of databases of
    those to be replaced.
    """

    code: str
    criteria: Mapping[str, ProposedAnswer]
    parts: Mapping[str, Fit] = field(default_factory=dict)
    components: Mapping[int, str] = field(default_factory=dict)
    databases: Mapping[int, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The answer of `motcua review propose` for one procedure."""
        return {
            "code": self.code,
            "criteria": {key: answer.to_dict() for key, answer in self.criteria.items()},
            "parts": dict(self.parts),
            "components": {str(place): what for place, what in self.components.items()},
            "databases": {str(place): key for place, key in self.databases.items()},
        }

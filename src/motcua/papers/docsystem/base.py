"""What a document system must offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

Decision = Literal["waiting", "signed", "returned"]


class SystemAway(Exception):
    """The system cannot be reached, is busy or answers nonsense; what was asked is to be tried again."""


class SystemRefused(Exception):
    """The system will never do what was asked; `reason` is its own word, for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A document to be signed. The same `key` handed over twice is the same document."""

    key: str
    unit: str  # code of the issuing unit, "" where it has none
    unit_name: str
    title: str
    symbol: str  # as drafted, "" where the system is to choose
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the system says of a document; number, symbol, day and signer only where it is signed."""

    decision: Decision
    number: int = 0
    symbol: str = ""
    signed_on: date | None = None
    signer: str = ""
    reason: str = ""
    received: Mapping[str, datetime] = field(default_factory=dict)  # recipient -> when it came in


class DocumentSystem(Protocol):
    """One document system; every method raises `SystemAway` or `SystemRefused`."""

    def hand_over(self, outgoing: Outgoing) -> str:
        """Hand a document over for signature; its id there."""

    def look(self, external_id: str) -> Answer:
        """How far the document is."""

    def signed_file(self, external_id: str) -> bytes:
        """The signed copy (PDF)."""

    def withdraw(self, external_id: str) -> None:
        """Take back a document that is not signed yet; one that is gone already is taken back too."""

    def send(self, external_id: str, recipients: Sequence[str]) -> None:
        """Send the signed document to recipients; those who have it are not sent it again."""

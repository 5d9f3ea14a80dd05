"""What people give to the services of this room: the content of a decision, its lines, its signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from motcua.organisation.models import Unit
from motcua.publication.models import DecisionKind, LineKind


@dataclass(frozen=True, slots=True)
class DecisionContent:
    """What a draft says. `law_issued_on` matters under the shortened procedure, `effective_from` None: from signing."""

    title: str
    advising_unit: Unit
    kind: DecisionKind = DecisionKind.LIST
    issuing_unit: Unit | None = None
    source: str = ""
    shortened: bool = False
    law_issued_on: date | None = None
    law_effective_on: date | None = None
    effective_from: date | None = None

    def trimmed(self) -> DecisionContent:
        """The same without blanks around its texts."""
        return replace(self, title=" ".join(self.title.split()), source=self.source.strip())


@dataclass(frozen=True, slots=True)
class LineGiven:
    """One procedure to announce. `name`, `field`, `basis` are taken from the catalogue where they are left empty.

    `replaces` are codes, separated by commas, that end with this one. `law_effective_on` None: the decision's.
    """

    code: str
    kind: LineKind
    name: str = ""
    field: str = ""
    law_effective_on: date | None = None
    basis: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signed decision says: number with its symbol ("1024/QĐ-UBND"), day, signer, effect (None: that day)."""

    number: str
    signed_on: date
    signer: str
    effective_from: date | None = None


def codes_in(text: str) -> tuple[str, ...]:
    """The codes written in `replaces`, in order, once each."""
    return tuple(dict.fromkeys(code for code in text.replace(";", ",").replace(" ", ",").split(",") if code))


def codes_text(codes: Iterable[str]) -> str:
    """Codes as `replaces` keeps them."""
    return ", ".join(dict.fromkeys(codes))

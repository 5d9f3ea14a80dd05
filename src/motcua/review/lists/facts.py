"""What a list knows of one line of a campaign: its conclusion, what is not met and the remedy, the volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.law.cost import Cost
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_

TECHNICAL, OWN_DOCUMENT, MINISTRY = "technical", "own_document", "ministry"
CONCLUDED = N_("Đơn vị {unit} kết luận: {level}{when}")
NOT_CONCLUDED = N_("Chưa kết luận")
VOLUME = N_("{count} hồ sơ một năm, nguồn: {source}")
NO_VOLUME = N_("Chưa có số hồ sơ một năm")
UNMET = N_("{title}: {said}{reason}{where}{who}")
NO_REMEDY = N_("{title}: chưa xác định giải pháp")


@dataclass(frozen=True, slots=True)
class Unmet:
    """An answer that stands against the service: which question, which rule obliges, what would set it right."""

    subject: str
    title: str
    said: str
    reason: str = ""
    document: str = ""
    article: str = ""
    wording: str = ""
    remedy: str = ""
    owner: str = ""
    due_on: date | None = None
    by: str = ""
    at: datetime | None = None

    @property
    def where(self) -> str:
        """Article and document as one cites them."""
        return ", ".join(part for part in (self.article, self.document) if part)

    def told(self) -> Reason:
        """The answer as a step of reasons: what was answered, on which ground, by whom and when."""
        who = f" ({self.by}, {self.at:%d/%m/%Y})" if self.by and self.at else ""
        facts = {
            "title": self.title,
            "said": self.said,
            "reason": f". {self.reason}" if self.reason else "",
            "where": f" [{self.where}]" if self.where else "",
            "who": who,
        }
        return Reason(UNMET, facts)


@dataclass(frozen=True, slots=True)
class Volume:
    """Dossiers in a year, by a named source."""

    count: int
    source: str


@dataclass(frozen=True, slots=True)
class PartialReason:
    """A reason of a partial service, as published."""

    words: str
    article: str = ""
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """Cost before and after a simplification; `fault` says why one could not be worked out."""

    before: Explained[Cost] | None = None
    after: Explained[Cost] | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One procedure of a campaign. `judged` gives the verdict of the law on the confirmed answers, when asked for.

    `grounds` are the documents that lay the procedure down, read for one that is concluded to change.
    """

    ref: str
    code: str
    name: str
    field: str = ""
    tiers: str = ""
    unit: str = ""
    level: str = ""
    level_name: str = ""
    suitable: bool | None = None
    when: str = ""
    note: str = ""
    unmet: tuple[Unmet, ...] = ()
    grounds: tuple[str, ...] = ()
    partial: tuple[PartialReason, ...] = ()
    volume: Volume | None = None
    costs: Costs | None = None
    judged: Callable[[], Iterable[Reason]] = tuple

    def of(self, *remedies: str) -> tuple[Unmet, ...]:
        """What is not met and has one of these remedies."""
        return tuple(one for one in self.unmet if one.remedy in remedies)

    def why(self) -> Explained[Any]:
        """Why the line stands as it does: the law's verdict, what is not met, who concluded, the volume."""
        when = f", {self.when}" if self.when else ""
        end = Reason(CONCLUDED, {"unit": self.unit or "…", "level": self.level_name or self.level, "when": when})
        concluded = end if self.suitable is not None or self.level else Reason(NOT_CONCLUDED, warning=True)
        open_ones = (Reason(NO_REMEDY, {"title": one.title}, warning=True) for one in self.unmet if not one.remedy)
        told = (one.told() for one in self.unmet)
        return Explained(self.level, (*self.judged(), *told, *open_ones, concluded, volume_reason(self.volume)))


def volume_reason(volume: Volume | None) -> Reason:
    """How often a procedure is asked for in a year, with the source, or that nobody knows."""
    if volume is None:
        return Reason(NO_VOLUME, warning=True)
    return Reason(VOLUME, {"count": volume.count, "source": volume.source})

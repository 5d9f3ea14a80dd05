"""Why a service is only partial, as it has to be made public (Decree 224/2026, Art. 14, from 1 July 2026).

Four reasons are allowed: a rule obliges the person to be present, or the authority to verify on site; a technical fault
that cannot be mended at once; another technical problem that cannot be solved yet. Handing in or showing paper is none
of them: where it is what fails, the process has to be redesigned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.levels.answers import Answers, Ground
from motcua.law.levels.judging import Level, classify
from motcua.law.words import N_

NOT_YET = N_("Vào {on} chưa có quy định phải công khai lý do cung cấp một phần")
NOT_PARTIAL = N_("Thủ tục không ở mức một phần nên không có lý do cung cấp một phần phải công khai")
REASON = N_("{criteria} không đạt: lý do công khai là “{name}”")
REDESIGN = N_("{key} không đạt nhưng không phải lý do được phép: {name}")
NO_ARTICLE = N_("{key}: lý do “{name}” phải nêu điều, khoản của pháp luật chuyên ngành")
NO_REPAIR_DATE = N_("{key}: lý do “{name}” phải ghi ngày dự kiến khắc phục")
PAST_REPAIR_DATE = N_("{key}: ngày dự kiến khắc phục {repair_by} đã qua")


class ReasonKind(StrEnum):
    """The four reasons of Art. 14."""

    PRESENCE = "presence"
    SITE = "site"
    FAULT = "fault"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class PartialReason:
    """One reason to publish, for the keys it covers: the rule that obliges, or the day the fault will be mended."""

    kind: ReasonKind
    criteria: tuple[str, ...]
    article: str = ""
    repair_by: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        repair_by = self.repair_by.isoformat() if self.repair_by else None
        return {
            "kind": str(self.kind),
            "criteria": list(self.criteria),
            "article": self.article,
            "repair_by": repair_by,
        }


@dataclass(frozen=True, slots=True)
class ReasonFault:
    """What keeps a reason from being published: `no-article`, `no-repair-date`, `repair-date-past`."""

    code: str
    key: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class PartialReasons(Explained[tuple[PartialReason, ...]]):
    """The reasons of a partial service; `redesign` are failed keys without a permitted reason, `faults` what lacks."""

    redesign: tuple[str, ...] = ()
    faults: tuple[ReasonFault, ...] = ()

    @property
    def publishable(self) -> bool:
        """Whether the reasons can be made public as they stand: at least one, nothing lacking, nothing to redesign."""
        return bool(self.value) and not self.redesign and not self.faults


def partial_reasons(answers: Answers, grounds: Mapping[str, Ground], on: date, book: Rulebook) -> PartialReasons:
    """Return the reasons that a partial service has to publish on a day, one for each kind and article or date.

    `grounds` holds by key the article that obliges, or the repair date of a technical fault (`unsolvable` where there
    is none to give). Raises `Unfit` for answers that `classify` refuses.
    """
    rules = book.at(on)
    verdict = classify(answers, on, book, grounds)
    if not rules.has("online.partial_reasons"):
        return PartialReasons((), (Reason(NOT_YET, {"on": on}),))
    cited = rules.row("online.partial_reasons").citation
    if verdict.value is not Level.PARTIAL:
        return PartialReasons((), (Reason(NOT_PARTIAL, {}, (cited,)),))
    kinds = {item["no"]: item for item in rules.row("online.reason_of_criterion").value}
    redesign = tuple(key for key in verdict.failed if not kinds.get(key, {}).get("kind"))
    found: dict[tuple[ReasonKind, str, date | None], PartialReason] = {}
    faults: list[ReasonFault] = []
    for key in (key for key in verdict.failed if key not in redesign):
        ground = grounds.get(key, Ground())
        one = _reason(key, ReasonKind(kinds[key]["kind"]), ground)
        place = (one.kind, one.article, one.repair_by)
        earlier = found.get(place)
        found[place] = replace(earlier, criteria=(*earlier.criteria, key)) if earlier else one
        faults += _faults(key, one, on, rules)
    names = _names(rules)
    said = [Reason(REASON, {"criteria": one.criteria, "name": names[one.kind]}, (cited,)) for one in found.values()]
    said += _to_redesign(redesign, kinds, rules)
    said += [fault.reason for fault in faults]
    return PartialReasons(tuple(found.values()), tuple(said), redesign, tuple(faults))


def _reason(key: str, kind: ReasonKind, ground: Ground) -> PartialReason:
    if kind is ReasonKind.FAULT:
        kind = ReasonKind.TECHNICAL if ground.unsolvable else kind
        return PartialReason(kind, (key,), "", None if ground.unsolvable else ground.repair_by)
    return PartialReason(kind, (key,), ground.article.strip())


def _faults(key: str, one: PartialReason, on: date, rules: RulesOfDay) -> Iterator[ReasonFault]:
    row = rules.row("online.partial_reasons")
    needs = {item["kind"]: item["needs"] for item in row.value}[one.kind]
    facts = {"key": key, "name": _names(rules)[one.kind]}
    if needs == "article" and not one.article:
        yield ReasonFault("no-article", key, Reason(NO_ARTICLE, facts, (row.citation,), warning=True))
    policy = rules.row("online.repair_date")
    if needs == "repair_date" and one.repair_by is None and policy.value == "required":
        yield ReasonFault("no-repair-date", key, Reason(NO_REPAIR_DATE, facts, (policy.citation,), warning=True))
    if one.repair_by is not None and one.repair_by < on:
        past = Reason(PAST_REPAIR_DATE, {"key": key, "repair_by": one.repair_by}, (policy.citation,), warning=True)
        yield ReasonFault("repair-date-past", key, past)


def _to_redesign(keys: tuple[str, ...], kinds: Mapping[str, Mapping[str, Any]], rules: RulesOfDay) -> Iterator[Reason]:
    cited = (rules.row("online.partial_reasons").citation, rules.row("online.reason_of_criterion").citation)
    for key in keys:
        yield Reason(REDESIGN, {"key": key, "name": str(kinds.get(key, {}).get("name", key))}, cited, warning=True)


def _names(rules: RulesOfDay) -> dict[str, str]:
    return {str(item["kind"]): str(item["name"]) for item in rules.row("online.partial_reasons").value}

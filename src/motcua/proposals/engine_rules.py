"""Rules over the text of a record, as data: read, checked, and laid over by a province's own rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from motcua.proposals.engine_phrases import Matcher, PhraseFaultError, matcher
from motcua.proposals.engine_values import CRITERIA, Basis

Said = Literal["no", "yes", "na", "unknown"]
FIELDS = (
    "steps",
    "conditions",
    "description",
    "results",
    "components.name",
    "components.case",
    "components.quantity",
    "channels.counter",
    "channels.online",
    "channels.post",
    "fees",
)
_SAID = ("no", "yes", "na", "unknown")
_BASES = ("text", "inferred")
_REMEDIES = ("amend", "technical")
_LISTS = ("fields", "find", "along", "unless", "near", "heading", "doubt")
_NAMES = "yields"
_WAYS = ("any", "no_online", "counter_only")
_KNOWN = {"key", "criterion", "answer", "doubtful", "basis", "confidence", "why", "remedy", "channels", _NAMES, *_LISTS}


class RuleTextError(ValueError):
    """Rules that cannot be read; `faults` are sentences that each name the rule."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


@dataclass(frozen=True)
class Rule:
    """One rule: where it looks, what it finds, what spares a sentence, and the answer it proposes.

    `find` must stand in a sentence; `along` (one of them) too where given; `unless` spares the sentence, `near` spares
    the find where it stands within 40 characters of it, `heading` where it stands in the heading above or in the case;
    `doubt` makes the answer `doubtful` instead of `answer`. `yields` names rules before which this one stands back:
    where one of them finds anything in the record, this one says nothing. `channels` keeps a rule to records that name
    no online channel ("no_online") or the counter alone ("counter_only").
    """

    key: str
    criterion: str
    answer: Said
    why: str
    find: tuple[str, ...]
    fields: frozenset[str]
    along: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    yields: frozenset[str] = frozenset()
    doubtful: Said = "unknown"
    channels: str = "any"
    basis: Basis = "text"
    confidence: float = 0.8
    remedy: str = "amend"

    @cached_property
    def matchers(self) -> dict[str, Matcher | None]:
        """The compiled phrases by name."""
        return {name: matcher(getattr(self, name)) for name in _LISTS if name != "fields"}


def read_rules(tables: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules of `[[rule]]` tables, in order. Raises `RuleTextError` that names every fault of every rule."""
    rules: dict[str, Rule] = {}
    faults: list[str] = []
    for table in tables:
        found = faults_of(table)
        name = str(table.get("key") or "?")
        if name in rules:
            found = [*found, "mã đã dùng cho quy tắc khác"]
        if found:
            faults += [f"{name}: {fault}" for fault in found]
        else:
            rules[name] = _rule(table)
    if faults:
        raise RuleTextError(faults)
    return tuple(rules.values())


def _rule(table: Mapping[str, Any]) -> Rule:
    given = dict(table)
    lists = {name: tuple(given.pop(name)) for name in _LISTS if name in given}
    fields = frozenset(lists.pop("fields"))
    yields = frozenset(given.pop(_NAMES, ()))
    values: dict[str, Any] = {**given, **lists, "fields": fields, "yields": yields}
    return Rule(**values)


def faults_of(table: Mapping[str, Any]) -> list[str]:
    """What is wrong with one rule's table, in words; an empty list where nothing is."""
    faults = [f"không có mục {name}" for name in sorted(set(table) - _KNOWN)]
    for name in ("key", "criterion", "answer", "why"):
        if not str(table.get(name) or "").strip():
            faults.append(f"thiếu {name}")
    faults += _outside(table)
    for name in (*_LISTS, _NAMES):
        given = table.get(name, [])
        if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) for one in given):
            faults.append(f"{name} phải là danh sách cụm từ")
    return faults or _phrase_faults(table)


def _outside(table: Mapping[str, Any]) -> list[str]:
    faults = []
    allowed: dict[str, tuple[str, ...]] = {
        "criterion": CRITERIA,
        "answer": _SAID,
        "doubtful": _SAID,
        "basis": _BASES,
        "remedy": _REMEDIES,
        "channels": _WAYS,
    }
    for name, values in allowed.items():
        if name in table and table[name] not in values:
            faults.append(f"{name} phải là một trong: {', '.join(values)}")
    confidence = table.get("confidence", 0.8)
    if isinstance(confidence, bool) or not isinstance(confidence, (int, float)) or not 0 < confidence <= 1:
        faults.append("confidence phải lớn hơn 0 và không quá 1")
    return faults


def _phrase_faults(table: Mapping[str, Any]) -> list[str]:
    faults = [f"không có nơi tìm {name}" for name in table.get("fields", ()) if name not in FIELDS]
    faults += [f"thiếu {name}" for name in ("fields", "find") if not table.get(name)]
    for name in _LISTS[1:]:
        for phrase in table.get(name, ()):
            try:
                matcher([phrase])
            except PhraseFaultError as error:
                faults.append(f"{name} “{phrase}”: {error}")
    return faults


def overlaid(rules: Iterable[Rule], own: Iterable[Rule], off: Iterable[str]) -> tuple[Rule, ...]:
    """The shipped rules with a province's own over them (same key: the province's holds), without those turned off."""
    by_key = {rule.key: rule for rule in rules} | {rule.key: rule for rule in own}
    without = set(off)
    return tuple(rule for key, rule in by_key.items() if key not in without)

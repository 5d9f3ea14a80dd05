"""The law as a jurist reads it: one line a rule, grouped by subject, with what is doubtful said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from motcua.law.book import UNIT_WORDS
from motcua.law.limit import fold
from motcua.law.load import in_words
from motcua.law.rules import Instrument, RuleKey, RuleRow
from motcua.law.words import CONFIDENCE_WORDS, N_
from motcua.rulebook.lawbook import Law
from motcua.rulebook.models import LocalRule

SCOPES: Mapping[str, str] = {
    "": N_("chung"),
    "ministry": N_("bộ, ngành"),
    "province": N_("cấp tỉnh"),
    "department": N_("sở, ban, ngành"),
    "district": N_("cấp huyện"),
    "commune": N_("cấp xã"),
    "unit": N_("đơn vị"),
    "shortened": N_("trình tự rút gọn"),
    "boundary_free": N_("không phụ thuộc địa giới"),
    "central": N_("hệ thống tập trung của bộ, ngành"),
    "vertical": N_("cơ quan ngành dọc"),
    "city": N_("thành phố trực thuộc trung ương"),
}
KINDS: Mapping[str, str] = {
    "house": N_("mặc định của hệ thống"),
    "code": N_("bộ luật"),
    "law": N_("luật"),
    "resolution": N_("nghị quyết"),
    "decree": N_("nghị định"),
    "circular": N_("thông tư"),
    "decision": N_("quyết định"),
    "practice": N_("thực tế áp dụng"),
    "other_province": N_("văn bản của một tỉnh"),
    "local": N_("văn bản của tỉnh"),
}
OTHERS = N_("Khác")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is read; `covers` is the national row that a row of the province stands before."""

    row: RuleRow
    key: RuleKey
    scope: str
    value: str
    confidence: str
    alternatives: tuple[str, ...]
    covers: Line | None = None

    @property
    def anchor(self) -> str:
        """Where its instrument stands on the page of instruments."""
        return anchor(self.row.instrument)

    @property
    def local(self) -> bool:
        """Whether the province set it."""
        return self.row.layer == "local"

    @property
    def doubtful(self) -> bool:
        """Whether a jurist should look at it."""
        return self.row.contested or not self.row.verified


def anchor(number: str) -> str:
    """Return the name of an instrument's place on its page."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(number)))


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters of the list; an empty one does not filter."""

    doubt: str = ""  # "unverified" | "contested" | "local"
    subject: str = ""
    text: str = ""
    instrument: str = ""


def line(law: Law, row: RuleRow, covers: RuleRow | None = None) -> Line:
    """Return a row with its words in the reader's language; values and labels of the law stay Vietnamese."""
    key = law.book.keys[row.key]
    unit = UNIT_WORDS.get(row.unit, "")
    others = tuple(text for option, text in key.options if option != row.value)
    return Line(
        row=row,
        key=key,
        scope=gettext(SCOPES[row.scope]) if row.scope in SCOPES else row.scope,
        value=f"{row.shown} {gettext(unit)}".strip() if unit else row.shown,
        confidence=row.citation.sureness(gettext),
        alternatives=others,
        covers=line(law, covers) if covers else None,
    )


def said(law: Law, row: LocalRule) -> str:
    """Return the value of a row of the province in words; as it stands where its key is gone."""
    key = law.book.keys.get(row.key)
    return in_words(key, row.value) if key else str(row.value)


def lines_on(law: Law, day: date, asked: Asked | None = None) -> list[Line]:
    """Return the rules of a day that pass the filters, in the order of their keys."""
    rules = law.rules_on(day)
    every = (line(law, row, rules.overridden.get((row.key, row.scope))) for row in rules.rows())
    return [one for one in every if _passes(one, asked or Asked())]


def _passes(one: Line, asked: Asked) -> bool:
    doubt = {
        "unverified": not one.row.verified,
        "contested": one.row.contested,
        "local": one.local,
    }.get(asked.doubt, True)
    if not doubt or (asked.subject and one.key.subject != asked.subject):
        return False
    if fold(asked.instrument) not in fold(one.row.instrument):
        return False
    words = fold(asked.text).split()
    held = fold(" ".join((one.key.key, one.key.label, one.value, one.row.instrument, one.row.article, one.row.note)))
    return all(word in held for word in words)


def by_subject(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return lines by the subject of their key, subjects in order of the files."""
    grouped: dict[str, list[Line]] = {}
    for one in lines:
        grouped.setdefault(one.key.subject or gettext(OTHERS), []).append(one)
    return grouped


def subjects(law: Law) -> list[str]:
    """Return the subjects of all keys."""
    return sorted({key.subject for key in law.book.keys.values() if key.subject})


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """An instrument as the list shows it; `state` is "future", "in_force" or "over" on the day asked."""

    item: Instrument
    kind: str
    begins: date | None
    state: str
    rules: int
    confidence: str


def instruments_on(law: Law, day: date) -> list[InstrumentLine]:
    """Return every instrument, newest first, with its state on a day and how many rules of that day rest on it."""
    counts: dict[str, int] = {}
    for row in law.rules_on(day).rows():
        counts[row.instrument] = counts.get(row.instrument, 0) + 1
    found = [_instrument(item, day, counts.get(item.number, 0)) for item in law.book.instruments.values()]
    return sorted(found, key=lambda one: (one.begins or date.min, one.item.number), reverse=True)


def _instrument(item: Instrument, day: date, rules: int) -> InstrumentLine:
    begins = item.effective_from or item.issued
    state = "in_force" if item.in_force(day) else "future" if begins and begins > day else "over"
    kind = gettext(KINDS[item.kind]) if item.kind in KINDS else item.kind
    return InstrumentLine(item, kind, begins, state, rules, gettext(CONFIDENCE_WORDS[item.confidence]))


def rule_dict(one: Line) -> dict[str, Any]:
    """Return a line as plain values, the same for the API and the terminal."""
    options = dict(one.key.options)
    return {
        **one.row.to_dict(),
        "shown": one.value,
        "subject": one.key.subject,
        "options": options or None,
        "overrides": rule_dict(one.covers) if one.covers else None,
    }


def instrument_dict(one: InstrumentLine) -> dict[str, Any]:
    """Return an instrument as plain values."""
    item = one.item
    return {
        "number": item.number,
        "title": item.title,
        "kind": item.kind,
        "issued": item.issued,
        "effective_from": item.effective_from,
        "effective_to": item.effective_to,
        "amends": list(item.amends),
        "replaces": list(item.replaces),
        "replaced_by": list(item.replaced_by),
        "state": one.state,
        "confidence": item.confidence,
        "note": item.note,
        "layer": item.layer,
        "rules": one.rules,
    }

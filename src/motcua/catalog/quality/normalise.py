"""Repairs that can never change a meaning, each one recorded: what stood there, what stands there now, of which kind.

Kinds: `nfc` (composed letters), `invisible` (zero-width and direction marks, soft hyphens), `space` (no-break and
double spaces, blanks around), `line_break` (in texts of one line), `sets` (the count of dossier sets spelled alike).
Long texts keep their lines and spaces; nothing is ever dropped but blanks and invisible marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from motcua.catalog.record import ComponentRecord, ProcedureRecord

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ODD = re.compile(f"{_ODD_SPACE.pattern}|[\t\r\n\x0b\x0c]|  ")
_LONG_ODD = re.compile(f"{_ODD_SPACE.pattern}|\r")
_ANY = re.compile(f"{INVISIBLE.pattern}|{_ODD.pattern}")
_LONG_ANY = re.compile(f"{INVISIBLE.pattern}|{_LONG_ODD.pattern}")
_SETS = re.compile(
    r"[\s*+\-.\d]*?(?:(?:số )?lượng (?:bộ )?(?:hồ sơ)?\s*:?\s*)?0?(\d)\s*"
    r"(?:\((?:một|hai|ba|bốn|năm)\)\s*)?bộ(?: hồ sơ)?\.?\s*",
    re.IGNORECASE,
)
_EXCERPT = 300  # characters of a repaired text that are kept
_LONGEST_SETS = 80  # characters of a text that may count sets and say nothing else
_ONE_LINE = frozenset(
    {"code", "name", "decision_no", "issuer", "level_text", "kind", "field", "collected", "proposal_no", "number"}
)
_MANY_ROWS = ("channels", "components", "results", "legal_basis", "cases")
_SKIPPED = frozenset({"source", "source_url", "levels", "internal", "online_submit", "partial", "repaired"})


@dataclass(frozen=True, slots=True)
class Repair:
    """One safe repair: `path` such as `components[3].name`; long texts are given around the place."""

    path: str
    kind: str
    before: str
    after: str


def normalise(record: ProcedureRecord) -> tuple[ProcedureRecord, list[Repair]]:
    """Return the record with its safe repairs made, and what was repaired."""
    repairs: list[Repair] = []
    changed: dict[str, Any] = {}
    for name in record.__slots__:
        value = getattr(record, name)
        if name in _SKIPPED or not value:
            continue
        if type(value) is str:
            after: Any = _text(value, name, name in _ONE_LINE, repairs)
        elif name in _MANY_ROWS:
            after = tuple(_row(row, f"{name}[{place}]", repairs) for place, row in enumerate(value))
        else:
            after = tuple(_text(text, f"{name}[{place}]", True, repairs) or "" for place, text in enumerate(value))
        if after != value:
            changed[name] = after
    clean = replace(record, **changed) if changed else record
    return _spell_sets(clean, repairs), repairs


def clean_text(text: str, one_line: bool = True) -> str:
    """The text as `normalise` would leave it, without a record of repairs."""
    return _text(text, "", one_line, []) or ""


def sets_of(text: str | None) -> str | None:
    """The count of dossier sets when a text says nothing else ("Số lượng hồ sơ: 01 (một) bộ."), as "01 bộ"."""
    found = _SETS.fullmatch(text) if text and len(text) <= _LONGEST_SETS else None
    return f"0{found[1]} bộ" if found and found[1] != "0" else None


def _text(text: str, path: str, one_line: bool, repairs: list[Repair]) -> str | None:
    if _plain(text, one_line):
        return text
    if not text.isascii():
        if INVISIBLE.search(text):
            text = _step(text, INVISIBLE.sub("", text), path, "invisible", repairs)
        if not unicodedata.is_normalized("NFC", text):
            text = _step(text, unicodedata.normalize("NFC", text), path, "nfc", repairs)
    odd = (_ODD if one_line else _LONG_ODD).search(text)
    if not (odd or text[:1].isspace() or text[-1:].isspace()):
        return text or None
    if one_line:
        text = _step(text, re.sub(r"[ \t]*[\r\n\x0b\x0c]+[ \t]*", " ", text.strip()), path, "line_break", repairs)
        return _step(text, " ".join(text.split()), path, "space", repairs) or None
    even = _ODD_SPACE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return _step(text, even, path, "space", repairs) or None


def _plain(text: str, one_line: bool) -> bool:
    """Whether there is nothing to repair: true of almost every text, so it costs one search."""
    if (_ANY if one_line else _LONG_ANY).search(text) or text[:1].isspace() or text[-1:].isspace():
        return False
    return bool(text) and (text.isascii() or unicodedata.is_normalized("NFC", text))


def _step(before: str, after: str, path: str, kind: str, repairs: list[Repair]) -> str:
    """Record a repair when it changed something. Blanks cut around a one-line text count with its inner spaces."""
    if kind == "line_break" and after == before.strip():
        return before
    if after != before:
        repairs.append(Repair(path, kind, *_excerpts(before, after)))
    return after


def _excerpts(before: str, after: str) -> tuple[str, str]:
    if len(before) <= _EXCERPT:
        return before, after
    same = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        same += 1
    start = max(0, same - 60)
    return before[start : start + _EXCERPT], after[start : start + _EXCERPT]


def _row(row: Any, path: str, repairs: list[Repair]) -> Any:
    changed: dict[str, Any] = {}
    for name in row.__slots__:
        value = getattr(row, name)
        if type(value) is str and value:
            after = _text(value, f"{path}.{name}", name in _ONE_LINE and name != "name", repairs)
            if after != value:
                changed[name] = after if after is not None or name != "name" else ""
    return replace(row, **changed) if changed else row


def _spell_sets(record: ProcedureRecord, repairs: list[Repair]) -> ProcedureRecord:
    """Spell headings that only count the sets alike ("1 bộ hồ sơ" → "01 bộ hồ sơ"); note the count where it is one."""
    found: dict[str, str] = {}
    for paper in record.components:
        if paper.case and paper.case not in found and (sets := sets_of(paper.case)):
            found[paper.case] = sets
    counts = {*found.values(), *(sets for paper in record.components if (sets := sets_of(paper.name)))}
    if not counts:
        return record
    papers: list[ComponentRecord] = []
    for place, paper in enumerate(record.components):
        spelled = f"{found[paper.case]} hồ sơ" if paper.case in found and paper.case else paper.case
        if spelled != paper.case and paper.case:
            repairs.append(Repair(f"components[{place}].case", "sets", paper.case, spelled or ""))
        papers.append(replace(paper, case=spelled) if spelled != paper.case else paper)
    sets = record.sets or (next(iter(counts)) if len(counts) == 1 else None)
    return replace(record, components=tuple(papers), sets=sets)

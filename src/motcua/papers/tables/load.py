"""From parsed TOML to a table form; every fault of a file is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from motcua.law.faults import Fault, RuleFaultsError
from motcua.papers.tables.check import faults_of
from motcua.papers.tables.definition import KINDS, Column, Control, Field, Line, Section, TableForm
from motcua.papers.tables.formulas import Expression, FormulaError, parse, parse_comparison

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DOWNS = ("row", "column", "blank")
_TOP = {
    "key": str,
    "version": str,
    "title": str,
    "label": str,
    "instrument": str,
    "article": str,
    "confidence": str,
    "unit": str,
    "note": str,
    "identity": str,
    "landscape": bool,
    "effective_from": date,
    "effective_to": date,
}
_NEEDED = ("key", "version", "title", "label", "instrument", "confidence")
_ENTRIES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "column": {
        "key": str,
        "title": str,
        "kind": str,
        "group": list,
        "width": (int, float),
        "formula": str,
        "down": str,
        "places": int,
        "negative": bool,
        "required": bool,
    },
    "section": {
        "key": str,
        "title": str,
        "line": list,
        "free": bool,
        "effective_from": date,
        "effective_to": date,
    },
    "line": {"key": str, "title": str, "formula": str},
    "total": {"key": str, "title": str, "formula": str},
    "control": {"key": str, "sentence": str, "check": str, "rows": str, "weight": str},
    "field": {"key": str, "label": str, "kind": str, "required": bool},
}


class _Reading:
    """One file with the faults met on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append(Fault(self.file, key, sentence))

    def entry(self, kind: str, given: Any) -> dict[str, Any]:
        """The known fields of a table whose types fit; the key must have its form."""
        if not isinstance(given, Mapping):
            self.fault(kind, "phải là một bảng")
            return {}
        known = _ENTRIES[kind]
        name = str(given.get("key", kind))
        if not _KEY.fullmatch(str(given.get("key", ""))):
            self.fault(name, f"[[{kind}]] cần key gồm chữ thường không dấu, số, gạch dưới, bắt đầu bằng chữ")
        return self.fitting(name, given, known)

    def fitting(self, name: str, given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of `given` that are known and have the right type."""
        kept = {}
        for field, value in given.items():
            if field not in known:
                self.fault(name, f"không hiểu trường “{field}”; các trường được dùng: {', '.join(known)}")
            elif not isinstance(value, known[field]) or (isinstance(value, bool) and known[field] is not bool):
                self.fault(name, f"trường “{field}” không đúng kiểu, đang là {value!r}")
            else:
                kept[field] = value
        return kept

    def formula(self, name: str, text: str) -> Expression | None:
        try:
            return parse(text) if text else None
        except FormulaError as error:
            self.fault(name, f"công thức “{text}”: {error}")
            return None


def load(file: str, table: Mapping[str, Any]) -> TableForm:
    """Build a form from a parsed file.

    Raises `RuleFaultsError` naming every fault: unknown fields, wrong types, formulas that cannot be read, names that
    are nowhere, formulas that go round in a circle.
    """
    reading = _Reading(file)
    top = {field: value for field, value in table.items() if field not in _ENTRIES}
    kept = reading.fitting(str(table.get("key", file)), top, _TOP)
    for field in _NEEDED:
        if not kept.get(field):
            reading.fault(str(table.get("key", file)), f"thiếu “{field}”")
            kept.setdefault(field, "")
    if kept["confidence"] not in ("A", "B", "C", "D"):
        reading.fault(kept["key"], "confidence phải là A, B, C hoặc D")
    form = TableForm(
        **kept,
        columns=tuple(_columns(reading, table.get("column", ()))),
        sections=tuple(_sections(reading, table.get("section", ()))),
        totals=tuple(_lines(reading, "total", table.get("total", ()))),
        fields=tuple(_fields(reading, table.get("field", ()))),
        controls=tuple(_controls(reading, table.get("control", ()))),
    )
    if not reading.faults:
        reading.faults.extend(Fault(file, key, sentence) for key, sentence in faults_of(form))
    if reading.faults:
        raise RuleFaultsError(reading.faults)
    return form


def _columns(reading: _Reading, entries: Iterable[Any]) -> Iterable[Column]:
    for given in entries:
        entry = reading.entry("column", given)
        name, kind, text = entry.get("key", ""), entry.get("kind", "int"), entry.pop("formula", "")
        if kind not in KINDS:
            reading.fault(name, f"kind phải là một trong: {', '.join(KINDS)}")
            continue
        entry["group"] = tuple(str(one) for one in entry.get("group", ()))
        entry.setdefault(
            "down", {"int": "row", "money": "row", "share": "column" if text else "blank"}.get(kind, "blank")
        )
        entry.setdefault("places", 1 if kind == "share" else 0)
        entry["width"] = float(entry.get("width", 1))
        if entry["down"] not in _DOWNS:
            reading.fault(name, f"down phải là một trong: {', '.join(_DOWNS)}")
        if not 0 <= entry["places"] <= 6 or (kind != "share" and entry["places"]):
            reading.fault(name, "places từ 0 đến 6, chỉ dùng cho cột tỷ lệ (share)")
        if entry["width"] <= 0:
            reading.fault(name, "width phải lớn hơn 0")
        entry.setdefault("title", "")
        entry.setdefault("key", "")
        yield Column(**entry, formula=reading.formula(name, text), formula_text=text)


def _sections(reading: _Reading, entries: Iterable[Any]) -> Iterable[Section]:
    for given in entries:
        entry = reading.entry("section", given)
        lines = tuple(_lines(reading, "line", entry.pop("line", ())))
        entry.setdefault("key", "")
        yield Section(**entry, lines=lines)


def _lines(reading: _Reading, kind: str, entries: Iterable[Any]) -> Iterable[Line]:
    for given in entries:
        entry = reading.entry(kind, given)
        name, text = entry.get("key", ""), entry.get("formula", "")
        if kind == "total" and not text:
            reading.fault(name, "dòng [[total]] cần công thức")
        yield Line(name, entry.get("title", ""), reading.formula(name, text), text)


def _fields(reading: _Reading, entries: Iterable[Any]) -> Iterable[Field]:
    for given in entries:
        entry = {"key": "", "label": "", **reading.entry("field", given)}
        if entry.get("kind", "text") not in ("text", "date"):
            reading.fault(entry["key"], "kind của [[field]] phải là text hoặc date")
        yield Field(**entry)


def _controls(reading: _Reading, entries: Iterable[Any]) -> Iterable[Control]:
    for given in entries:
        entry = {"sentence": "", "rows": "*", "weight": "must", **reading.entry("control", given)}
        name, text = entry.get("key", ""), entry.get("check", "")
        if entry["weight"] not in ("must", "should"):
            reading.fault(name, "weight phải là must hoặc should")
        if not entry["sentence"]:
            reading.fault(name, "thiếu sentence: câu nói điều phải đúng")
        try:
            check = parse_comparison(text)
        except FormulaError as error:
            reading.fault(name, f"phép kiểm tra “{text}”: {error}")
            continue
        yield Control(name, entry["sentence"], check, text, entry["rows"], entry["weight"])

"""From parsed TOML to a rulebook; nothing doubtful in form gets through.

The caller reads the files; this module takes their dictionaries, keyed by file name. A file holds any of
the tables `[[instrument]]`, `[[key]]` and `[[rule]]`. Every fault of every file is reported in one
`RuleFaultsError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from motcua.law.book import Rulebook
from motcua.law.check import check
from motcua.law.faults import Fault, RuleFaultsError
from motcua.law.rules import UNITS, Instrument, Layer, RuleKey, RuleRow
from motcua.law.words import show

CONFIDENCES = ("A", "B", "C", "D")
INSTRUMENT_FIELDS = frozenset(field.name for field in fields(Instrument)) - {"layer"}
KEY_FIELDS = frozenset(field.name for field in fields(RuleKey)) - {"subject"}
RULE_FIELDS = frozenset(field.name for field in fields(RuleRow)) - {"file", "layer", "label", "shown"} | {"survives"}


class _Reading:
    """What has been read so far, with the faults met on the way."""

    def __init__(self, base: Rulebook | None, layer: Layer) -> None:
        self.layer: Layer = layer
        self.keys: dict[str, RuleKey] = dict(base.keys) if base else {}
        self.instruments: dict[str, Instrument] = dict(base.instruments) if base else {}
        self.rows: list[RuleRow] = []
        self.survivors: set[int] = set()
        self.faults: list[Fault] = []

    def fault(self, file: str, key: str, sentence: str) -> None:
        self.faults.append(Fault(file, key, sentence))

    def known_fields(self, file: str, name: str, table: Mapping[str, Any], allowed: frozenset[str]) -> None:
        for extra in sorted(set(table) - allowed):
            self.fault(file, name, f"không hiểu trường “{extra}”; các trường được dùng: {', '.join(sorted(allowed))}")

    def day(self, file: str, name: str, table: Mapping[str, Any], field: str) -> date | None:
        value = table.get(field)
        if value is None or type(value) is date:
            return value
        self.fault(file, name, f"“{field}” phải là ngày dạng 2025-07-01, đang là {value!r}")
        return None


def load(
    sources: Mapping[str, Mapping[str, Any]], *, layer: Layer = "national", base: Rulebook | None = None
) -> Rulebook:
    """Build a rulebook from parsed files (file name → dictionary).

    With `layer="local"` and a `base`, the files are a province's own rows: they may only use keys that
    `base` declares as open to a province, and are laid over its rows. Raises `RuleFaultsError` naming every
    fault.
    """
    reading = _Reading(base, layer)
    for file, table in sources.items():
        for extra in sorted(set(table) - {"title", "instrument", "key", "rule"}):
            reading.fault(file, extra, "bảng lạ; chỉ nhận title, [[instrument]], [[key]], [[rule]]")
        _read_instruments(reading, file, table.get("instrument", ()))
        if layer == "local" and table.get("key"):
            reading.fault(file, "key", "tệp của tỉnh không được khai báo khóa mới")
        else:
            _read_keys(reading, file, str(table.get("title", "")), table.get("key", ()))
    for file, table in sources.items():
        for entry in table.get("rule", ()):
            _read_rule(reading, file, entry)
    reading.faults.extend(check(reading.keys, reading.rows, reading.instruments, reading.survivors))
    if reading.faults:
        raise RuleFaultsError(reading.faults)
    rows = (*base.rows, *reading.rows) if base else tuple(reading.rows)
    return Rulebook(reading.keys, rows, reading.instruments)


def overlay(base: Rulebook, sources: Mapping[str, Mapping[str, Any]]) -> Rulebook:
    """Lay a province's own rows over the shipped ones; `RulesOfDay.overridden` tells which row each displaces."""
    return load(sources, layer="local", base=base)


def _read_instruments(reading: _Reading, file: str, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        number = str(entry.get("number", ""))
        reading.known_fields(file, number, entry, INSTRUMENT_FIELDS)
        if not number or not entry.get("title") or not entry.get("kind"):
            reading.fault(file, number or "instrument", "văn bản phải có số ký hiệu, tên và loại")
            continue
        if number in reading.instruments:
            reading.fault(file, number, "văn bản đã được khai báo ở chỗ khác")
            continue
        first, last = (reading.day(file, number, entry, name) for name in ("effective_from", "effective_to"))
        if first and last and last < first:
            reading.fault(file, number, "ngày hết hiệu lực đứng trước ngày có hiệu lực")
        reading.instruments[number] = Instrument(
            number=number,
            title=str(entry["title"]),
            kind=str(entry["kind"]),
            issued=reading.day(file, number, entry, "issued"),
            effective_from=first,
            effective_to=last,
            amends=tuple(entry.get("amends", ())),
            replaces=tuple(entry.get("replaces", ())),
            replaced_by=tuple(entry.get("replaced_by", ())),
            confidence=_confidence(reading, file, number, entry),
            note=str(entry.get("note", "")),
            layer=reading.layer,
        )


def _read_keys(reading: _Reading, file: str, subject: str, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        name = str(entry.get("key", ""))
        reading.known_fields(file, name, entry, KEY_FIELDS)
        if not name or not entry.get("label"):
            reading.fault(file, name or "key", "khóa phải có tên và lời mô tả (label)")
            continue
        if name in reading.keys:
            reading.fault(file, name, "khóa đã được khai báo ở chỗ khác")
        unit = str(entry.get("unit", ""))
        if unit not in UNITS:
            reading.fault(file, name, f"đơn vị “{unit}” không có trong danh sách: {', '.join(sorted(UNITS))}")
        options = tuple((str(option), str(text)) for option, text in dict(entry.get("options", {})).items())
        if unit == "policy" and len(options) < 2:
            reading.fault(file, name, "khóa lựa chọn phải nêu ít nhất hai cách hiểu trong options")
        continuous, local = bool(entry.get("continuous", False)), bool(entry.get("local", False))
        reading.keys[name] = RuleKey(name, str(entry["label"]), unit, subject, continuous, local, options)


def _read_rule(reading: _Reading, file: str, entry: Mapping[str, Any]) -> None:
    name = str(entry.get("key", ""))
    reading.known_fields(file, name, entry, RULE_FIELDS)
    key = reading.keys.get(name)
    before = len(reading.faults)
    if key is None:
        reading.fault(file, name or "rule", "khóa chưa được khai báo trong bảng [[key]] nào")
        return
    if reading.layer == "local" and not key.local:
        reading.fault(file, name, "tỉnh không được tự quy định khóa này")
    if "value" not in entry:
        reading.fault(file, name, "thiếu giá trị (value)")
    if not entry.get("instrument"):
        reading.fault(file, name, "thiếu căn cứ: phải nêu văn bản (instrument)")
    if "article" not in entry:
        reading.fault(file, name, "thiếu điều khoản (article); văn bản không chia điều thì để chuỗi rỗng")
    if "unit" in entry and entry["unit"] != key.unit:
        reading.fault(file, name, f"đơn vị “{entry['unit']}” khác đơn vị đã khai báo “{key.unit}”")
    first, last = (reading.day(file, name, entry, field) for field in ("effective_from", "effective_to"))
    if first is None:
        reading.fault(file, name, "thiếu ngày có hiệu lực (effective_from)")
    confidence = _confidence(reading, file, name, entry)
    if len(reading.faults) > before or first is None:
        return
    row = RuleRow(
        key=name,
        value=entry["value"],
        unit=key.unit,
        instrument=str(entry["instrument"]),
        article=str(entry["article"]),
        effective_from=first,
        effective_to=last,
        scope=str(entry.get("scope", "")),
        confidence=confidence,
        verified=bool(entry.get("verified", confidence != "D")),
        contested=bool(entry.get("contested", False)),
        note=str(entry.get("note", "")),
        file=file,
        layer=reading.layer,
        label=key.label,
        shown=in_words(key, entry["value"]),
    )
    if entry.get("survives"):
        reading.survivors.add(len(reading.rows))
    reading.rows.append(row)


def in_words(key: RuleKey, value: Any) -> str:
    """Return a value as a reader sees it; for a policy, the description of the chosen reading."""
    if key.unit == "policy":
        return dict(key.options).get(str(value), str(value))
    if isinstance(value, Mapping):
        return str(value.get("template", value.get("regex", "; ".join(map(str, value.values())))))
    return "; ".join(map(_item, value)) if isinstance(value, list) else show(value)


def _item(value: Any) -> str:
    """Say an entry of a list; of a table its name comes first, the marks that machines need stay unsaid."""
    if not isinstance(value, Mapping):
        return show(value)
    if "name" not in value:
        return ": ".join(map(show, value.values()))
    number = f"{show(value['no'])}. " if "no" in value else ""
    least = f" (≥ {show(value['from'])})" if "from" in value else ""
    return f"{number}{show(value['name'])}{least}"


def _confidence(reading: _Reading, file: str, name: str, entry: Mapping[str, Any]) -> Any:
    value = entry.get("confidence")
    if value not in CONFIDENCES:
        reading.fault(file, name, f"độ tin cậy phải là A, B, C hoặc D, đang là {value!r}")
    return value

"""The templates shipped with the product: dated data in TOML, read once per process.

A file is one version of one template. `_common.toml` holds the fields that every official document has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

FieldKind = Literal["text", "lines", "date", "int", "flag", "rows", "table"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field of rows."""

    key: str
    label: str
    kind: Literal["text", "int"] = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Something that must or may be told before the document can be made.

    `lines` is a list of texts (or one text with line breaks), `rows` a list of objects with `columns`, `table` a
    whole table in plain values (`motcua.papers.plain`).
    """

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    default: Any = None
    hint: str = ""
    columns: tuple[Column, ...] = ()

    def of_day(self, on: date) -> Field:
        """The field with the default of that day: a line written `{text, from, to}` stands only between its days."""
        if self.kind != "lines" or not self.default:
            return self
        lines = [line if isinstance(line, dict) else {"text": line} for line in self.default]
        kept = [line["text"] for line in lines if line.get("from", date.min) <= on and on <= line.get("to", date.max)]
        return replace(self, default=kept)

    def to_dict(self) -> dict[str, Any]:
        """The field as plain values, for machines and forms."""
        plain: dict[str, Any] = {"key": self.key, "label": self.label, "kind": self.kind, "required": self.required}
        if self.default is not None:
            plain["default"] = self.default
        if self.hint:
            plain["hint"] = self.hint
        if self.columns:
            plain["columns"] = [
                {"key": one.key, "label": one.label, "kind": one.kind, "required": one.required} for one in self.columns
            ]
        return plain


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a template, in force from `effective_from` to `effective_to` (both inclusive)."""

    key: str
    version: str
    name: str
    instrument: str
    article: str
    effective_from: date
    effective_to: date | None
    confidence: str
    note: str
    fields: tuple[Field, ...]
    layout: Mapping[str, Any]

    def is_in_force(self, on: date) -> bool:
        """Whether this version is the one of that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def of_day(self, on: date) -> Template:
        """Return the version with those of its dated default lines that stand on that day."""
        return replace(self, fields=tuple(field.of_day(on) for field in self.fields))

    def to_dict(self) -> dict[str, Any]:
        """The template as plain values, without its layout."""
        return {
            "key": self.key,
            "version": self.version,
            "name": self.name,
            "instrument": self.instrument,
            "article": self.article,
            "effective_from": self.effective_from,
            "effective_to": self.effective_to,
            "confidence": self.confidence,
            "note": self.note,
            "fields": [field.to_dict() for field in self.fields],
        }


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Return every version of every template of the product, by key and first day."""
    files = {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in (resources.files("motcua.papers") / "templates").iterdir()
        if file.name.endswith(".toml")
    }
    common = files.pop("_common.toml")["field"]
    return tuple(sorted(read_templates(files.values(), common), key=lambda one: (one.key, one.effective_from)))


def read_templates(files: Iterable[Mapping[str, Any]], common: list[dict[str, Any]]) -> list[Template]:
    """Return the templates of parsed files; each has the common fields first, its own of the same key instead."""
    return [_template(file, common) for file in files]


def _template(file: Mapping[str, Any], common: list[dict[str, Any]]) -> Template:
    own = {field["key"]: field for field in file.get("field", [])}
    shared = [{**field, **own.pop(field["key"], {})} for field in common]
    return Template(
        key=file["key"],
        version=file["version"],
        name=file["name"],
        instrument=file["instrument"],
        article=file["article"],
        effective_from=file["effective_from"],
        effective_to=file.get("effective_to"),
        confidence=file["confidence"],
        note=file.get("note", ""),
        fields=tuple(_field(field) for field in [*shared, *own.values()]),
        layout=file["document"],
    )


def _field(given: Mapping[str, Any]) -> Field:
    columns = tuple(Column(**column) for column in given.get("columns", []))
    return Field(**{**given, "columns": columns})

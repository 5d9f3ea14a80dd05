"""What a table form is: plain frozen values, read from TOML by `motcua.papers.tables.load`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from motcua.law.explained import Citation, Confidence
from motcua.papers.tables.formulas import Comparison, Expression

Kind = Literal["text", "int", "money", "share", "date", "order"]
Down = Literal["row", "column", "blank"]
Weight = Literal["must", "should"]
KINDS: tuple[Kind, ...] = ("text", "int", "money", "share", "date", "order")
NUMERIC: frozenset[Kind] = frozenset({"int", "money", "share"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `group` are the headings over its title, outermost first. `formula` is counted in every row that is filled in.
    `down` says what stands in calculated rows: the row's formula, the column's own (a share is not a sum of shares),
    or nothing. `width` is a share of the whole width. `places` are decimal places (shares). An `order` column
    numbers the rows. `negative` allows numbers below zero; `required` marks what must be filled in.
    """

    key: str
    title: str
    kind: Kind = "int"
    group: tuple[str, ...] = ()
    width: float = 1.0
    formula: Expression | None = None
    formula_text: str = ""
    down: Down = "blank"
    places: int = 0
    negative: bool = False
    required: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers that formulas may use."""
        return self.kind in NUMERIC

    @property
    def typed(self) -> bool:
        """Whether a person fills it in."""
        return self.formula is None and self.kind != "order"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that the form prints: fixed for filling in, or calculated where it has a formula."""

    key: str
    title: str
    formula: Expression | None = None
    formula_text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows under a heading (none where `title` is empty): `lines`, or free rows that a person adds.

    It is part of the form from `effective_from` to `effective_to`, both included, both open where None.
    """

    key: str
    title: str = ""
    lines: tuple[Line, ...] = ()
    free: bool = False
    effective_from: date | None = None
    effective_to: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether the form has the section on a day."""
        return _within(day, self.effective_from, self.effective_to)


@dataclass(frozen=True, slots=True)
class Control:
    """What must hold in every row it looks at; `sentence` says it in Vietnamese.

    `rows`: "*" every row, "data" rows that are filled in, "calculated", or the key of a section or of a line.
    `weight`: a broken "must" is a fault, a broken "should" wants a word of explanation.
    """

    key: str
    sentence: str
    check: Comparison
    check_text: str
    rows: str = "*"
    weight: Weight = "must"


@dataclass(frozen=True, slots=True)
class Field:
    """What is filled in above the table: the reporting unit, the period. `kind` is text or date."""

    key: str
    label: str
    kind: Literal["text", "date"] = "text"
    required: bool = True


@dataclass(frozen=True, slots=True)
class TableForm:
    """A form with its source. `identity` names the text column that says which row is which from period to period."""

    key: str
    version: str
    title: str
    label: str
    instrument: str
    confidence: Confidence
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    totals: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    controls: tuple[Control, ...] = ()
    article: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    unit: str = ""
    note: str = ""
    identity: str = ""
    landscape: bool = False

    def stands_on(self, day: date) -> bool:
        """Whether the form is in use on a day."""
        return _within(day, self.effective_from, self.effective_to)

    def on(self, day: date) -> TableForm:
        """The form with the sections of a day."""
        return replace(self, sections=tuple(one for one in self.sections if one.stands_on(day)))

    def column(self, key: str) -> Column:
        """A column by its key. Raises `KeyError`."""
        return {one.key: one for one in self.columns}[key]

    @property
    def citation(self) -> Citation:
        """Where the form comes from and how sure that is, for judgements."""
        return Citation(
            key=f"table.{self.key}",
            instrument=self.instrument,
            article=self.article,
            value=self.version,
            confidence=self.confidence,
            verified=self.confidence == "A",
            note=self.note,
            label=self.title,
        )


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)

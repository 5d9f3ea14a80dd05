"""From what was filled in to the whole table: formulas in the order of their needs, then the controls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, localcontext
from graphlib import TopologicalSorter

from motcua.papers.tables.computed import Computed, ComputedRow, Finding
from motcua.papers.tables.definition import Column, Control, TableForm
from motcua.papers.tables.formulas import Binary, Comparison, Expression, Last, Minus, Number, Ref, Sum, parts
from motcua.papers.tables.grid import CellPlace, Formula, Place, formula_at, needs, node_of, places_of, summed
from motcua.papers.tables.values import Cell, Values

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero])
Amount = Decimal | None
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
}


def evaluate(form: TableForm, values: Values, previous: Computed | None = None) -> Computed:
    """Compute every cell and look at every control.

    `form` is the form of a day (`TableForm.on`), `previous` the computed table of the period before, for `last(…)`.
    An unknown cell makes what is computed from it unknown, never zero; a sum over no rows is zero; a share of
    nothing is unknown.
    """
    work = _Work(form, values, previous)
    work.compute()
    rows = tuple(
        ComputedRow(place.id, place.section, place.line.key if place.line else "", place.calculated, work.shown(place))
        for place in work.places
    )
    findings = tuple(
        finding for control in form.controls for place in work.places if (finding := work.look(control, place))
    )
    return Computed(form, dict(values.fields), rows, findings, previous is not None)


@dataclass(slots=True)
class _Where:
    """The cell that an expression is counted for."""

    formula: Formula
    row: str
    column: str


class _Work:
    def __init__(self, form: TableForm, values: Values, previous: Computed | None) -> None:
        self.form = form
        self.places = places_of(form, Counter(row.section for row in values.rows if not row.key))
        self.cells: dict[CellPlace, Cell] = {}
        self.sums: dict[tuple[str, str], Amount] = {}
        self.before = previous.by_name() if previous else None
        numbers: Counter[str] = Counter()
        for row in values.rows:
            numbers[row.section] += not row.key
            name = row.key or f"{row.section}:{numbers[row.section]}"
            self.cells.update({(name, column): value for column, value in row.cells.items()})
        for place in self.places:
            if place.line:
                self.cells[place.id, form.identity] = place.line.title
        self.names = {place.id: self.name(place) for place in self.places}

    def compute(self) -> None:
        places = {place.id: place for place in self.places}
        columns = {column.key: column for column in self.form.columns}
        with localcontext(_EXACT):
            for kind, first, second in TopologicalSorter(needs(self.form, self.places)).static_order():
                if kind == "sum":
                    self.sums[first, second] = self._sum(first, second)
                elif first in places and (formula := formula_at(places[first], columns[second])):
                    amount = self.amount(formula.expression, _Where(formula, first, second))
                    self.cells[first, second] = _fit(amount, columns[second])

    def _sum(self, column: str, section: str) -> Amount:
        total = Decimal(0)
        for place in summed(self.places, section):
            amount = self._known(place.id, column)
            if amount is None:
                return None
            total += amount
        return total

    def _known(self, row: str, column: str) -> Amount:
        value = self.cells.get((row, column))
        return Decimal(value) if isinstance(value, (int, Decimal)) else None

    def amount(self, expression: Expression, where: _Where) -> Amount:
        """The value of an expression, None where anything it needs is unknown."""
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Minus):
            inside = self.amount(expression.part, where)
            return None if inside is None else -inside
        if isinstance(expression, Binary):
            left, right = self.amount(expression.left, where), self.amount(expression.right, where)
            return None if left is None or right is None else _joined(expression.sign, left, right)
        if isinstance(expression, Last):
            return self._last(expression.name, where.row)
        return self._pointed(expression, where)

    def _pointed(self, part: Ref | Sum, where: _Where) -> Amount:
        node = node_of(part, where.formula, where.row, where.column)
        assert node is not None
        kind, first, second = node
        if kind == "cell":
            return self._known(first, second)
        if (first, second) not in self.sums:
            self.sums[first, second] = self._sum(first, second)
        return self.sums[first, second]

    def _last(self, column: str, row: str) -> Amount:
        if self.before is None:
            return None
        value = self.before.get(self.names[row], {}).get(column)
        return Decimal(value) if isinstance(value, (int, Decimal)) else None

    def name(self, place: Place) -> tuple[str, str]:
        """What a row is called from period to period."""
        return (place.section, place.line.key if place.line else str(self.cells.get((place.id, self.form.identity))))

    def shown(self, place: Place) -> Mapping[str, Cell]:
        return {column.key: self.cells.get((place.id, column.key)) for column in self.form.columns}

    def look(self, control: Control, place: Place) -> Finding | None:
        """What a control finds in a row: None where it holds or does not look."""
        if not _looks(control, place):
            return None
        check: Comparison = control.check
        where = _Where(Formula(check.left, True), place.id, "")
        with localcontext(_EXACT):
            left, right = self.amount(check.left, where), self.amount(check.right, where)
        if left is not None and right is not None and _HOLDS[check.sign](left, right):
            return None
        unknown = left is None or right is None
        pointed = [part for side in (check.left, check.right) for part in parts(side) if isinstance(part, Ref)]
        cells = tuple(dict.fromkeys((part.row or place.id, part.name) for part in pointed))
        title = str(self.cells.get((place.id, self.form.identity)) or "")
        return Finding(control, place.id, title, "unknown" if unknown else "broken", left, right, cells)


def _looks(control: Control, place: Place) -> bool:
    wanted = control.rows
    return wanted in ("*", "calculated" if place.calculated else "data", place.id, place.section or "*")


def _joined(sign: str, left: Decimal, right: Decimal) -> Amount:
    if sign == "/":
        return left / right if right else None
    return left + right if sign == "+" else left - right if sign == "-" else left * right


def _fit(amount: Amount, column: Column) -> Cell:
    """Rounded to what the column shows, so that what is printed is what is counted on with; None where too long."""
    if amount is None:
        return None
    try:
        rounded = amount.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    return rounded if column.kind == "share" else int(rounded)

"""Which rows a table has, which formula stands in which cell, and what each formula needs first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.papers.tables.definition import Column, Line, TableForm
from motcua.papers.tables.formulas import EVERYWHERE, Expression, Last, Ref, Sum, parts

CellPlace = tuple[str, str]  # id of a row, key of a column
Node = tuple[str, str, str]  # ("cell", row, column) or ("sum", column, section)


@dataclass(frozen=True, slots=True)
class Place:
    """A row: its id (its own key, or `section:number` for a free row), where it stands, its line if it has one."""

    id: str
    section: str
    line: Line | None = None
    calculated: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """The formula of one cell; `across` tells that names in it are columns (else they are rows of one column)."""

    expression: Expression
    across: bool


def places_of(form: TableForm, free: dict[str, int]) -> list[Place]:
    """Every row from top to bottom, with `free[section]` rows in sections that are filled in freely."""
    found: list[Place] = []
    for section in form.sections:
        if section.free:
            found += [
                Place(f"{section.key}:{number}", section.key) for number in range(1, free.get(section.key, 0) + 1)
            ]
        found += [Place(line.key, section.key, line, line.formula is not None) for line in section.lines]
    return found + [Place(line.key, "", line, True) for line in form.totals]


def formula_at(place: Place, column: Column) -> Formula | None:
    """The formula of a cell, None where a person fills it in or nothing stands."""
    if not place.calculated:
        return Formula(column.formula, True) if column.formula else None
    if column.down == "column" and column.formula:
        return Formula(column.formula, True)
    if column.down == "row" and place.line and place.line.formula:
        return Formula(place.line.formula, False)
    return None


def node_of(part: Ref | Sum | Last, formula: Formula, row: str, column: str) -> Node | None:
    """What a reference in the formula of a cell points at; None for the period before."""
    if isinstance(part, Last):
        return None
    if isinstance(part, Sum):
        return ("sum", part.name, part.section) if formula.across else ("sum", column, part.name)
    if formula.across:
        return ("cell", part.row or row, part.name)
    return ("cell", part.name, column)


def needs(form: TableForm, places: list[Place]) -> dict[Node, set[Node]]:
    """For each computed cell and each sum: what must be known before it. Cells filled in have no entry."""
    graph: dict[Node, set[Node]] = {}
    wanted: set[Node] = set()
    for place in places:
        for column in form.columns:
            formula = formula_at(place, column)
            if formula is None:
                continue
            pointed = (node_of(part, formula, place.id, column.key) for part in parts(formula.expression))
            graph["cell", place.id, column.key] = found = {node for node in pointed if node}
            wanted |= {node for node in found if node[0] == "sum"}
    for node in wanted:
        graph[node] = {("cell", place.id, node[1]) for place in summed(places, node[2])}
    return graph


def summed(places: list[Place], section: str) -> Iterator[Place]:
    """The rows that a sum goes over: those filled in, of one section or of all."""
    return (place for place in places if not place.calculated and section in (EVERYWHERE, place.section))

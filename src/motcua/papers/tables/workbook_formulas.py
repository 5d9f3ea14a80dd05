"""A formula of a form as a formula of Excel, so that totals move while a person types."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.utility import xl_rowcol_to_cell

from motcua.papers.tables.formulas import Binary, Expression, Last, Minus, Number, Ref, Sum, parts
from motcua.papers.tables.grid import Formula, Place, node_of, summed

At = Callable[[str, str], tuple[int, int]]  # row id, column key -> row and column of the sheet


def excel_formula(formula: Formula, row: str, column: str, places: list[Place], at: At) -> str:
    """The formula of a cell; blank where a cell it needs is blank. "" where it asks for the period before."""
    pointed = list(parts(formula.expression))
    if any(isinstance(part, Last) for part in pointed):
        return ""
    writer = _Writer(formula, row, column, places, at)
    try:
        text = writer.text(formula.expression)
        needed = list(dict.fromkeys(writer.text(part) for part in pointed if isinstance(part, Ref)))
    except KeyError:  # a row that the form does not have on this day
        return ""
    whole = f'IF(COUNT({",".join(needed)})={len(needed)},{text},"")' if needed else text
    return f'=IFERROR({whole},"")'


class _Writer:
    def __init__(self, formula: Formula, row: str, column: str, places: list[Place], at: At) -> None:
        self.formula, self.row, self.column, self.places, self.at = formula, row, column, places, at

    def text(self, expression: Expression) -> str:
        """The expression in Excel's words."""
        if isinstance(expression, Number):
            return str(expression.value)
        if isinstance(expression, Minus):
            return f"(-{self.text(expression.part)})"
        if isinstance(expression, Binary):
            return f"({self.text(expression.left)}{expression.sign}{self.text(expression.right)})"
        node = node_of(expression, self.formula, self.row, self.column)
        assert node is not None
        if isinstance(expression, Sum):
            return self._sum(node[1], node[2])
        return str(xl_rowcol_to_cell(*self.at(node[1], node[2])))

    def _sum(self, column: str, section: str) -> str:
        """Ranges of rows that follow one another."""
        spots = [self.at(place.id, column) for place in summed(self.places, section)]
        ranges: list[tuple[int, int]] = []
        for row, _column in spots:
            if ranges and ranges[-1][1] == row - 1:
                ranges[-1] = (ranges[-1][0], row)
            else:
                ranges.append((row, row))
        if not ranges:
            return "0"
        across = spots[0][1]
        said = (f"{xl_rowcol_to_cell(first, across)}:{xl_rowcol_to_cell(last, across)}" for first, last in ranges)
        return f"SUM({','.join(said)})"

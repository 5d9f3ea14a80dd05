"""The small language of formulas: numbers, columns, rows, sums, + - * /, comparisons; nothing of it is Python.

- `c4 + c5 + c6`: columns of the same row (in a row's formula: rows of the same column)
- `c3[tong]`: the cell of column c3 in row `tong`
- `sum(c3)`: the column over all rows that are filled in; `sum(c3[xa])`: over those of one section
- `sum(*)`, `sum(xa)`: in a row's formula: the same column over all sections, or over one
- `last(c11)`: the cell of the same row and column c11 in the table of the period before
- `c3 = c7 + c11`: a control, with one of = != <= >= < >
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

EVERYWHERE = "*"
COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
_LONGEST = 500  # characters of one formula
_DEEPEST = 20  # brackets inside brackets
_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z][a-z0-9_]*)|(<=|>=|!=|[-+*/()\[\]=<>]))")


class FormulaError(ValueError):
    """The text is no formula; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """A name alone, or `name[row]`."""

    name: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """`sum(name)`, `sum(name[section])`, `sum(*)`."""

    name: str
    section: str = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Last:
    """`last(column)`: the same row in the table of the period before."""

    name: str


@dataclass(frozen=True, slots=True)
class Minus:
    """The negative of an expression."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions and + - * /."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Ref | Sum | Last | Minus | Binary


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two expressions and what must hold between them."""

    sign: str
    left: Expression
    right: Expression


class _Reader:
    """Reads tokens one by one; each method reads one level of precedence."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise FormulaError(f"công thức dài quá {_LONGEST} ký tự")
        self.tokens = list(_tokens(text))
        self.place = 0
        self.depth = 0

    @property
    def next(self) -> str:
        """The coming token, "" at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        """Read the coming token. Raises `FormulaError` where it is not the expected one."""
        token = self.next
        if not token or (expected and token != expected):
            raise FormulaError(f"thiếu “{expected}”" if expected else "công thức bị cụt")
        self.place += 1
        return token

    def name(self) -> str:
        """Read a name."""
        token = self.take()
        if not token[0].isalpha():
            raise FormulaError(f"chờ một tên cột hoặc dòng, gặp “{token}”")
        return token

    def sums(self) -> Expression:
        """Terms joined by + and -."""
        left = self.products()
        while self.next in ("+", "-"):
            left = Binary(self.take(), left, self.products())
        return left

    def products(self) -> Expression:
        """Factors joined by * and /."""
        left = self.factor()
        while self.next in ("*", "/"):
            left = Binary(self.take(), left, self.factor())
        return left

    def factor(self) -> Expression:
        """A number, a reference, a function, a bracket, or the negative of one."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FormulaError(f"quá {_DEEPEST} lớp ngoặc")
        found = self._factor()
        self.depth -= 1
        return found

    def _factor(self) -> Expression:
        word = self.take()
        if word == "-":
            return Minus(self.factor())
        if word == "(":
            inside = self.sums()
            self.take(")")
            return inside
        if word[0].isdigit():
            return Number(Decimal(word))
        if not word[0].isalpha():
            raise FormulaError(f"không hiểu “{word}” ở đây")
        if self.next == "(":
            return self._call(word)
        return Ref(word, self._bracket())

    def _bracket(self) -> str:
        if self.next != "[":
            return ""
        self.take("[")
        name = self.name()
        self.take("]")
        return name

    def _call(self, function: str) -> Expression:
        self.take("(")
        found: Expression
        if function == "sum" and self.next == EVERYWHERE:
            found = Sum(self.take())
        elif function == "sum":
            found = Sum(self.name(), self._bracket() or EVERYWHERE)
        elif function == "last":
            found = Last(self.name())
        else:
            raise FormulaError(f"không có hàm “{function}”; chỉ có sum và last")
        self.take(")")
        return found

    def end(self) -> None:
        """Raises `FormulaError` where something is left."""
        if self.next:
            raise FormulaError(f"thừa “{self.next}”")


def _tokens(text: str) -> Iterator[str]:
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise FormulaError(f"không hiểu “{text[place:].strip()[:20]}”")
        yield found[0].strip()
        place = found.end()


def parse(text: str) -> Expression:
    """Read a formula. Raises `FormulaError` with a sentence that says what is wrong."""
    reader = _Reader(text)
    found = reader.sums()
    reader.end()
    return found


def parse_comparison(text: str) -> Comparison:
    """Read a control: one comparison of two formulas. Raises `FormulaError`."""
    reader = _Reader(text)
    left = reader.sums()
    if reader.next not in COMPARISONS:
        raise FormulaError("một phép kiểm tra cần một trong các dấu = != <= >= < >")
    found = Comparison(reader.take(), left, reader.sums())
    reader.end()
    return found


def parts(expression: Expression) -> Iterator[Ref | Sum | Last]:
    """Yield every reference of an expression, left to right."""
    if isinstance(expression, Binary):
        yield from parts(expression.left)
        yield from parts(expression.right)
    elif isinstance(expression, Minus):
        yield from parts(expression.part)
    elif not isinstance(expression, Number):
        yield expression

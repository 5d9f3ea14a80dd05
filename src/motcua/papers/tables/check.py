"""What can be wrong with a form that was read: names that are nowhere, formulas that go round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from motcua.papers.tables.definition import Column, Line, TableForm
from motcua.papers.tables.formulas import EVERYWHERE, Expression, Last, Ref, Sum, parts
from motcua.papers.tables.grid import needs, places_of
from motcua.papers.tables.values import RESERVED

Said = tuple[str, str]  # the key at fault and a sentence
_MOST_COLUMNS, _MOST_LINES = 60, 500


def faults_of(form: TableForm) -> list[Said]:
    """Every fault of a form that could be read, each with the key it concerns."""
    faults = [*_shape(form), *_columns(form), *_lines(form), *_controls(form)]
    return faults or list(_circles(form))


def _shape(form: TableForm) -> Iterator[Said]:
    lines = _all_lines(form)
    rows = [*(section.key for section in form.sections), *(line.key for line in lines)]
    lists = (
        [one.key for one in form.columns],
        rows,
        [one.key for one in form.controls],
        [one.key for one in form.fields],
    )
    for keys in lists:
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield key, "key này dùng hai lần"
    for key in sorted(set(RESERVED) & {one.key for one in form.columns}):
        yield key, f"không dùng được làm key của cột: {', '.join(RESERVED)}"
    if not 1 <= len(form.columns) <= _MOST_COLUMNS or len(lines) > _MOST_LINES:
        yield form.key, f"biểu có từ 1 đến {_MOST_COLUMNS} cột và không quá {_MOST_LINES} dòng in sẵn"
    if not form.sections:
        yield form.key, "biểu cần ít nhất một [[section]]"
    if not any(one.key == form.identity and one.kind == "text" for one in form.columns):
        yield form.key, "identity phải là key của một cột chữ (text): cột ghi tên dòng"
    for section in form.sections:
        if section.free and any(line.formula is None for line in section.lines):
            yield section.key, "phần có dòng tự do (free) chỉ được có dòng tính sẵn công thức"


def _columns(form: TableForm) -> Iterator[Said]:
    for column in form.columns:
        if not column.title:
            yield column.key, "cột thiếu title"
        if column.formula and not column.numeric:
            yield column.key, "chỉ cột số mới có công thức"
        if column.down == "column" and not column.formula:
            yield column.key, "down = column cần cột có công thức"
        if column.down == "row" and not column.numeric:
            yield column.key, "down = row chỉ dùng cho cột số"
        if column.formula:
            yield from _across(form, column.key, column.formula)


def _lines(form: TableForm) -> Iterator[Said]:
    rows = {line.key for line in _all_lines(form)}
    sections = {section.key for section in form.sections} | {EVERYWHERE}
    for line in _all_lines(form):
        if not line.title:
            yield line.key, "dòng thiếu title"
        for part in parts(line.formula) if line.formula else ():
            if isinstance(part, Last) or (isinstance(part, Ref) and part.row) or _sum_of_another(part):
                yield line.key, "công thức của dòng chỉ dùng tên dòng, sum(*) và sum(phần)"
            elif isinstance(part, Sum) and part.name not in sections:
                yield line.key, f"không có phần “{part.name}”"
            elif isinstance(part, Ref) and part.name not in rows:
                yield line.key, f"không có dòng “{part.name}”"


def _sum_of_another(part: Ref | Sum | Last) -> bool:
    return isinstance(part, Sum) and part.section != EVERYWHERE


def _controls(form: TableForm) -> Iterator[Said]:
    known = {"data", "calculated", EVERYWHERE}
    known |= {section.key for section in form.sections} | {line.key for line in _all_lines(form)}
    for control in form.controls:
        if control.rows not in known:
            yield control.key, f"rows “{control.rows}” không phải *, data, calculated, một phần hay một dòng"
        for side in (control.check.left, control.check.right):
            yield from _across(form, control.key, side)


def _across(form: TableForm, owner: str, expression: Expression) -> Iterator[Said]:
    """Faults of a formula whose names are columns."""
    columns: dict[str, Column] = {one.key: one for one in form.columns}
    rows = {line.key for line in _all_lines(form)}
    sections = {section.key for section in form.sections} | {EVERYWHERE}
    for part in parts(expression):
        if part.name not in columns:
            yield owner, f"không có cột “{part.name}”"
        elif not columns[part.name].numeric:
            yield owner, f"cột “{part.name}” không phải cột số"
        if isinstance(part, Ref) and part.row and part.row not in rows:
            yield owner, f"không có dòng “{part.row}”"
        if isinstance(part, Sum) and part.section not in sections:
            yield owner, f"không có phần “{part.section}”"


def _circles(form: TableForm) -> Iterator[Said]:
    """Free rows are all alike, so two of each show every circle that any number of them could have."""
    places = places_of(form, {section.key: 2 for section in form.sections if section.free})
    try:
        TopologicalSorter(needs(form, places)).prepare()
    except CycleError as error:
        circle = " → ".join(_shown(node) for node in error.args[1])
        yield form.key, f"công thức tính vòng tròn: {circle}"


def _shown(node: tuple[str, str, str]) -> str:
    return f"sum({node[1]}[{node[2]}])" if node[0] == "sum" else f"{node[2]}[{node[1]}]"


def _all_lines(form: TableForm) -> list[Line]:
    inside: Iterable[Line] = (line for section in form.sections for line in section.lines)
    return [*inside, *form.totals]

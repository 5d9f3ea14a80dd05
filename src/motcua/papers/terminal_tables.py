"""What `motcua paper table` does: a table form computed and checked from a file of values, printed or drawn."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.commands import RoomCommand, a_day
from motcua.law.explained import line_of
from motcua.papers.tables.asking import computed_from, data_of_file, form_dict
from motcua.papers.tables.evaluate import evaluate
from motcua.papers.tables.files import FORMATS, file_bytes
from motcua.papers.tables.shipped import table_form, table_forms
from motcua.papers.tables.values import Values
from motcua.web.faults import UserError


class TableVerbs(RoomCommand):
    """The verb `table` of `motcua paper`."""

    table_verbs = {"table": "a table form: compute and check it from values, or write it as a file"}

    def arguments_table(self, parser: ArgumentParser) -> None:
        """Which form, with what."""
        parser.add_argument("name", nargs="?", metavar="NAME", help="key of the form; without it the forms are listed")
        parser.add_argument("--values", type=Path, metavar="FILE", help="JSON or the form's own workbook, filled in")
        parser.add_argument("--previous", type=Path, metavar="FILE", help="the same of the period before")
        parser.add_argument("--out", type=Path, metavar="PATH", help="write an xlsx, pdf or docx file there")
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day; today where none is given")

    def verb_table(self, given: Namespace) -> dict[str, Any]:
        """List, show, compute or write."""
        return table(given)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person."""
        return table_words(result) if given.verb == "table" else super().words(given, result)

    def exit_code(self, given: Namespace, result: Any) -> int:
        """1 where a control that must hold is broken."""
        if given.verb != "table":
            return super().exit_code(given, result)
        return int(any(one["state"] == "broken" and one["weight"] == "must" for one in result.get("findings", ())))


def table(given: Namespace) -> dict[str, Any]:
    """List the forms, show one, or compute one from values; `--out` writes it (blank where no values are given).

    Raises `UserError` for an unknown form, values that do not fit, or a file that cannot be read or written.
    """
    day = given.on or timezone.localdate()
    if given.name is None:
        return {"on": day, "items": [form_dict(form, whole=False) for form in table_forms(day)]}
    form = table_form(given.name, day)
    if given.values is None and given.out is None:
        return form_dict(form)
    computed = evaluate(form, Values())
    if given.values is not None:
        data = data_of_file(form, given.values)
        if given.previous is not None and isinstance(data, dict):
            data = {**data, "previous": data_of_file(form, given.previous)}
        computed = computed_from(form, data)
    answer = computed.to_dict(_)
    if given.out is not None:
        answer["out"] = str(_written(given.out, file_bytes(computed, _format(given.out))))
    return answer


def table_words(result: dict[str, Any]) -> Iterator[str]:
    """The result as lines for a person."""
    if "items" in result:
        yield from (f"{one['key']}  {one['label']}: {one['title']}" for one in result["items"])
        return
    if "columns" in result:
        yield f"{result['label']}: {result['title']}"
        for number, column in enumerate(result["columns"], 1):
            formula = f" = {column['formula']}" if column["formula"] else ""
            yield f"  {number}. {column['key']}{formula}: {' – '.join([*column['group'], column['title']])}"
        yield from (f"  ! {one['check']}: {one['sentence']}" for one in result["controls"])
        return
    yield _("Nộp được.") if result["ready"] else _("Chưa nộp được.")
    yield from (f"  {line_of(step)}" for step in result["why"])
    if "out" in result:
        yield result["out"]


def _format(path: Path) -> str:
    name = path.suffix.lower().lstrip(".")
    if name not in FORMATS:
        raise UserError("no-format", _("Tên tệp kết quả phải có đuôi .xlsx, .pdf hoặc .docx."), field="out")
    return name


def _written(path: Path, data: bytes) -> Path:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError("no-such-file", _("Không ghi được tệp %(path)s.") % {"path": path}, field="out") from error
    return path

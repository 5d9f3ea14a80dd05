"""A plan's table of tasks read from a file: task, unit, due day, product."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from motcua.organisation.fold import fold
from motcua.review.asking import units_called
from motcua.review.content import TaskGiven
from motcua.review.tables_in import read_day, read_table
from motcua.web.faults import UserError

COLUMNS = {
    "text": ("nhiem vu", "noi dung", "cong viec", "hoat dong"),
    "unit_text": ("co quan chu tri", "don vi chu tri", "don vi thuc hien", "don vi", "chu tri", "co quan"),
    "due_on": ("thoi han", "thoi gian", "han ", "tien do"),
    "product": ("san pham", "ket qua"),
}


def tasks_in(data: bytes, name: str, today: date) -> list[TaskGiven]:
    """The tasks of a table.

    A unit is found by its name, the province's own may stay away; a name that nobody bears stays as text.
    Raises `UserError` for an unreadable table, or a due day that is none, naming the row.
    """
    rows = [row for row in read_table(data, name, COLUMNS, {"text": _("Nhiệm vụ")}) if row.get("text")]
    names = {fold(row["unit_text"]) for row in rows if row.get("unit_text")}
    units = units_called(names, today)
    found = []
    for place, row in enumerate(rows, start=1):
        text = row.get("due_on", "")
        due = read_day(text) if text else None
        if text and due is None:
            raise UserError(
                "bad-day",
                _("Dòng {n}: chưa đọc được thời hạn “{text}”.").format(n=place, text=text[:40]),
                field="file",
                hint=_("Ghi ngày như 20/11/2026."),
            )
        unit_text = row.get("unit_text", "")
        found.append(TaskGiven(row["text"], unit_text, due, row.get("product", ""), units.get(fold(unit_text))))
    return found

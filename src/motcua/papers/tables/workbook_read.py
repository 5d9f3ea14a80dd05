"""Reads a workbook that `workbook_write` made and a person filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.opening import sheet_rows
from motcua.papers.tables.workbook_layout import COUNTED, FIELD, FREE, HEAD, LINE, MARK, SECTION
from motcua.web.faults import UserError

_FIELD_AT = 3


def read_workbook(form: TableForm, data: bytes) -> dict[str, Any]:
    """The fields and rows of a workbook in the shape that `values.read_values` reads.

    Rows that a person put between others belong to the section above them; calculated rows are left out. Raises
    `UserError` for a file that cannot be read or is the workbook of another form.
    """
    rows = sheet_rows(data)
    keys = _columns(form, rows)
    fields: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    section = ""
    for row in rows[1:]:
        kind, _colon, name = str(row[0] if row else "").partition(":")
        if kind == FIELD:
            fields[name] = _plain(row[_FIELD_AT]) if len(row) > _FIELD_AT else None
        elif kind == SECTION:
            section = name
        elif kind == LINE:
            found.append({"row": name, **_cells(keys, row)})
        elif kind == FREE or (not kind and section):
            found.append({"section": name or section, **_cells(keys, row)})
        elif kind == COUNTED and name in {line.key for line in form.totals}:
            section = ""
        elif kind not in (HEAD, COUNTED, ""):
            raise _foreign(form)
    return {"fields": fields, "rows": [row for row in found if _filled(row)]}


def _columns(form: TableForm, rows: list[list[Any]]) -> dict[int, str]:
    """Place of each typed column, from the hidden first row: a person may have moved or added columns."""
    first = rows[0] if rows else []
    if not first or str(first[0]) != f"{MARK} {form.key} {form.version}":
        raise _foreign(form)
    typed = {column.key for column in form.columns if column.typed}
    return {place: str(key) for place, key in enumerate(first) if place and str(key) in typed}


def _foreign(form: TableForm) -> UserError:
    return UserError(
        "table-other",
        _("Tệp này không phải tệp Excel của biểu “%(label)s”, phiên bản %(version)s.")
        % {"label": form.label, "version": form.version},
        field="file",
        hint=_("Tải tệp Excel từ chính biểu này, điền rồi nhập lại; không xóa dòng và cột ẩn."),
    )


def _cells(keys: dict[int, str], row: list[Any]) -> dict[str, Any]:
    return {key: _plain(row[place]) for place, key in keys.items() if place < len(row)}


def _plain(value: Any) -> Any:
    """A cell as the reader of values takes it: whole numbers without the ".0" that Excel keeps."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, date)) and not isinstance(value, bool) else str(value)


def _filled(row: dict[str, Any]) -> bool:
    return "row" in row or any(str(value).strip() for key, value in row.items() if key != "section")

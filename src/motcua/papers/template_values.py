"""Checks what was told for a template's fields, one sentence a fault, before anything is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers.plain import table_from
from motcua.papers.template_files import Field, Template
from motcua.papers.words import clean
from motcua.web.faults import UserError


def checked(template: Template, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for every field of the template; raises `UserError` naming the first field at fault."""
    known = {field.key for field in template.fields}
    for key in data:
        if key not in known:
            raise _fault(key, _("Mẫu “%(name)s” không có mục “%(key)s”.") % {"name": template.name, "key": key})
    return {field.key: _value(field, data.get(field.key)) for field in template.fields}


def _value(field: Field, given: Any) -> Any:
    value = field.default if given is None or given == "" else given
    if value is None or value == "" or value == []:
        if field.required:
            raise _fault(
                field.key,
                _("Thiếu mục “%(label)s” (%(key)s).") % {"label": field.label, "key": field.key},
                hint=field.hint or None,
            )
        return _EMPTY[field.kind]
    return _READERS[field.kind](field, value)


def _text(field: Field, value: Any) -> str:
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _wrong(field, _("cần một đoạn chữ"))


def _lines(field: Field, value: Any) -> tuple[str, ...]:
    given = value.splitlines() if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(line, str) for line in given):
        raise _wrong(field, _("cần danh sách các dòng chữ"))
    return tuple(clean(line).strip() for line in given if clean(line).strip())


def _date(field: Field, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(field, _("cần một ngày dạng 2026-02-05, đang có “%(value)s”") % {"value": value}) from None


def _int(field: Field, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _wrong(field, _("cần một số nguyên, đang có “%(value)s”") % {"value": value})


def _flag(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(field, _("cần đúng hoặc sai (true, false)"))


def _rows(field: Field, value: Any) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, list | tuple):
        raise _wrong(field, _("cần danh sách các dòng của bảng"))
    return tuple(_row(field, number, row) for number, row in enumerate(value, start=1))


def _row(field: Field, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise _wrong(field, _("dòng %(number)s không phải là một dòng của bảng") % {"number": number})
    known = {column.key for column in field.columns}
    for key in row:
        if key not in known:
            words = _("dòng %(number)s có cột lạ “%(key)s”") % {"number": number, "key": key}
            raise _wrong(field, words)
    made: dict[str, Any] = {}
    for column in field.columns:
        cell = row.get(column.key)
        if cell in (None, "") and column.required:
            raise _wrong(field, _("dòng %(number)s thiếu “%(label)s”") % {"number": number, "label": column.label})
        if cell is not None and not isinstance(cell, str) and (column.kind != "int" or not isinstance(cell, int)):
            raise _wrong(
                field, _("dòng %(number)s, cột “%(label)s” sai kiểu") % {"number": number, "label": column.label}
            )
        made[column.key] = "" if cell is None else clean(cell) if isinstance(cell, str) else cell
    return made


def _table(field: Field, value: Any) -> Any:
    try:
        return table_from(value)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise _wrong(field, _("bảng không đọc được: %(why)s") % {"why": error}) from error


_EMPTY: dict[str, Any] = {
    "text": "",
    "lines": (),
    "date": None,
    "int": None,
    "flag": False,
    "rows": (),
    "table": None,
}
_READERS: dict[str, Any] = {
    "text": _text,
    "lines": _lines,
    "date": _date,
    "int": _int,
    "flag": _flag,
    "rows": _rows,
    "table": _table,
}


def _wrong(field: Field, what: str) -> UserError:
    return _fault(
        field.key,
        _("Mục “%(label)s” (%(key)s): %(what)s.")
        % {
            "label": field.label,
            "key": field.key,
            "what": what,
        },
    )


def _fault(key: str, message: str, hint: str | None = None) -> UserError:
    return UserError("paper_field", message, field=key, hint=hint)

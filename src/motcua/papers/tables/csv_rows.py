"""Opens a table that came as text: CSV in UTF-8, separated by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from motcua.web.faults import UserError
from motcua.web.words import storable

_HEAD = 2000  # letters among which the separator is told


def csv_rows(data: bytes) -> list[list[Any]]:
    """The rows of the text. Raises `UserError` for one that is not UTF-8, holds NUL or is no table."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            "not-utf8",
            _("Tệp không phải văn bản UTF-8."),
            field="file",
            hint=_("Lưu lại bằng Excel dạng “CSV UTF-8” hoặc XLSX."),
        ) from error
    if "\x00" in text:
        raise UserError("not-a-table", _("Tệp có ký tự không đọc được."), field="file")
    separator = max(",;\t", key=text[:_HEAD].split("\n", 1)[0].count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(storable(text)), delimiter=separator)]
    except csv.Error as error:
        raise UserError("not-a-table", _("Không đọc được bảng trong tệp."), field="file") from error

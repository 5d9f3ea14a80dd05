"""Values of rules as a person types them and reads them, by the unit of their key."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from motcua.law.check import NUMBERS
from motcua.law.rules import RuleKey

TRUE, FALSE = "co", "khong"


def parse_value(key: RuleKey, text: str) -> Any:
    """Return the value that a text means for a key. Raises `ValueError` with a sentence that says how to write it.

    Numbers as "7" or "3,5"; flags "co" / "khong"; lists one entry a line; tables as JSON.
    """
    text = text.strip()
    if not text:
        raise ValueError(_("Chưa ghi giá trị."))
    if key.unit in NUMBERS or key.unit in {"percent", "score", "day_of_month"}:
        return _number(text)
    if key.unit == "flag":
        if text not in {TRUE, FALSE}:
            raise ValueError(_("Chọn có hoặc không."))
        return text == TRUE
    if text[:1] in "[{":
        return _json(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if key.unit == "weekdays":
        return [_whole(line) for line in text.replace(",", " ").split()]
    if key.unit in {"list", "intervals", "holidays", "form_set"}:
        return [_item(line) for line in lines]
    return " ".join(text.split())


def value_text(key: RuleKey, value: Any) -> str:
    """Return a value as it is typed into a form: the inverse of `parse_value`."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)):
        return json.dumps(value, ensure_ascii=False, indent=1)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _number(text: str) -> int | float:
    plain = text.replace(",", ".")
    try:
        number = float(plain)
    except ValueError as error:
        raise ValueError(_("Ghi bằng chữ số, ví dụ 3 hoặc 3,5.")) from error
    if number != number or abs(number) > 1_000_000:  # NaN is the only number that differs from itself
        raise ValueError(_("Số này quá lớn hoặc không phải là số."))
    return int(number) if number.is_integer() else number


def _whole(text: str) -> int:
    number = _number(text)
    if not isinstance(number, int):
        raise ValueError(_("Ghi số nguyên."))
    return number


def _item(line: str) -> Any:
    return int(line) if line.isascii() and line.isdigit() and len(line) <= 6 else line


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(_("Không đọc được JSON ở dòng {line}.").format(line=error.lineno)) from error

"""The forms shipped with the product, read once per process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from django.utils.translation import gettext as _

from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.load import load
from motcua.web.faults import UserError


@cache
def shipped_forms() -> Mapping[tuple[str, str], TableForm]:
    """Every form by key and version. Raises `RuleFaultsError` where a shipped file is at fault (tests see to it)."""
    folder = resources.files("motcua.papers.tables") / "forms"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    forms = [load(file.name, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return {(form.key, form.version): form for form in forms}


def table_forms(on: date) -> list[TableForm]:
    """The forms in use on a day, by key, each with the sections of that day."""
    found = [form.on(on) for form in shipped_forms().values() if form.stands_on(on)]
    return sorted(found, key=lambda form: form.key)


def table_form(key: str, on: date) -> TableForm:
    """The form in use on a day. Raises `UserError` (404) for a key that no form of that day has."""
    for form in table_forms(on):
        if form.key == key:
            return form
    known = ", ".join(form.key for form in table_forms(on)) or "–"
    raise UserError(
        "no-table-form",
        _("Không có biểu mẫu “%(key)s” áp dụng ngày %(day)s.") % {"key": key[:60], "day": f"{on:%d/%m/%Y}"},
        hint=_("Các biểu mẫu đang có: %(keys)s.") % {"keys": known},
        field="name",
        status=404,
    )

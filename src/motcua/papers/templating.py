"""From a template of the day and plain data to a document.

`templates(on)` and `template(key, on)` say which templates are in force and what each asks for;
`document_from(key, on, data)` makes the document or says by name which field is missing or wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers.document import Document
from motcua.papers.template_files import Template, shipped_templates
from motcua.papers.template_layout import laid_out
from motcua.papers.template_values import checked
from motcua.web.faults import UserError


def templates(on: date) -> list[Template]:
    """Return the templates in force on that day, by key."""
    return [one.of_day(on) for one in shipped_templates() if one.is_in_force(on)]


def template(key: str, on: date) -> Template:
    """Return the version of a template in force on that day; raises `UserError` where there is none."""
    for one in templates(on):
        if one.key == key:
            return one
    if any(one.key == key for one in shipped_templates()):
        message = _("Mẫu “%(key)s” không có hiệu lực vào ngày %(on)s.")
        hint = _("Chọn ngày khác hoặc mẫu khác.")
    else:
        message = _("Không có mẫu văn bản “%(key)s”.")
        hint = _("Các mẫu hiện có: %(keys)s.") % {"keys": ", ".join(one.key for one in templates(on))}
    raise UserError("paper_template_unknown", message % {"key": key, "on": f"{on:%d/%m/%Y}"}, hint=hint, status=404)


def document_from(key: str, on: date, data: Mapping[str, Any]) -> Document:
    """Return the document that the template `key` of the day `on` makes of `data`.

    `data` holds plain JSON values by field key (dates as "2026-02-05" or `date`, see `Template.fields`). Raises
    `UserError` that names the field (`error.field`) which is missing, unknown or wrong.
    """
    found = template(key, on)
    return laid_out(found, checked(found, data))

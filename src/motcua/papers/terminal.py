"""What `motcua paper …` does with templates: list them, draw a document from a file of data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.papers import templating
from motcua.papers.rendering import Format, render_printable
from motcua.web.faults import UserError


def listed(on: date | None) -> list[dict[str, Any]]:
    """Return the templates of that day (today unless told) with the fields each asks for."""
    return [one.to_dict() for one in templating.templates(on or timezone.localdate())]


def drawn(key: str, data_file: Path, form: str, out: Path, on: date | None) -> dict[str, Any]:
    """Draw the document of a template and a JSON file of data into `out`; needs no database.

    The template is that of `on`, else of the day the data gives, else of today. Raises `UserError` for data that
    cannot be read or does not fit, and for a place that cannot be written.
    """
    data = read_data(data_file)
    day = on or _day_of(data) or timezone.localdate()
    document = templating.document_from(key, day, data)
    made = render_printable(document, cast(Format, form))
    try:
        out.write_bytes(made)
    except OSError as error:
        raise _file_fault(_("Không ghi được tệp “%(file)s”: %(why)s."), out, error) from error
    return {
        "template": document.template,
        "version": document.template_version,
        "format": form,
        "file": str(out),
        "bytes": len(made),
    }


def read_data(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file; raises `UserError` where there is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _file_fault(_("Không đọc được tệp “%(file)s”: %(why)s."), path, error) from error
    except ValueError as error:
        raise _file_fault(_("Tệp “%(file)s” không phải là JSON: %(why)s."), path, error) from error
    if not isinstance(data, dict):
        raise _file_fault(_("Tệp “%(file)s” cần là một đối tượng JSON%(why)s."), path, "")
    return data


def _day_of(data: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(data["on"])
    except (KeyError, TypeError, ValueError):
        return None


def _file_fault(message: str, path: Path, why: object) -> UserError:
    reason = why.strerror or why if isinstance(why, OSError) else why
    return UserError("paper_data_file", message % {"file": path, "why": reason}, field="data")

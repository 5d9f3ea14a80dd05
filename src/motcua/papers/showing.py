"""Documents and registers as people and machines are shown them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers import templating
from motcua.papers.models import Dispatch, Paper, Register, RegisterEntry
from motcua.papers.template_files import Field
from motcua.web.faults import UserError
from motcua.web.formats import vn_date


def data_rows(paper: Paper) -> list[tuple[str, str]]:
    """(label, value) of what the document holds, in the template's order; empty fields are left out."""
    try:
        fields = templating.template(paper.template, paper.made_on).fields
    except UserError:
        return [(key, _words(value)) for key, value in paper.data.items()]
    known = {field.key: field for field in fields}
    rows = [(field.label, _said(field, paper.data[field.key])) for field in fields if paper.data.get(field.key)]
    return rows + [(key, _words(value)) for key, value in paper.data.items() if key not in known and value]


def _said(field: Field, value: Any) -> str:
    return vn_date(date.fromisoformat(value)) if field.kind == "date" else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        plain = all(isinstance(one, str) for one in value)
        return "\n".join(value) if plain else _("{number} dòng").format(number=len(value))
    if isinstance(value, dict):
        return _("{number} dòng").format(number=len(value.get("rows", value)))
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)


def paper_line(paper: Paper) -> dict[str, Any]:
    """A document in a list for machines."""
    return {
        "id": paper.public_id,
        "template": paper.template,
        "title": paper.title,
        "state": paper.state,
        "number": paper.number_text or None,
        "signed_on": paper.signed_on,
        "signer": paper.signer or None,
        "purpose": paper.purpose,
        "object": paper.object_id,
        "version": paper.version,
    }


def paper_dict(paper: Paper) -> dict[str, Any]:
    """A document whole, for machines."""
    later = paper.replaced_by
    submission = paper.submissions.order_by("-id").first()
    return {
        **paper_line(paper),
        "template_version": paper.template_version,
        "made_on": paper.made_on,
        "data": paper.data,
        "data_digest": paper.data_digest,
        "note": paper.note,
        "replaces": paper.replaces.public_id if paper.replaces else None,
        "replaced_by": later.public_id if later else None,
        "signed_copy": paper.file.digest if paper.file else None,
        "system": submission.state if submission else None,
        "fault": submission.fault if submission else "",
        "dispatches": [dispatch_dict(row) for row in paper.dispatches.all()],
    }


def dispatch_dict(row: Dispatch) -> dict[str, Any]:
    """One recipient, for machines."""
    return {"id": row.public_id, "name": row.name, "sent_at": row.sent_at, "received_at": row.received_at}


def register_dict(register: Register) -> dict[str, Any]:
    """A register, for machines; `last` is the number given last (null before any)."""
    return {
        "id": register.public_id,
        "unit": register.unit.public_id,
        "kind": register.kind,
        "year": register.year,
        "pattern": register.pattern,
        "source": register.source,
        "first": register.first,
        "last": register.last if register.last >= register.first else None,
        "closed": register.closed_at is not None,
        "version": register.version,
    }


def entry_dict(entry: RegisterEntry) -> dict[str, Any]:
    """A number, for machines."""
    return {
        "number": entry.number,
        "number_text": entry.number_text,
        "on": entry.on,
        "subject": entry.subject,
        "paper": entry.paper.public_id if entry.paper else None,
        "state": entry.paper.state if entry.paper else None,
    }


def entry_words(entry: RegisterEntry) -> str:
    """A number on one line of the terminal."""
    return f"{entry.number_text}  {vn_date(entry.on)}  {entry.subject}"

"""Lists, made documents and worksheets as plain values, for machines and the terminal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.review.list_making import forms_of
from motcua.review.list_reading import costs_of
from motcua.review.list_selectors import changed_since, cost_sheets, latest_set
from motcua.review.lists.facts import LineFacts
from motcua.review.lists.simplification import cost_reasons
from motcua.review.models import Campaign, CampaignLine, ListSet
from motcua.rulebook.selectors import book as current_book


def lists_dict(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    """The lists that a campaign gives out and the newest set of files."""
    row = latest_set(actor, campaign)
    return {
        "campaign": campaign.public_id,
        "forms": [{"key": form.key, "name": str(form.name), "says": str(form.says)} for form in forms_of(campaign)],
        "made": {**set_dict(row), "changed_since": changed_since(row)} if row else None,
    }


def set_dict(row: ListSet) -> dict[str, Any]:
    """A set of files."""
    return {
        "id": row.public_id,
        "job": row.job,
        "asked_at": row.asked_at.isoformat(),
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        "files": [
            {"id": file.public_id, "form": file.form, "format": file.format, "rows": file.rows, "size": file.file.size}
            for file in row.files.select_related("file")
        ],
    }


def cost_dict(line: CampaignLine) -> dict[str, Any]:
    """Worksheets of a line by side, what they come to, the reasons."""
    sheets = cost_sheets(line)
    worked = costs_of(sheets, line.law_date, current_book()) if sheets else None
    facts = LineFacts(line.public_id, line.procedure.code, "", costs=worked)
    return {
        "line": line.public_id,
        "sheets": {
            side: {
                "rows": row.rows,
                "executions": f"{row.executions:f}",
                "subjects": row.subjects,
                "wage": row.wage,
                "version": row.version,
            }
            for side, row in sheets.items()
        },
        "before": worked.before.value.to_dict() if worked and worked.before else None,
        "after": worked.after.value.to_dict() if worked and worked.after else None,
        "fault": worked.fault if worked else "",
        "why": [reason.to_dict(_) for reason in cost_reasons(facts)],
    }

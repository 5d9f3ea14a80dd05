"""The end of a signed document: recalled, or replaced by another (Decree 30/2020, Art. 18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.papers.layout import issuing_agency, version_of_template
from motcua.papers.models import LIVE, Paper, PaperState
from motcua.papers.services.drafting import digest_of
from motcua.papers.services.signature import reason_of
from motcua.papers.services.taking import take, tell
from motcua.web.faults import UserError


@service(permission="papers.submit")
def recall_paper(*, actor: Actor, paper: Paper, version: int, reason: str) -> Paper:
    """Recall a signed document; its number stays used. Returns it as it is now.

    Raises `UserError` without a reason or where it is not in force, `Stale` where another changed it.
    """
    row = take(actor, paper, version, *LIVE)
    row.state, row.note = PaperState.RECALLED, reason_of(reason)
    row.save(update_fields=["state", "note", "version"])
    tell("recalled", row, facts={"number": row.number_text})
    return row


@service(permission="papers.submit")
def replace_paper(*, actor: Actor, paper: Paper, version: int, reason: str) -> Paper:
    """Draft the document that is to replace a signed one, with the same data; returns the draft.

    Agencies that are called otherwise since then stand in it under the names of today.
    The old one stays in force until the new one is signed. Raises `UserError` where a replacement is under way,
    without a reason or where the old one is not in force, `Stale` where another changed it.
    """
    row = take(actor, paper, version, *LIVE)
    if row.replacements.exists():
        raise UserError("replacement-open", _("Văn bản này đã có văn bản thay thế đang soạn."), status=409)
    row.save(update_fields=["version"])
    today = timezone.localdate()
    data = _under_names_of(today, row)
    draft = Paper.objects.create(
        template=row.template,
        template_version=version_of_template(row.template, today),
        unit=row.unit,
        data=data,
        data_digest=digest_of(data),
        title=row.title,
        purpose=row.purpose,
        object_id=row.object_id,
        made_on=today,
        made_by=actor.user,
        replaces=row,
        note=reason_of(reason),
    )
    tell("made", draft, facts={"purpose": draft.purpose, "replaces": row.number_text})
    return draft


def _under_names_of(day: date, paper: Paper) -> dict[str, Any]:
    """The data of a document; the agency's names that were derived from its unit as they are on `day`."""
    then, now = issuing_agency(paper.unit, paper.made_on), issuing_agency(paper.unit, day)
    renamed = {name: text for name, text in now.items() if paper.data.get(name) == then.get(name)}
    return {**paper.data, **renamed}

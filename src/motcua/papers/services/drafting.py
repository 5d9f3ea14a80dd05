"""Drafts of documents: made from a template and its data, changed until they are submitted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.organisation.models import Unit
from motcua.papers.layout import check_data, issuing_agency, version_of_template
from motcua.papers.models import Paper, PaperState
from motcua.papers.services.taking import take, tell
from motcua.papers.text import one_line, storable_data
from motcua.web.faults import UserError


@service(permission="papers.draft")
def make_paper(
    *,
    actor: Actor,
    template: str,
    unit: Unit,
    data: Mapping[str, Any],
    title: str,
    purpose: str = "",
    object_id: str = "",
    on: date | None = None,
) -> Paper:
    """Draft a document of `unit` from the template that holds on `on` (today), filled with `data`.

    Where `data` names no issuing agency, the unit and what stands above it are written as they were called on that day.
    `purpose` ("room.what") and `object_id` (a public id) say what it is for; `motcua.papers.signing.when_signed` calls
    the room of that purpose once it is signed. Raises `UserError` naming the field of `data` that is missing or wrong.
    """
    day = on or timezone.localdate()
    kept = plain_data({**issuing_agency(unit, day), **data})
    check_data(template, day, kept)
    paper = Paper.objects.create(
        template=template,
        template_version=version_of_template(template, day),
        unit=unit,
        data=kept,
        data_digest=digest_of(kept),
        title=title_of(title),
        purpose=purpose,
        object_id=object_id,
        made_on=day,
        made_by=actor.user,
    )
    tell("made", paper, facts={"purpose": purpose})
    return paper


@service(permission="papers.draft")
def change_paper(
    *, actor: Actor, paper: Paper, version: int, data: Mapping[str, Any], title: str | None = None
) -> Paper:
    """Write a draft anew; returns it as it is now.

    Raises as `make_paper`; `Stale` where another changed it, `UserError` where it has been submitted.
    """
    row = take(actor, paper, version, PaperState.DRAFT)
    kept = plain_data({**issuing_agency(row.unit, row.made_on), **data})
    check_data(row.template, row.made_on, kept)
    changed = tuple(sorted(key for key in {*kept, *row.data} if kept.get(key) != row.data.get(key)))
    row.data, row.data_digest = kept, digest_of(kept)
    if title is not None:
        row.title = title_of(title)
    row.save(update_fields=["data", "data_digest", "title", "version"])
    tell("changed", row, changed)
    return row


def plain_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as it is kept: plain JSON, dates as ISO text."""
    plain: dict[str, Any] = storable_data(json.loads(json.dumps(dict(data), cls=DjangoJSONEncoder)))
    return plain


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data in one fixed order, hexadecimal."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def title_of(text: str) -> str:
    """The title on one line; raises `UserError` for an empty one."""
    line = one_line(text, 1000)
    if not line:
        raise UserError("paper-title", _("Văn bản cần có trích yếu."), field="title")
    return line

"""Drafts: what is typed on a sheet is kept for its author while it does not stand yet."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.answering import TEXT
from motcua.review.models import CampaignLine, Draft
from motcua.review.services.assessing_store import take_line
from motcua.web.faults import UserError
from motcua.web.words import storable

EFFORT, END = "effort", "end"
_MOST = 40  # fields of a sheet, and letters of a field's name


@service(permission="review.assess")
def keep_draft(*, actor: Actor, line: CampaignLine, subject: str, content: Mapping[str, str], seen: int) -> Draft:
    """Keep what a person typed on a sheet (`EFFORT`, `END`); it takes the place of that person's earlier draft.

    `content` are the fields as typed, `seen` the version they were typed upon, 0 for none. Raises `Denied` for a line
    of another unit, `UserError` for one that is no longer with its author, another subject, or where no person acts.
    """
    row = take_line(actor, line)
    if subject not in (EFFORT, END) or actor.user is None:
        raise UserError("no-draft", _("Phần này không có bản nháp."), field="subject", status=404)
    typed = {name[:_MOST]: storable(text)[:TEXT] for name, text in list(content.items())[:_MOST]}
    about = {"content": typed, "seen": seen, "by_label": actor.label[:200], "at": timezone.now()}
    draft, _made = Draft.objects.update_or_create(line=row, subject=subject, by=actor.user, defaults=about)
    return draft


@service(permission="review.assess")
def drop_draft(*, actor: Actor, line: CampaignLine, subject: str) -> None:
    """Throw one's own draft away: what stands is what counts. Raises as `keep_draft`."""
    row = take_line(actor, line)
    Draft.objects.visible_to(actor).filter(line=row, subject=subject).delete()

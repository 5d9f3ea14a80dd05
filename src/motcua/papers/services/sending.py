"""Sending signed documents to recipients, and what came in as received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.papers.models import LIVE, Dispatch, Paper, PaperState
from motcua.papers.services.handover import ask_sending
from motcua.papers.services.taking import check_hands, require_keeper, take, tell
from motcua.papers.text import one_line
from motcua.web.faults import UserError

MOST = 500  # recipients of one sending


@service(permission=None)
def send_paper(*, actor: Actor, paper: Paper, version: int, to: Sequence[Unit | str]) -> Paper:
    """Send a signed document to units of the house or agencies by name; those who have it already are left out.

    Returns it as it is now; where the document came through a document system, a job sends it there too.
    Raises `UserError` without a recipient or for a document that is not signed or no longer in force, `Stale` where
    another changed it.
    """
    require_keeper(actor)
    row = take(actor, paper, version, *LIVE)
    wanted = _named(to)
    have = set(row.dispatches.values_list("name", flat=True))
    now = timezone.now()
    new = [
        Dispatch(paper=row, unit=unit, name=name, sent_at=now, sent_by=actor.label[:200])
        for name, unit in wanted.items()
        if name not in have
    ]
    Dispatch.objects.bulk_create(new)
    row.state = PaperState.SENT
    row.save(update_fields=["state", "version"])
    tell("sent", row, facts={"recipients": len(new)})
    if new:
        ask_sending(actor, row)
    return row


def _named(to: Sequence[Unit | str]) -> dict[str, Unit | None]:
    """Recipients by name, units by today's; raises `UserError` for none or too many."""
    names = today_names(one.pk for one in to if isinstance(one, Unit))
    found: dict[str, Unit | None] = {}
    for one in to:
        if isinstance(one, Unit):
            found[names.get(one.pk, one.public_id)] = one
        elif line := one_line(one, 300):
            found.setdefault(line, None)
    if not found:
        raise UserError("no-recipient", _("Cần ghi ít nhất một nơi nhận."), field="to")
    if len(found) > MOST:
        words = _("Mỗi lần gửi nhiều nhất {most} nơi nhận.").format(most=MOST)
        raise UserError("too-many-recipients", words, field="to")
    return found


@service(permission=None)
def note_received(*, actor: Actor, dispatch: Dispatch, at: datetime | None = None) -> Dispatch:
    """Note that a recipient has the document, at a moment (now); noting it again changes nothing.

    Raises `Denied` for those who neither work on the document nor belong to the unit that got it, `UserError` for a
    moment before it was sent.
    """
    require_keeper(actor)
    row = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if row.unit_id not in actor.unit_ids:
        check_hands(actor, row.paper)
    if row.received_at is None:
        moment = at or timezone.now()
        if moment < row.sent_at:
            raise UserError("received-early", _("Lúc nhận không thể trước lúc gửi."), field="at")
        row.received_at = moment
        row.save(update_fields=["received_at"])
        tell("received", row.paper)
    return row

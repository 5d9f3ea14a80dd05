"""Meetings on the results: minutes, and conclusions that become remarks of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.files.services import store as store_file
from motcua.review.models import (
    FROZEN,
    Campaign,
    CampaignLine,
    CampaignState,
    Meeting,
    MeetingLine,
    Remark,
    RemarkKind,
)
from motcua.review.services.claims import claim, tell
from motcua.web.faults import UserError

PURPOSE = "review.minutes"


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is written down of a meeting."""

    title: str
    held_on: date
    chair: str
    minutes: str
    place: str = ""
    present: str = ""
    conclusion: str = ""


@service(permission="review.check")
def record_meeting(
    *,
    actor: Actor,
    campaign: Campaign,
    minutes: Minutes,
    version: int,
    lines: Sequence[tuple[CampaignLine, str]] = (),
    file: tuple[BinaryIO, str] | None = None,
) -> Meeting:
    """Keep the minutes of a meeting with what it concluded about single procedures; they become remarks.

    `file` is the signed minutes as a stream with its name. Raises `Stale`, `UserError` for a day to come, minutes
    without words, or a line that is closed or of another campaign.
    """
    fresh = claim(campaign, version, (CampaignState.OPEN, CampaignState.CHECKING, CampaignState.CONSOLIDATED))
    if not minutes.title.strip() or not minutes.minutes.strip() or not minutes.chair.strip():
        raise UserError("no-minutes", _("Cần nội dung họp, người chủ trì và biên bản."), field="minutes")
    if minutes.held_on > timezone.localdate():
        raise UserError("held-later", _("Ngày họp không thể sau hôm nay."), field="held_on")
    for line, text in lines:
        if line.campaign_id != fresh.pk or line.state in FROZEN or not text.strip():
            raise UserError("bad-line", _("Kết luận từng thủ tục cần thủ tục đang rà soát và lời kết luận."))
    kept = store_file(actor=actor, stream=file[0], name=file[1], purpose=PURPOSE) if file is not None else None
    meeting = Meeting.objects.create(
        campaign=fresh,
        title=minutes.title.strip()[:500],
        held_on=minutes.held_on,
        place=minutes.place.strip()[:300],
        chair=minutes.chair.strip()[:200],
        present=minutes.present.strip(),
        minutes=minutes.minutes.strip(),
        conclusion=minutes.conclusion.strip(),
        file=kept,
        written_by=actor.user,
    )
    MeetingLine.objects.bulk_create(
        MeetingLine(meeting=meeting, line=line, conclusion=text.strip()) for line, text in lines
    )
    now = timezone.now()
    Remark.objects.bulk_create(
        Remark(line=line, kind=RemarkKind.MEETING, text=text.strip(), author=actor.user, said_at=now)
        for line, text in lines
    )
    tell("meeting.recorded", fresh, title=meeting.title, lines=len(lines))
    return meeting

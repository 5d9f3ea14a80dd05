"""The register of obstacles: reported by a unit, judged by the office, directed by the leader, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.followup.owners import province_units
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.papers.models import Paper
from motcua.papers.services.drafting import make_paper
from motcua.review.models import Campaign, CampaignLine, Obstacle, ObstacleReminder, ObstacleState
from motcua.review.services.claims import acts_for, require_unit
from motcua.review.services.letterhead import before_time, head_of
from motcua.review.services.touching import claim_row, said, tell_row
from motcua.web.faults import Denied, UserError
from motcua.web.formats import vn_date
from motcua.web.words import tidy

PURPOSE = "review.obstacle"


@dataclass(frozen=True, slots=True)
class ObstacleGiven:
    """What a unit met with: in a few words, in full, and what it proposes."""

    title: str
    text: str = ""
    wish: str = ""
    line: CampaignLine | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """What the leader directs: who said it, when, by which document, who acts and until when."""

    text: str
    director: str
    on: date
    instrument: str = ""
    acting_unit: Unit | None = None
    due_on: date | None = None


@service(permission="review.assess")
def report_obstacle(*, actor: Actor, campaign: Campaign, unit: Unit, given: ObstacleGiven) -> Obstacle:
    """Put an obstacle into the register.

    Raises `Denied` for another's unit, `UserError` for a line of another campaign.
    """
    require_unit(actor, unit)
    if given.line is not None and given.line.campaign_id != campaign.pk:
        raise UserError("other-campaign", _("Thủ tục này thuộc đợt rà soát khác."), field="line")
    row = Obstacle.objects.create(
        campaign=campaign,
        unit=unit,
        line=given.line,
        title=said(given.title, "title", 500),
        text=tidy(given.text)[:4000],
        wish=tidy(given.wish)[:4000],
        reported_on=timezone.localdate(),
        reported_by=actor.user,
    )
    tell_row(row, "reported")
    return row


@service(permission="review.check")
def judge_obstacle(*, actor: Actor, obstacle: Obstacle, opinion: str, version: int) -> Obstacle:
    """The office says what it thinks; now the leader directs. Raises `Stale`, `UserError`."""
    row = claim_row(obstacle, version, ObstacleState.REPORTED, ObstacleState.PROPOSED)
    row.opinion, row.opinion_on, row.state = said(opinion, "opinion"), timezone.localdate(), ObstacleState.PROPOSED
    row.save(update_fields=["opinion", "opinion_on", "state"])
    tell_row(row, "judged")
    return row


@service(permission="review.check")
def direct_obstacle(*, actor: Actor, obstacle: Obstacle, direction: Direction, version: int) -> Obstacle:
    """Write down what the leader directs, who acts and until when.

    Raises `Stale`, `UserError` without words or director, for a day to come or a time over before it began.
    """
    row = claim_row(obstacle, version, ObstacleState.PROPOSED, ObstacleState.DIRECTED)
    if direction.on > timezone.localdate() or direction.on < row.reported_on:
        raise UserError("bad-day", _("Ngày chỉ đạo từ ngày báo vướng mắc đến hôm nay."), field="directed_on")
    if direction.due_on is not None and direction.due_on < direction.on:
        raise UserError("due-before", _("Thời hạn thực hiện trước ngày chỉ đạo."), field="due_on")
    row.direction, row.director = said(direction.text, "direction"), said(direction.director, "director", 200)
    row.directed_on, row.instrument = direction.on, " ".join(direction.instrument.split())[:200]
    row.acting_unit, row.due_on = direction.acting_unit or row.unit, direction.due_on
    row.state = ObstacleState.DIRECTED
    row.save()
    tell_row(row, "directed", due=direction.due_on.isoformat() if direction.due_on else "")
    return row


@service(permission="review.assess")
def close_obstacle(*, actor: Actor, obstacle: Obstacle, outcome: str, version: int) -> Obstacle:
    """Write the outcome; by the unit that acts, or the office, which may also close what needs no direction.

    Raises `Denied`, `Stale`, `UserError` without an outcome.
    """
    office = actor.system or actor.may("review.check")
    states = [ObstacleState.DIRECTED, *([ObstacleState.REPORTED, ObstacleState.PROPOSED] if office else [])]
    if not office and not acts_for(actor, obstacle.acting_unit):
        raise Denied(_("Vướng mắc này giao cho đơn vị khác xử lý."), permission="review.assess")
    row = claim_row(obstacle, version, *states)
    row.outcome, row.closed_on, row.state = said(outcome, "outcome"), timezone.localdate(), ObstacleState.CLOSED
    row.save(update_fields=["outcome", "closed_on", "state"])
    tell_row(row, "closed")
    return row


@service(permission="review.check")
def remind_of_obstacles(*, actor: Actor, unit: Unit, campaign: Campaign, reply_by: date | None = None) -> Paper:
    """Draft the letter that reminds a unit of the obstacles it is to settle and has not; returns the draft.

    Raises `UserError` where none is open with the unit, or the province has no office that could write.
    """
    today = timezone.localdate()
    rows = list(
        Obstacle.objects.filter(campaign=campaign, acting_unit=unit, state=ObstacleState.DIRECTED)
        .select_related("line__procedure")
        .order_by("due_on", "id")
    )
    office = province_units(today).get("office")
    if not rows:
        raise UserError("nothing-due", _("Đơn vị này không còn vướng mắc nào phải xử lý."), status=409)
    if office is None:
        raise UserError("no-office", _("Chưa có văn phòng của tỉnh để gửi văn bản đôn đốc."))
    name = today_names([unit.pk])[unit.pk]
    data: dict[str, Any] = {
        **head_of(office, today),
        "addressees": [name],
        "subject": "đôn đốc xử lý vướng mắc trong rà soát thủ tục hành chính",
        "as_of": today,
        "lines": [_row(row, name, today) for row in rows],
        **({} if any(row.due_on and row.due_on < today for row in rows) else before_time()),
        **({"reply_by": reply_by} if reply_by else {}),
    }
    title = _("Đôn đốc %(unit)s xử lý vướng mắc") % {"unit": name}
    paper = make_paper(
        actor=actor, template="reminder", unit=office, data=data, title=title, purpose=PURPOSE,
        object_id=campaign.public_id,
    )  # fmt: skip
    ObstacleReminder.objects.bulk_create(
        [ObstacleReminder(obstacle=row, paper=paper.public_id, on_date=today, by=actor.user) for row in rows]
    )
    for row in rows:
        tell_row(row, "reminded", paper=paper.public_id)
    return paper


def _row(row: Obstacle, name: str, today: date) -> dict[str, str]:
    since = row.directed_on or row.reported_on
    return {
        "task": row.title,
        "about": row.line.procedure.code if row.line else "",
        "due": vn_date(row.due_on) if row.due_on else "",
        "elapsed": _("%(n)d ngày") % {"n": (today - since).days},
        "owner": name,
    }

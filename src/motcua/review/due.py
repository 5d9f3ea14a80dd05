"""What is due next in campaigns, each with its clock: days of the plan, calendar, tasks, answers, monthly report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.law.book import Rulebook
from motcua.review.calendar import calendar_of
from motcua.review.consulting import due_of as answers_due
from motcua.review.dashboard import Standing
from motcua.review.models import Campaign, CampaignState, Consultation, Pursuit
from motcua.rulebook.selectors import book as current_book

NEAR = 30  # days ahead that the dashboard shows; what is late is always shown
_REPORT = "review.monthly_report_day"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do by a day; `left` are the days to it, negative past it."""

    what: str
    day: date
    left: int
    href: str


def due_of(
    actor: Actor, campaign: Campaign, standing: Standing, today: date, book: Rulebook | None = None
) -> list[Due]:
    """What a campaign owes up to `NEAR` days ahead, the most pressing first (at most ten statements)."""
    page = reverse("review:campaign", args=[campaign.public_id])
    found = [*_of_plan(campaign, standing, page), *_of_tasks(campaign), *_of_calendar(campaign, today, book)]
    found += [*_of_consultations(actor, campaign, book), *_of_pursuits(campaign)]
    if campaign.running:
        found.append((_("Báo cáo hằng tháng về kết quả rà soát"), report_day(today, book), page))
    rows = [Due(what, day, (day - today).days, href) for what, day, href in found]
    return sorted((row for row in rows if row.left <= NEAR), key=lambda row: (row.day, row.what))


def report_day(today: date, book: Rulebook | None = None) -> date:
    """The day of the next monthly report; the last day of a month that has no such day."""
    day = int((book or current_book()).at(today).row(_REPORT).value)
    this = _in_month(today, day)
    return this if this >= today else _in_month(today.replace(day=1) + timedelta(days=32), day)


def _in_month(month: date, day: int) -> date:
    following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return month.replace(day=min(day, (following - timedelta(days=1)).day))


Found = Iterable[tuple[str, date, str]]


def _of_plan(campaign: Campaign, standing: Standing, page: str) -> Found:
    whole = standing.whole
    if campaign.state == CampaignState.OPEN:
        for row in standing.leads:
            owed = row.progress.open + row.progress.assessed + row.progress.returned
            if owed:
                href = reverse("review:part", args=[row.part.public_id])
                yield _("{unit} gửi kết quả {n} thủ tục").format(unit=row.name, n=owed), row.due, href
    if campaign.running and whole.confirmed < whole.total:
        yield _("Kiểm soát chất lượng"), campaign.check_due, page
    if campaign.running or campaign.state == CampaignState.CONSOLIDATED:
        yield _("Tổng hợp, trình phê duyệt"), campaign.consolidation_due, page


def _of_tasks(campaign: Campaign) -> Found:
    href = reverse("review:plan", args=[campaign.public_id])
    for text, day in campaign.tasks.filter(done_on=None, due_on__isnull=False).values_list("text", "due_on")[:200]:
        if day is not None:
            yield text[:200], day, href


def _of_calendar(campaign: Campaign, today: date, book: Rulebook | None) -> Found:
    if campaign.state == CampaignState.CLOSED:
        return
    href = reverse("review:follow", args=[campaign.public_id])
    for step in calendar_of(campaign, today, book):
        if not step.done:
            yield step.name, step.due, href


def _of_consultations(actor: Actor, campaign: Campaign, book: Rulebook | None) -> Found:
    rows = Consultation.objects.visible_to(actor).filter(campaign=campaign, state="sent", sent_on__isnull=False)
    for row in rows.order_by("sent_on")[:50]:
        if row.sent_on is not None:
            href = reverse("review:consultation", args=[row.public_id])
            yield _("Nhận ý kiến: {title}").format(title=row.title), answers_due(row.sent_on, book).value, href


def _of_pursuits(campaign: Campaign) -> Found:
    """One row for each day on which amendments are due."""
    href = reverse("review:follow", args=[campaign.public_id])
    waiting = Pursuit.objects.filter(campaign=campaign).waiting().order_by()
    first = waiting.aggregate(day=Min("due_on"))["day"]
    if first is not None:
        count = waiting.filter(due_on=first).count()
        yield _("Sửa {n} quy định theo kết quả").format(n=count), first, f"{href}?state=waiting"

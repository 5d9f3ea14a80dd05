"""Background work of campaigns: their lines are made, merged units and abolished procedures are settled daily."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.access.actors import system_actor
from motcua.jobs.registry import Run, handler, schedule
from motcua.review import jobs_lists
from motcua.review.models import RUNNING, Campaign
from motcua.review.scoping import scope_of
from motcua.review.services.assigning import assign_by_field
from motcua.review.services.keeping import keep_up
from motcua.review.services.opening import KIND, make_lines
from motcua.web.faults import UserError

__all__ = ["jobs_lists", "keep", "lines"]


@handler(KIND, queue="slow", words="Lập danh sách thủ tục của đợt rà soát", shown_at=("review:lines", "campaign"))
def lines(run: Run) -> None:
    """Make the lines of an opened campaign piece by piece, then give them to the departments of their fields."""
    campaign = Campaign.objects.get(public_id=run.arguments["campaign"])
    if campaign.state not in RUNNING:
        return
    total = len(scope_of(campaign).planned)
    while make_lines(actor=run.actor, campaign=campaign):
        done = campaign.lines.count()
        run.progress(min(done, total), total, _("Đã lập {n} thủ tục").format(n=done))
    given = assign_by_field(actor=run.actor, campaign=campaign)
    run.summary["assigned"] = given
    run.progress(total, total, _("Đã giao {n} thủ tục theo lĩnh vực").format(n=given))


@handler("review.keep-up", queue="slow", words="Theo dõi đơn vị sáp nhập, thủ tục bị bãi bỏ trong đợt rà soát")
def keep(run: Run) -> None:
    """Hand work of merged units over and close lines of abolished procedures, in every running campaign."""
    actor = system_actor(via="job")
    running = list(Campaign.objects.filter(state__in=RUNNING))
    for place, campaign in enumerate(running, start=1):
        try:
            keep_up(actor=actor, campaign=campaign)
        except UserError as error:
            run.note_failure(campaign.title, error.message)
        run.progress(place, len(running))


schedule("review.keep-up", daily="00:40")

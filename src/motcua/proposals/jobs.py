"""Background work of the room: proposals of the whole catalogue, kept for the lists."""

from __future__ import annotations

from itertools import islice

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.jobs.models import Job
from motcua.jobs.registry import Run, handler
from motcua.jobs.services import enqueue
from motcua.proposals.selectors import proposals, stale_number
from motcua.proposals.services import keep_proposals

KIND = "proposals.refresh"
_PIECE = 200


@handler(KIND, queue="slow", permission="proposals.facts", shown_at=("proposals:overview",))
def refresh(run: Run) -> None:
    """Tính lại gợi ý đánh giá của cả danh mục."""
    found, done = proposals(run.actor), 0
    total = stale_number(run.actor)
    while piece := list(islice(found, _PIECE)):
        done += keep_proposals(actor=run.actor, found=piece)
        run.progress(done, max(total, done), _("Đã tính gợi ý cho {n} thủ tục").format(n=done))
    run.summary["kept"] = done


def ask_refresh(actor: Actor) -> Job:
    """Ask for the proposals to be reckoned anew; the same question while it runs is the same job."""
    return enqueue(actor=actor, kind=KIND, key="all", again=True)

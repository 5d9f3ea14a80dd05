"""The report of a month: made as a document, its figures kept as they were."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.onthespot.decision_paper import heading
from motcua.onthespot.documents import REPORT, report_data
from motcua.onthespot.measuring import centre_on, progress
from motcua.onthespot.models import SpotReport
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.reporting import as_of
from motcua.organisation.issuing import provincial_issuer
from motcua.papers.models import Paper, PaperState
from motcua.papers.services import change_paper, make_paper
from motcua.web.faults import UserError

PURPOSE = "onthespot.report"


@service(permission="onthespot.decide")
def make_report(*, actor: Actor, month: date) -> SpotReport:
    """Make the report of a month as a document, with the figures of its last day (today while it runs).

    Made again while its document is a draft it is written anew; there is one report of a month. Raises `UserError`
    for a month to come, one whose report was submitted, or where no province was chosen.
    """
    today, first = timezone.localdate(), month.replace(day=1)
    if first > today:
        raise UserError("month", _("Chưa đến tháng này."), field="month")
    SpotReport.objects.get_or_create(month=first)
    row = SpotReport.objects.select_for_update().get(month=first)
    before = Paper.objects.filter(public_id=row.paper).first() if row.paper else None
    if before is not None and before.state != PaperState.DRAFT:
        raise UserError(
            "reported",
            _("Báo cáo tháng %(month)s đã trình ký hoặc đã ký.") % {"month": f"{first:%m/%Y}"},
            field="month",
            hint=_("Rút văn bản trình ký về, hoặc soạn văn bản thay thế, rồi lập lại."),
            status=409,
        )
    day = as_of(first, today)
    centre = centre_on(day)
    found, phases = progress(day, centre), phase_stands(day, centre)
    data: dict[str, Any] = {**heading(today), **report_data(found, phases, first)}
    title = _("Báo cáo thực hiện 5 tại chỗ tháng %(month)s") % {"month": f"{first:%m/%Y}"}
    if before is None:
        unit = provincial_issuer()
        paper = make_paper(actor=actor, template=REPORT, unit=unit, data=data, title=title, purpose=PURPOSE,
                           object_id=f"{first:%Y-%m}")  # fmt: skip
    else:
        data = {**before.data, **data}
        paper = change_paper(actor=actor, paper=before, version=before.version, data=data, title=title)
    row.figures = {**found.to_dict(), "phases": [phase.to_dict() for phase in phases]}
    row.paper, row.made_at = paper.public_id, timezone.now()
    row.save()
    record(Event("onthespot.report.made", "onthespot.report", f"{first:%Y-%m}", facts={"five": found.five}))
    return row

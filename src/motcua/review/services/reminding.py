"""Reminders: one paper a unit with what of its part is late or due."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.followup.owners import heir, province_units
from motcua.organisation.selectors import today_names
from motcua.papers.models import Paper
from motcua.papers.services.drafting import make_paper
from motcua.review.models import RUNNING, CampaignUnit, LineState, UnitReminder
from motcua.review.services.claims import hold, tell
from motcua.review.services.letterhead import before_time, head_of
from motcua.web.faults import UserError
from motcua.web.formats import vn_date

PURPOSE = "review.reminder"


@service(permission="review.check")
def remind_unit(*, actor: Actor, part: CampaignUnit, reply_by: date | None = None) -> Paper:
    """Draft the letter that reminds a unit of its lines still open or returned; returns the draft.

    `reply_by` is the day by which it is to answer. Raises `UserError` where nothing is outstanding, or the province
    has no office that could write.
    """
    today = timezone.localdate()
    campaign = hold(part.campaign, RUNNING)
    lines = campaign.lines.filter(unit=part.unit_id)
    open_ones = lines.filter(state__in=(LineState.OPEN, LineState.ASSESSED)).count()
    back = lines.filter(state=LineState.RETURNED).count()
    if not open_ones and not back:
        raise UserError("nothing-due", _("Đơn vị này không còn việc nào phải gửi."), status=409)
    office = province_units(today).get("office")
    if office is None:
        raise UserError(
            "no-office",
            _("Chưa có văn phòng của tỉnh để gửi văn bản đôn đốc."),
            hint=_("Nạp đơn vị của tỉnh bằng lệnh motcua units load."),
        )
    addressee = heir(part.unit, today)
    name = today_names([addressee.pk])[addressee.pk]
    due = part.result_due or campaign.unit_result_due
    rows = [_row(_("Đánh giá, duyệt và gửi kết quả"), open_ones, due, today, name)] if open_ones else []
    rows += [_row(_("Hoàn chỉnh thủ tục bị trả lại"), back, campaign.check_due, today, name)] if back else []
    data = {
        **head_of(office, today),
        "addressees": [name],
        "subject": _("đôn đốc thực hiện {title}").format(title=campaign.title),
        "as_of": today,
        "lines": rows,
        **({} if today > due or (back and today > campaign.check_due) else before_time()),
        **({"reply_by": reply_by} if reply_by else {}),
    }
    paper = make_paper(
        actor=actor,
        template="reminder",
        unit=office,
        data=data,
        title=_("Đôn đốc {unit}: {title}").format(unit=name, title=campaign.title),
        purpose=PURPOSE,
        object_id=campaign.public_id,
    )
    UnitReminder.objects.create(campaign_unit=part, paper=paper.public_id, on_date=today, by=actor.user)
    tell("unit.reminded", campaign, part.unit, lines=open_ones + back)
    return paper


def _row(task: str, count: int, due: date, today: date, name: str) -> dict[str, str]:
    late = (today - due).days
    return {
        "task": task,
        "about": _("{n} thủ tục").format(n=count),
        "due": vn_date(due),
        "elapsed": _("quá {n} ngày").format(n=late) if late > 0 else _("còn {n} ngày").format(n=-late),
        "owner": name,
    }

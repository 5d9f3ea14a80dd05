"""Reminders: one paper a unit with all of its steps that are due, kept beside the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.followup.models import FollowReminder, FollowStep
from motcua.followup.owners import heir, province_units
from motcua.followup.selectors import late_steps
from motcua.organisation.issuing import committee_named, place_named
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.papers.layout import issuing_agency
from motcua.papers.models import Paper
from motcua.papers.services.drafting import make_paper
from motcua.web.faults import UserError
from motcua.web.formats import vn_date

PURPOSE = "followup.reminder"
SYMBOL = "VPUBND-KSTT"  # office and division, as Decree 30/2020 writes the symbol of a letter
SIGNER = "CHÁNH VĂN PHÒNG"


@service(permission="publication.check")
def remind_unit(*, actor: Actor, unit: Unit, reply_by: date | None = None) -> Paper:
    """Draft the letter that reminds a unit of its steps that are due or past due; returns the draft.

    `reply_by` is the day by which it is to answer. Raises `UserError` for a day that is not to come, where nothing is
    due, or the province has no office that could write.
    """
    today = timezone.localdate()
    if reply_by is not None and reply_by <= today:
        raise UserError("reply-day-past", _("Ngày trả lời phải sau hôm nay."), field="reply_by")
    addressee = heir(unit, today)
    steps = late_steps(actor, addressee, today)
    if not steps:
        raise UserError("nothing-due", _("Đơn vị này không có việc nào đến hạn."), status=409)
    office = province_units(today).get("office")
    if office is None:
        raise UserError(
            "no-office",
            _("Chưa có văn phòng của tỉnh để gửi văn bản đôn đốc."),
            hint=_("Nạp đơn vị của tỉnh bằng lệnh motcua units load."),
        )
    names = today_names([addressee.pk, *(step.owner_id for step in steps if step.owner_id)])
    name = names[addressee.pk]
    paper = make_paper(
        actor=actor,
        template="reminder",
        unit=office,
        data={**_head_of(office, today), **reminder_data(steps, name, names, today, reply_by)},
        title=_("Đôn đốc %(unit)s thực hiện sau công bố thủ tục hành chính") % {"unit": name},
        purpose=PURPOSE,
        object_id=addressee.public_id,
    )
    FollowReminder.objects.bulk_create(
        FollowReminder(task_id=task, paper=paper.public_id, on_date=today, by=actor.user)
        for task in sorted({step.task_id for step in steps})
    )
    record(
        Event(
            "followup.unit.reminded", "organisation.unit", addressee.public_id, facts={"steps": len(steps)},
            unit_id=addressee.pk,
        )
    )  # fmt: skip
    return paper


def _head_of(office: Unit, today: date) -> dict[str, Any]:
    """Who writes, under which symbol, from where, signed by whom: the draft may be changed before it is submitted."""
    agency = issuing_agency(office, today)
    place = place_named(committee_named(agency.get("agency_parent") or agency.get("agency_name", "")))
    return {**agency, "symbol": SYMBOL, "place": place, "signature_lines": [SIGNER]}


def reminder_data(
    steps: Sequence[FollowStep], name: str, names: dict[int, str], today: date, reply_by: date | None
) -> dict[str, Any]:
    """What the template of a reminder asks for: one row a step, the one longest past due first."""
    rows = [
        {
            "task": step.get_kind_display(),
            "about": _("%(number)s, %(ministry)s (còn %(left)d/%(total)d thủ tục)")
            % {
                "number": step.task.announcement.decision_no or _("chưa rõ số"),
                "ministry": step.task.announcement.ministry,
                "left": step.total - step.done,
                "total": step.total,
            },
            "due": vn_date(step.due_on),
            "elapsed": _("%(n)d ngày") % {"n": (today - step.task.announcement.since).days},
            "owner": names.get(step.owner_id or 0, name),
        }
        for step in steps
    ]
    data: dict[str, Any] = {"addressees": [name], "as_of": today, "lines": rows}
    return {**data, "reply_by": reply_by} if reply_by else data

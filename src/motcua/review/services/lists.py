"""Documents of a campaign, made together by a job and kept, and the worksheets of cost behind a simplification."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.files.services import store as store_file
from motcua.jobs.services import enqueue
from motcua.law.cost import Whose
from motcua.review.models import Campaign, CampaignLine, CostSheet, CostSide, ListFile, ListSet
from motcua.review.services.assessing_store import take_line
from motcua.review.services.claims import tell, tell_line
from motcua.web.faults import Stale, UserError
from motcua.web.publicid import new_public_id
from motcua.web.words import one_line

KIND, PURPOSE = "review.lists", "review.list"
MOST_ROWS, MOST_WORDS = 100, 500
_LARGEST = 10**12


@service(permission="review.check")
def make_lists(*, actor: Actor, campaign: Campaign) -> ListSet:
    """Ask for every document of a campaign in every format; a job makes and keeps them.

    While a set is still being made, that one is returned.
    """
    waiting = ListSet.objects.filter(campaign=campaign, finished_at=None).order_by("-id").first()
    if waiting is not None:
        enqueue(
            actor=actor, kind=KIND, key=waiting.public_id, arguments=_about(waiting.public_id, campaign), again=True
        )
        return waiting
    key = new_public_id()
    job = enqueue(actor=actor, kind=KIND, key=key, arguments=_about(key, campaign))
    row = ListSet.objects.create(
        public_id=key,
        campaign=campaign,
        job=job.public_id,
        by=actor.user,
        by_label=actor.label[:200],
        asked_at=timezone.now(),
    )
    tell("lists.asked", campaign)
    return row


def _about(key: str, campaign: Campaign) -> dict[str, str]:
    """What the job is told: the set it fills, and the campaign whose page shows it."""
    return {"set": key, "campaign": campaign.public_id}


@service(permission="review.check")
def keep_list(*, actor: Actor, list_set: ListSet, form: str, form_format: str, content: bytes, rows: int) -> ListFile:
    """Keep one made document with its set; one that is there already stays."""
    there = list_set.files.filter(form=form, format=form_format).first()
    if there is not None:
        return there
    name = f"danh-muc-{form}.{form_format}"
    file = store_file(actor=actor, stream=io.BytesIO(content), name=name, purpose=PURPOSE, limit=len(content) + 1)
    return ListFile.objects.create(list_set=list_set, form=form, format=form_format, file=file, rows=rows)


@service(permission="review.check")
def finish_lists(*, actor: Actor, list_set: ListSet) -> ListSet:
    """Say that a set is whole."""
    if list_set.finished_at is None:
        list_set.finished_at = timezone.now()
        list_set.save(update_fields=["finished_at"])
        tell("lists.made", list_set.campaign, files=list_set.files.count())
    return list_set


@service(permission="review.assess")
def write_costs(
    *,
    actor: Actor,
    line: CampaignLine,
    side: str,
    rows: Sequence[Mapping[str, Any]],
    version: int,
    executions: Decimal = Decimal(1),
    subjects: int = 1,
    wage: int | None = None,
) -> CostSheet:
    """Write the worksheet of one side ("before", "after"); `version` 0 is a first one.

    A row is `{"work", "hours", "service", "fee", "whose"}`, hours of one execution, money in đồng. Raises `Denied`
    where the line is not the actor's to assess, `Stale`, `UserError` naming the row at fault.
    """
    taken = take_line(actor, line)
    if side not in CostSide.values:
        raise UserError("no-such-side", _("Biểu chi phí là “before” hoặc “after”."), field="side")
    if len(rows) > MOST_ROWS:
        raise UserError("too-many-rows", _("Biểu chi phí có nhiều nhất {n} dòng.").format(n=MOST_ROWS), field="rows")
    kept = [_row(place, row) for place, row in enumerate(rows, start=1)]
    row = CostSheet.objects.select_for_update().filter(line=taken, side=side).first()
    if (row.version if row else 0) != version:
        raise Stale(_("Biểu chi phí này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))
    if not (0 <= executions < 10**7) or not (0 <= subjects < 2**31) or (wage is not None and not 0 <= wage < 2**31):
        raise UserError("bad-figure", _("Số lần, số đối tượng, thu nhập phải là số không âm vừa phải."), field="rows")
    row = row or CostSheet(line=taken, side=side, version=0)
    row.rows, row.executions, row.subjects, row.wage = kept, executions, subjects, wage
    row.by, row.by_label, row.at, row.version = actor.user, actor.label[:200], timezone.now(), version + 1
    row.save()
    tell_line("line.costs", taken, side=side, rows=len(kept))
    return row


def _row(place: int, given: Mapping[str, Any]) -> dict[str, Any]:
    work = one_line(str(given.get("work") or ""))
    if not work or len(work) > MOST_WORDS:
        raise UserError("no-work", _("Dòng {n}: ghi công việc, không quá 500 ký tự.").format(n=place), field="rows")
    try:
        whose = Whose(given.get("whose") or "citizen")
        hours = Decimal(str(given.get("hours") or 0).replace(",", "."))
        service, fee = (int(given.get(name) or 0) for name in ("service", "fee"))
    except (InvalidOperation, ValueError, TypeError) as error:
        told = _("Dòng {n}: số giờ, số tiền phải là số; thời gian của “citizen” hoặc “authority”.").format(n=place)
        raise UserError("bad-row", told, field="rows") from error
    if not hours.is_finite() or not 0 <= hours < 10**6 or not 0 <= service < _LARGEST or not 0 <= fee < _LARGEST:
        raise UserError("bad-row", _("Dòng {n}: con số không được âm, không quá lớn.").format(n=place), field="rows")
    if whose is Whose.AUTHORITY and service + fee:
        told = _("Dòng {n}: thời gian của cơ quan không ghi phí hay chi phí thuê ngoài.").format(n=place)
        raise UserError("authority-money", told, field="rows")
    return {"work": work, "hours": f"{hours:f}", "service": service, "fee": fee, "whose": str(whose)}

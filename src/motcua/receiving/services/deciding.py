"""Deciding a list: put in force by its decision, ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.receiving.models import ListKind, ListState, ReceivingList
from motcua.receiving.services.touch import claim, tell
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that a list is issued by; `effective_from` is the first day on which it holds."""

    number: str
    signed_on: date
    signer: str
    effective_from: date


@service(permission="receiving.edit")
def put_in_force(*, actor: Actor, receiving_list: ReceivingList, decision: Decision, version: int) -> ReceivingList:
    """Issue a list by its signed decision; the list of the same scope that held until then ends on that day.

    Raises `UserError` where the decision says too little, is signed on a day to come or takes effect before it is
    signed, where the list is empty, lacks reasons or names ended procedures, or where a list of the scope already
    begins on or after the day; `Stale` where another changed it meanwhile.
    """
    row = claim(receiving_list, version, (ListState.DRAFT, ListState.SUBMITTED))
    decided = _complete(decision)
    ready(row)
    ended = _end_last(row, decided.effective_from)
    row.state = ListState.IN_FORCE
    row.decision_no, row.signed_on, row.signer = decided.number, decided.signed_on, decided.signer
    row.effective_from = decided.effective_from
    row.save(update_fields=["state", "decision_no", "signed_on", "signer", "effective_from"])
    tell("put_in_force", row, **{"decision": row.decision_no, "from": decided.effective_from.isoformat()}, ended=ended)
    return row


@service(permission="receiving.edit")
def end_list(*, actor: Actor, receiving_list: ReceivingList, day: date, version: int) -> ReceivingList:
    """End an issued list without another in its place: `day` is the first on which it no longer holds.

    Raises `UserError` where the day is not after the list's first one or after its end, `Stale`.
    """
    row = claim(receiving_list, version, (ListState.IN_FORCE,))
    if row.effective_from is None or day <= row.effective_from:
        raise UserError("period", _("Ngày hết áp dụng cần sau ngày bắt đầu áp dụng."), field="day")
    if row.effective_to is not None and row.effective_to <= day:
        raise UserError("ended", _("Danh mục đã hết áp dụng trước ngày đó."), field="day")
    row.effective_to = day
    row.save(update_fields=["effective_to"])
    tell("ended", row, day=day.isoformat())
    return row


def ready(row: ReceivingList) -> None:
    """Refuse a list that cannot be decided: empty, an exclusion without its reason, a procedure that ended."""
    if not row.lines.exists():
        raise UserError("empty-list", _("Danh mục chưa có thủ tục nào."), hint=_("Thêm thủ tục rồi làm lại."))
    if row.kind == ListKind.EXCLUDED:
        bare = list(row.lines.filter(reason="").values_list("procedure__code", flat=True)[:20])
        if bare:
            raise UserError(
                "no-reason",
                _("Chưa ghi lý do không tiếp nhận của: %(codes)s.") % {"codes": ", ".join(bare)},
                hint=_("Thêm lại các mã này kèm lý do."),
            )
    gone = row.lines.filter(Q(procedure__current__isnull=True) | Q(procedure__internal=True))
    codes = list(gone.values_list("procedure__code", flat=True)[:20])
    if codes:
        raise UserError(
            "ended-procedures",
            _("Thủ tục không còn áp dụng: %(codes)s.") % {"codes": ", ".join(codes)},
            hint=_("Bỏ các thủ tục này khỏi danh mục."),
        )


def _complete(decision: Decision) -> Decision:
    """The decision with its texts trimmed; refuses one that cannot be found again or holds before it was signed."""
    number, signer = decision.number.strip(), decision.signer.strip()
    if not number:
        raise UserError("no-decision", _("Chưa ghi số quyết định."), field="number")
    if not signer:
        raise UserError("no-decision", _("Chưa ghi người ký quyết định."), field="signer")
    if decision.signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    if decision.effective_from < decision.signed_on:
        raise UserError(
            "effective-before-signed",
            _("Ngày áp dụng không thể trước ngày ký quyết định."),
            field="effective_from",
            hint=_("Ghi lại ngày ký, hoặc chọn ngày áp dụng từ ngày ký trở đi."),
        )
    return replace(decision, number=number, signer=signer)


def _end_last(row: ReceivingList, day: date) -> int:
    """End the list of the same scope that holds on the day; refuse where one begins on the day or later."""
    same = ReceivingList.objects.select_for_update().filter(scope=row.scope, state=ListState.IN_FORCE)
    if same.filter(effective_from__gte=day).exists():
        raise UserError(
            "decided-later",
            _("Đã có danh mục cùng loại, cùng phạm vi áp dụng từ ngày này hoặc muộn hơn."),
            field="effective_from",
            hint=_("Chọn ngày áp dụng muộn hơn."),
            status=409,
        )
    open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    return same.filter(open_end).update(effective_to=day)

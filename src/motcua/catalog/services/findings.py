"""Settling findings: one by one or many at once, each decision with its reason in the log."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.catalog.models import Finding, FindingState
from motcua.web.faults import UserError

DECIDED = (FindingState.SETTLED, FindingState.DISMISSED)


@service(permission="catalog.settle")
def settle_finding(
    *,
    actor: Actor,
    finding: Finding,
    state: FindingState,
    decision: str,
    version: int,
    value: object = None,
) -> Finding:
    """Decide one finding: settled (with the right value, where one was found) or not a defect.

    Raises `Stale` where another decided meanwhile, `UserError` where no reason is given.
    """
    _reasoned(state, decision)
    take_row(
        finding,
        version,
        _("Phát hiện này vừa được người khác xử lý. Tải lại trang để xem."),
        held=Q(state=FindingState.OPEN),
        state=state,
        decision=decision.strip(),
        value=value,
        settled_by=actor.user,
        settled_at=timezone.now(),
    )
    _tell(finding, state)
    return finding


@service(permission="catalog.settle")
def settle_findings(
    *, actor: Actor, findings: Sequence[Finding], state: FindingState, decision: str
) -> tuple[int, int]:
    """Decide many findings with one reason; those decided by another meanwhile are passed over.

    Returns how many were decided and how many were passed over.
    """
    _reasoned(state, decision)
    moment = timezone.now()
    open_now = list(
        Finding.objects.select_for_update()
        .filter(pk__in=[finding.pk for finding in findings], state=FindingState.OPEN)
        .select_related("procedure")
        .order_by("pk")
    )
    for finding in open_now:
        finding.state, finding.decision = state, decision.strip()
        finding.settled_by, finding.settled_at = actor.user, moment
        finding.version += 1
        _tell(finding, state)
    Finding.objects.bulk_update(open_now, ["state", "decision", "settled_by", "settled_at", "version"], batch_size=500)
    return len(open_now), len(findings) - len(open_now)


@service(permission="catalog.settle")
def reopen_finding(*, actor: Actor, finding: Finding, version: int) -> Finding:
    """Undo a decision; the log keeps that it was taken. Raises `Stale` where the finding moved on meanwhile."""
    stale = _("Phát hiện này vừa được người khác thay đổi. Tải lại trang để xem.")
    undone = {"state": FindingState.OPEN, "decision": "", "value": None, "settled_by": None, "settled_at": None}
    take_row(finding, version, stale, held=Q(state__in=DECIDED), **undone)
    _tell(finding, FindingState.OPEN)
    return finding


def _reasoned(state: FindingState, decision: str) -> None:
    if state not in DECIDED:
        raise UserError("not-a-decision", _("Chọn “đã xử lý” hoặc “không phải lỗi”."), field="state")
    if not decision.strip():
        raise UserError(
            "no-reason",
            _("Chưa ghi cách xử lý."),
            field="decision",
            hint=_("Ghi ngắn gọn căn cứ, ví dụ: đã đối chiếu Quyết định công bố."),
        )


def _tell(finding: Finding, state: FindingState) -> None:
    verb = "reopened" if state == FindingState.OPEN else str(state)
    log(
        Event(
            verb=f"catalog.finding.{verb}",
            object_type="catalog.procedure",
            object_id=finding.procedure.public_id,
            fields=(finding.path,),
            facts={"finding": finding.public_id, "kind": finding.kind},
        )
    )

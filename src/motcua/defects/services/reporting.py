"""Reporting a defect: by hand from a procedure's page, or out of the findings of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.catalog.models import Finding, FindingState, Procedure
from motcua.catalog.selectors import version_for
from motcua.defects.models import CLOSED, DefectKind, DefectReport, ReportState
from motcua.defects.parts import part_of_path, parts_on
from motcua.defects.services.touch import acts_for, tell_report
from motcua.web.faults import Denied, UserError


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What is wrong: in what it falls short, in which statutory part, what it says, what it should say."""

    kind: DefectKind
    part: str
    proposal: str
    quote: str = ""


@service(permission="defects.report")
def report_defect(*, actor: Actor, procedure: Procedure, content: ReportContent) -> DefectReport:
    """Report a defect of a procedure as it stands today, in the name of the actor's first unit.

    A procedure that is abolished is reported by its last version: it may still be published somewhere. Raises
    `UserError` for a part that the law of the day does not know, a report that proposes nothing, or one that the actor
    made in the same words and that nobody has answered yet.
    """
    today = timezone.localdate()
    if content.part not in parts_on(today):
        raise UserError("unknown-part", _("Chọn bộ phận của thủ tục."), field="part")
    proposal = content.proposal.strip()
    if not proposal:
        raise UserError("no-proposal", _("Chưa ghi cần sửa thế nào."), field="proposal")
    same = DefectReport.objects.filter(
        procedure=procedure,
        kind=content.kind,
        part=content.part,
        quote=content.quote.strip(),
        proposal=proposal,
        reported_by=actor.user,
    ).exclude(state__in=CLOSED)
    if same.exists():
        raise UserError("same-report", _("Ông/bà đã báo đúng nội dung này và đang chờ trả lời."), field="proposal")
    report = DefectReport.objects.create(
        procedure=procedure,
        procedure_version=version_for(procedure),
        kind=content.kind,
        part=content.part,
        quote=content.quote.strip(),
        proposal=proposal,
        unit_id=_first_unit(actor),
        reported_by=actor.user,
        reported_on=today,
    )
    tell_report("made", report, kind=report.kind, part=report.part)
    return report


@service(permission="defects.letter")
def take_in_findings(*, actor: Actor, findings: Sequence[Finding], kind: DefectKind) -> tuple[int, int]:
    """Make reports of open findings of the catalogue; those taken in before or decided meanwhile are passed over.

    Returns how many were taken and how many were passed over. Raises `UserError` where none was chosen.
    """
    if not findings:
        raise UserError("nothing-chosen", _("Chưa chọn phát hiện nào."), hint=_("Đánh dấu ít nhất một dòng."))
    ids = [finding.pk for finding in findings]
    free = Finding.objects.select_for_update(of=("self",)).filter(pk__in=ids, state=FindingState.OPEN)
    taken = set(
        DefectReport.objects.filter(finding__in=ids)
        .exclude(state=ReportState.WITHDRAWN)
        .values_list("finding", flat=True)
    )
    rows = [row for row in free.select_related("procedure").order_by("pk") if row.pk not in taken]
    today, unit = timezone.localdate(), _first_unit(actor)
    for finding in rows:
        report = DefectReport.objects.create(
            procedure=finding.procedure,
            procedure_version_id=finding.procedure_version_id,
            kind=kind,
            part=part_of_path(finding.path),
            quote=finding.evidence,
            proposal=f"Rà soát, sửa cho đúng: {finding.message}",
            unit_id=unit,
            reported_by=actor.user,
            reported_on=today,
            finding=finding,
        )
        tell_report("made", report, kind=report.kind, part=report.part, finding=finding.public_id)
    return len(rows), len(findings) - len(rows)


@service(permission="defects.report")
def withdraw_report(*, actor: Actor, report: DefectReport, reason: str, version: int) -> DefectReport:
    """Take a report back that stands in no letter yet; by its author or whoever writes the letters of its unit.

    Raises `Denied` for others, `UserError` without a reason or once it stands in a letter, `Stale`.
    """
    is_own = actor.user is not None and report.reported_by_id == actor.user.pk
    if not (is_own or acts_for(actor, report.unit)):
        raise Denied(_("Phản ánh này của người khác."), permission="defects.letter")
    why = reason.strip()
    if not why:
        raise UserError("no-reason", _("Chưa ghi lý do rút."), field="reason")
    stale = _("Phản ánh này vừa được đưa vào văn bản hoặc vừa được sửa. Tải lại trang để xem.")
    ended = {"state": ReportState.WITHDRAWN, "outcome": why, "closed_on": timezone.localdate()}
    take_row(report, version, stale, held=Q(state=ReportState.OPEN), **ended)
    tell_report("withdrawn", report)
    return report


def _first_unit(actor: Actor) -> int | None:
    return next((grant.unit_id for grant in actor.grants if grant.unit_id), None)

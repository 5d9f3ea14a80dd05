"""The office's quality check: a drawn sample with its checklist, then confirm or return line by line."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.review.checklist import LEAST, POINTS, SHARE
from motcua.review.consistency import faults
from motcua.review.models import (
    RUNNING,
    CampaignLine,
    CampaignUnit,
    LineState,
    QualityCheck,
    QualitySample,
    Remark,
    RemarkKind,
    UnitState,
    Verdict,
)
from motcua.review.sampling import advised_size, drawn
from motcua.review.services.claims import claim_unit, fresh_lines, hold, store, tell, tell_line
from motcua.web.faults import UserError

_AT_OFFICE = (UnitState.SUBMITTED, UnitState.RETURNED)
MOST_SEED = 2**31


@service(permission="review.check")
def draw_sample(
    *, actor: Actor, part: CampaignUnit, version: int, size: int | None = None, seed: int | None = None
) -> QualityCheck:
    """Draw lines of a submitted part for a closer look; the seed is kept, so that anyone can draw the same again.

    `size` None: the advised share. Raises `Stale`, `UserError` for a check still open, or a size below 1.
    """
    fresh = claim_unit(part, version, _AT_OFFICE)
    hold(fresh.campaign, RUNNING)
    if fresh.checks.filter(finished_at=None).exists():
        raise UserError("check-open", _("Đang có một lần kiểm soát chưa xong của đơn vị này."), status=409)
    lines = {
        line.procedure.code: line
        for line in fresh.campaign.lines.filter(unit=fresh.unit_id, state=LineState.SUBMITTED).select_related(
            "procedure"
        )
    }
    if not lines:
        raise UserError("nothing-submitted", _("Đơn vị chưa có kết quả nào chờ kiểm soát."), status=409)
    wanted = advised_size(len(lines), SHARE, LEAST) if size is None else min(size, len(lines))
    if wanted < 1:
        raise UserError("bad-size", _("Cỡ mẫu ít nhất là 1."), field="size")
    chosen = secrets.randbelow(MOST_SEED) if seed is None else seed
    if not 0 <= chosen < MOST_SEED:
        raise UserError("bad-seed", _("Số khởi tạo từ 0 đến {most}.").format(most=MOST_SEED - 1), field="seed")
    check = QualityCheck.objects.create(
        campaign=fresh.campaign,
        campaign_unit=fresh,
        seed=chosen,
        size=wanted,
        population=len(lines),
        drawn_by=actor.user,
        drawn_at=timezone.now(),
    )
    QualitySample.objects.bulk_create(
        QualitySample(check_of=check, line=lines[code], ordinal=place)
        for place, code in enumerate(drawn(lines, wanted, chosen), start=1)
    )
    tell("check.drawn", fresh.campaign, fresh.unit, size=wanted, population=len(lines), seed=chosen)
    return check


@service(permission="review.check")
def judge_sample(
    *, actor: Actor, sample: QualitySample, points: Mapping[str, bool], note: str, version: int
) -> QualitySample:
    """Write the checklist of a drawn line; one point missed is a line that fails, and then the note says why.

    Raises `Stale`, `UserError` for a finished check or a failed line without a note.
    """
    take_version(sample, version, _("Dòng mẫu này vừa được người khác ghi. Tải lại trang để xem."))
    fresh = QualitySample.objects.select_related("check_of__campaign", "line__procedure").get(pk=sample.pk)
    if fresh.check_of.finished_at is not None:
        raise UserError("check-finished", _("Lần kiểm soát này đã kết thúc."), status=409)
    passed = all(points.get(key, False) for key in POINTS)
    if not passed and not note.strip():
        raise UserError("no-note", _("Chưa ghi điểm chưa đạt là gì."), field="note")
    fresh.points = {key: bool(points.get(key, False)) for key in POINTS}
    fresh.verdict = Verdict.PASSED if passed else Verdict.FAILED
    fresh.note, fresh.looked_by, fresh.looked_at = note.strip()[:2000], actor.user, timezone.now()
    fresh.save()
    tell_line("sample.judged", fresh.line, verdict=str(fresh.verdict))
    return fresh


@service(permission="review.check")
def return_lines(
    *, actor: Actor, part: CampaignUnit, remarks: Sequence[tuple[CampaignLine, str]], version: int
) -> CampaignUnit:
    """Send single lines back to their authors, each with a remark; the rest of the part stays at the office.

    Raises `Stale`, `UserError` for a line without remark or not at the office.
    """
    fresh = claim_unit(part, version, (*_AT_OFFICE, UnitState.CONFIRMED))
    hold(fresh.campaign, RUNNING)
    if not remarks:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    texts = {line.pk: text.strip() for line, text in remarks}
    lines = fresh_lines([line for line, _text in remarks], [line.version for line, _text in remarks])
    for line in lines:
        if line.campaign_id != fresh.campaign_id or line.unit_id != fresh.unit_id:
            raise UserError("other-unit", _("Thủ tục thuộc phần việc của đơn vị khác."), status=404)
        if line.state not in (LineState.SUBMITTED, LineState.CONFIRMED):
            raise UserError(
                "not-at-office", _("Thủ tục {code} không ở văn phòng.").format(code=line.procedure.code), status=409
            )
        if not texts[line.pk]:
            raise UserError(
                "no-remark", _("Chưa ghi nhận xét cho thủ tục {code}.").format(code=line.procedure.code), field="remark"
            )
        line.state, line.confirmed_at = LineState.RETURNED, None
        line.assignee_id = line.assessed_by_id or line.assignee_id
    store(lines, ["state", "confirmed_at", "assignee"])
    now = timezone.now()
    Remark.objects.bulk_create(
        Remark(line=line, kind=RemarkKind.RETURN, text=texts[line.pk], author=actor.user, said_at=now) for line in lines
    )
    fresh.state, fresh.confirmed_at = UnitState.RETURNED, None
    fresh.returned_because = _("{n} thủ tục bị trả lại").format(n=len(lines))
    fresh.save()
    for line in lines:
        tell_line("line.returned", line, reason=texts[line.pk][:500])
    return fresh


@service(permission="review.check")
def confirm_unit(*, actor: Actor, part: CampaignUnit, version: int) -> CampaignUnit:
    """Confirm everything of a part that is at the office; what was returned stays with its author.

    Asks that a drawn sample was looked at to the end, that no failed line is among what is confirmed, and that no
    blocking fault of consistency is left. When nothing of the part is outstanding the part is confirmed.
    Raises `Stale`, `UserError` naming what stands in the way.
    """
    fresh = claim_unit(part, version, _AT_OFFICE)
    hold(fresh.campaign, RUNNING)
    lines = list(
        fresh.campaign.lines.select_for_update(of=("self",))
        .filter(unit=fresh.unit_id, state=LineState.SUBMITTED)
        .select_related("campaign", "procedure")
    )
    if not lines:
        raise UserError("nothing-submitted", _("Đơn vị chưa có kết quả nào chờ kiểm soát."), status=409)
    _refuse_unlooked(fresh)
    _refuse_faults(lines)
    now = timezone.now()
    for line in lines:
        line.state, line.confirmed_at = LineState.CONFIRMED, now
    store(lines, ["state", "confirmed_at"])
    fresh.checks.filter(finished_at=None).update(finished_at=now, version=F("version") + 1)
    left = fresh.campaign.lines.filter(unit=fresh.unit_id, state__in=(LineState.RETURNED, LineState.ASSESSED)).count()
    fresh.state = UnitState.RETURNED if left else UnitState.CONFIRMED
    fresh.confirmed_at = None if left else now
    fresh.save()
    tell("unit.confirmed", fresh.campaign, fresh.unit, lines=len(lines), left=left)
    return fresh


def _refuse_unlooked(part: CampaignUnit) -> None:
    """Refuse while nobody drew a sample, one is not looked at, or a failed line is still at the office."""
    last = part.checks.order_by("-id").first()
    if last is None:
        raise UserError(
            "no-sample", _("Chưa rút mẫu kiểm soát."), hint=_("Rút mẫu, xem từng thủ tục rồi xác nhận."), status=409
        )
    samples = last.samples.select_related("line__procedure")
    waiting = samples.filter(verdict=Verdict.WAITING).exclude(line__state=LineState.CLOSED).count()
    if waiting:
        raise UserError("sample-waiting", _("Còn {n} thủ tục trong mẫu chưa xem.").format(n=waiting), status=409)
    failed = samples.filter(verdict=Verdict.FAILED, line__state=LineState.SUBMITTED, line__remarks=None)
    codes = list(failed.values_list("line__procedure__code", flat=True)[:5])
    if codes:
        raise UserError(
            "sample-failed",
            _("Thủ tục chưa đạt phải trả lại: {codes}.").format(codes=", ".join(codes)),
            status=409,
        )


def _refuse_faults(lines: Sequence[CampaignLine]) -> None:
    found = faults(lines)
    for line in lines:
        blocking = next((fault for fault in found.get(line.pk, ()) if fault.blocking), None)
        if blocking is not None:
            more = sum(any(fault.blocking for fault in rows) for rows in found.values()) - 1
            raise UserError(
                blocking.check,
                _("Thủ tục {code}: {text}").format(code=line.procedure.code, text=blocking.text),
                hint=_("Còn {n} thủ tục khác có lỗi; trả lại để sửa.").format(n=more) if more else None,
                status=409,
            )

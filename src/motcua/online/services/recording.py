"""Writing services into the register from a signed decision: one, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.online.content import Decided, Recorded, ServiceLine
from motcua.online.models import OnlineService
from motcua.online.reasons import faults_of
from motcua.online.regime import PARTIAL, Regime, needs_reason, regime_on
from motcua.online.services.roadmap_done import mark_done
from motcua.online.services.touch import needed, not_to_come, procedures_in_force, some, tell
from motcua.web.faults import UserError
from motcua.web.words import storable

MOST = 5_000
_PIECE = 500


@service(permission="online.edit")
def record_decided(*, actor: Actor, decision: Decided, lines: Sequence[ServiceLine]) -> Recorded:
    """Write what a decision says of procedures into the register, all lines or none; what held before ends on the day.

    A line that says what the row in force says by the same decision changes nothing. Where a level rises, the earlier
    level stays open until the new one is launched. Raises `UserError` for a decision that is not signed yet or takes
    effect before it was signed, a level that the day's regime does not know, an unknown or abolished procedure, a
    partial service without its reasons, a launch before the decision, and (409) where a row begins on the day or later.
    """
    decided = _complete(decision)
    regime = regime_on(decided.effective_from)
    _neither_none_nor_too_many(lines)
    procedures = procedures_in_force([line.code for line in lines])
    given = {storable(line.code.strip()): line for line in lines}
    has_duty = needs_reason(decided.effective_from) is not None
    for code, line in given.items():
        _checked(code, line, decided, regime, has_duty)
    before = _standing(procedures.values(), decided)
    new, unchanged = [], 0
    for code, line in given.items():
        row = _row(procedures[code], line, decided, regime, before.get(procedures[code].pk))
        if row is None:
            unchanged += 1
        else:
            new.append(row)
    replaced = _end(new, decided)
    OnlineService.objects.bulk_create(new, batch_size=_PIECE)
    mark_done([row for row in new if row.launched_on is not None], regime)
    if new:
        tell(
            "recorded",
            "service",
            new[0].public_id,
            decision=decided.number,
            day=decided.effective_from.isoformat(),
            opened=len(new),
            replaced=replaced,
        )
    return Recorded(len(new), replaced, unchanged)


@service(permission="online.edit")
def record_service(*, actor: Actor, decision: Decided, line: ServiceLine) -> OnlineService:
    """Write one service into the register and give the row that now says it. Raises as `record_decided`."""
    record_decided(actor=actor, decision=decision, lines=[line])
    rows = OnlineService.objects.on(decision.effective_from).select_related("procedure")
    return rows.get(procedure__code=storable(line.code.strip()))


def _neither_none_nor_too_many(lines: Sequence[ServiceLine]) -> None:
    if not lines:
        raise UserError("no-lines", _("Quyết định chưa có thủ tục nào."), field="codes")
    if len(lines) > MOST:
        raise UserError("too-many", _("Mỗi lần ghi nhiều nhất %(n)s thủ tục.") % {"n": MOST}, field="codes")


def _complete(decision: Decided) -> Decided:
    """The decision with its texts trimmed; refuses one that cannot be found again or holds before it was signed."""
    number = needed(decision.number, "number", _("Chưa ghi số quyết định."))
    signer = needed(decision.signer, "signer", _("Chưa ghi người ký quyết định."))
    not_to_come(decision.signed_on, "signed_on", _("Ngày ký không thể sau hôm nay."))
    if decision.effective_from < decision.signed_on:
        raise UserError(
            "effective-before-signed",
            _("Ngày áp dụng không thể trước ngày ký quyết định."),
            field="effective_from",
            hint=_("Ghi lại ngày ký, hoặc chọn ngày áp dụng từ ngày ký trở đi."),
        )
    return replace(decision, number=number, signer=signer)


def _checked(code: str, line: ServiceLine, decided: Decided, regime: Regime, has_duty: bool) -> None:
    """Refuse a line that the law of the day does not allow."""
    if regime.rank(line.level) < 0:
        raise UserError(
            "unknown-level",
            _("%(code)s: vào ngày %(day)s không có mức độ “%(level)s”.")
            % {"code": code, "day": f"{decided.effective_from:%d/%m/%Y}", "level": line.level},
            field="level",
            hint=_("Mức độ của ngày đó: %(levels)s.")
            % {"levels": "; ".join(f"{key} ({name})" for key, name in regime.levels)},
        )
    if not 0 <= line.proactive <= 4:
        raise UserError("proactive", _("%(code)s: mức chủ động từ 0 đến 4.") % {"code": code}, field="proactive")
    if line.launched_on is not None:
        not_before_decision(code, line.launched_on, decided)
    if line.level == PARTIAL and has_duty:
        faults = faults_of(line.reasons) if line.reasons else [_("chưa nêu lý do chỉ cung cấp một phần")]
        if faults:
            raise UserError(
                "no-reason",
                f"{code}: {'; '.join(faults)}.",
                field="reasons",
                hint=_("Dịch vụ một phần phải công khai lý do kèm quy định chuyên ngành (Điều 14, 224/2026/NĐ-CP)."),
            )


def not_before_decision(code: str, day: date, decided: Decided | OnlineService) -> None:
    """Refuse a launch before the decision that allows it, or on a day to come."""
    if day < decided.signed_on:
        raise UserError(
            "launched-before-decision",
            _("%(code)s: ngày đưa vào khai thác %(day)s trước ngày ký quyết định %(signed)s.")
            % {"code": code, "day": f"{day:%d/%m/%Y}", "signed": f"{decided.signed_on:%d/%m/%Y}"},
            field="launched_on",
            hint=_("Ghi quyết định đã có hiệu lực vào lúc đó, hoặc sửa ngày đưa vào khai thác."),
        )
    not_to_come(day, "launched_on", _("%(code)s: ngày đưa vào khai thác không thể sau hôm nay.") % {"code": code})


def _standing(procedures: Iterable[Procedure], decided: Decided) -> Mapping[int, OnlineService]:
    """The rows of procedures that hold on the day; refuses where one begins on it or later."""
    keys, found, later = [row.pk for row in procedures], {}, []
    for start in range(0, len(keys), _PIECE):
        rows = OnlineService.objects.standing().filter(procedure__in=keys[start : start + _PIECE])
        for row in rows.select_related("procedure").select_for_update(of=("self",)):
            same = row.decision_no == decided.number and row.effective_from == decided.effective_from
            ends_later = row.effective_to is not None and row.effective_to > decided.effective_from
            if (row.effective_from >= decided.effective_from and not same) or ends_later:
                later.append(row.procedure.code)
            elif row.effective_to is None:
                found[row.procedure_id] = row
    if later:
        raise UserError(
            "overlap",
            _("Sổ đã ghi dịch vụ bắt đầu hoặc kết thúc muộn hơn ngày này: %(codes)s.") % {"codes": some(sorted(later))},
            field="effective_from",
            hint=_("Chọn ngày áp dụng muộn hơn; nếu dòng cũ ghi nhầm thì rút dòng đó trước."),
            status=409,
        )
    return found


def _row(
    procedure: Procedure, line: ServiceLine, decided: Decided, regime: Regime, before: OnlineService | None
) -> OnlineService | None:
    """The row that a line opens; None where the row in force says the same by the same decision."""
    reasons = [reason.plain() for reason in line.reasons]
    if before is not None and before.decision_no == decided.number:
        same = (before.level, before.proactive, before.reasons) == (line.level, line.proactive, reasons)
        if same and before.regime == regime.instrument:
            return None
        if before.effective_from == decided.effective_from:
            raise UserError(
                "overlap",
                _("%(code)s: quyết định này đã ghi mức độ khác cho thủ tục.") % {"code": procedure.code},
                field="codes",
                hint=_("Rút dòng đã ghi nhầm rồi ghi lại."),
                status=409,
            )
    launched, running = line.launched_on, ""
    if before is not None:
        open_level = before.level if before.launched_on else before.running_level
        if launched is None and before.launched_on and 0 <= regime.rank(line.level) <= regime.rank(before.level):
            launched = before.launched_on  # the same level or a lower one goes on without a new launch
        running = open_level
    return OnlineService(
        procedure=procedure,
        regime=regime.instrument,
        level=line.level,
        proactive=line.proactive,
        reasons=reasons,
        decision_no=decided.number,
        signed_on=decided.signed_on,
        signer=decided.signer,
        campaign=decided.campaign,
        integrated_on=line.integrated_on or (before.integrated_on if before else None),
        launched_on=launched,
        running_level=running,
        effective_from=decided.effective_from,
        follows=before,
    )


def _end(new: Sequence[OnlineService], decided: Decided) -> int:
    """End the rows that new ones follow, on the new ones' first day."""
    keys = [row.follows_id for row in new if row.follows_id is not None]
    ended = 0
    for start in range(0, len(keys), _PIECE):
        rows = OnlineService.objects.filter(pk__in=keys[start : start + _PIECE], effective_to__isnull=True)
        ended += rows.update(effective_to=decided.effective_from, version=F("version") + 1)
    return ended

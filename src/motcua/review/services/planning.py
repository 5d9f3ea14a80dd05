"""Writing a plan: what it says, who takes part, single procedures in or out, tasks, targets."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.law.codes import normal_code
from motcua.organisation.models import UnitPeriod
from motcua.review.content import CampaignContent, TargetGiven, TaskGiven, UnitGiven
from motcua.review.deadlines import DAYS, refuse_bad_days, refuse_bad_unit_day
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    CampaignTarget,
    CampaignTask,
    CampaignUnit,
    ScopeChoice,
    UnitRole,
)
from motcua.review.services.claims import claim, given_reason, tell
from motcua.review.services.second_stage import refuse_stage
from motcua.web.faults import UserError

_SAID = ("title", "year", "kind", "plan_number", "plan_signed_on", "ground", "law_date", *DAYS)
MOST_CODES = 5_000
_BEING_WRITTEN = (CampaignState.DRAFT,)
_UNFINISHED = (CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CHECKING)


@service(permission="review.plan")
def plan_campaign(*, actor: Actor, content: CampaignContent, follows: Campaign | None = None) -> Campaign:
    """Open a plan. `follows` is the decided first stage of a second one.

    Raises `UserError` for days out of order or in the past, no title, a second stage without a decided first one.
    """
    content = _sound(content)
    refuse_bad_days(content, timezone.localdate())
    campaign = Campaign(created_by=actor.user, follows=_first_stage(content, follows))
    _fill(campaign, content)
    campaign.save()
    tell("campaign.planned", campaign, kind=str(campaign.kind))
    return campaign


@service(permission="review.plan")
def change_campaign(*, actor: Actor, campaign: Campaign, content: CampaignContent, version: int) -> Campaign:
    """Write what a plan says anew; of a running campaign only its days, number and title change.

    Raises `Stale`, `UserError`.
    """
    fresh = claim(campaign, version, _UNFINISHED)
    content = _sound(content)
    kept = [getattr(fresh, name) for name in DAYS]
    refuse_bad_days(content, timezone.localdate(), kept)
    running = fresh.state != CampaignState.DRAFT
    if running and (content.kind != fresh.kind or content.scope.plain() != fresh.scope):
        raise UserError(
            "already-running",
            _("Đợt rà soát đã bắt đầu nên không đổi được loại và phạm vi."),
            hint=_("Thêm hoặc kết thúc từng thủ tục, nêu lý do."),
            status=409,
        )
    before = {name: getattr(fresh, name) for name in _SAID}
    law_date = fresh.law_date
    _fill(fresh, content)
    fresh.law_date = law_date if running else fresh.law_date
    fresh.save()
    changed = [name for name in _SAID if before[name] != getattr(fresh, name)]
    tell("campaign.changed", fresh, fields=", ".join(changed))
    return fresh


@service(permission="review.plan")
def discard_campaign(*, actor: Actor, campaign: Campaign, version: int) -> None:
    """Throw a plan away that was never opened. Raises `Stale`, `UserError`."""
    fresh = claim(campaign, version, _BEING_WRITTEN)
    if fresh.copies.exists() or fresh.stages.exists():
        raise UserError("in-use", _("Đợt khác được lập từ kế hoạch này nên không bỏ được."), status=409)
    tell("campaign.discarded", fresh, title=fresh.title)
    fresh.units.update(helps=None)
    fresh.units.all().delete()
    fresh.exclusions.clear()
    fresh.delete()


@service(permission="review.plan")
def set_units(*, actor: Actor, campaign: Campaign, units: Sequence[UnitGiven], version: int) -> Campaign:
    """Name who takes part: units given are added or changed, the others stay.

    Raises `Stale`; `UserError` for a unit that ended, or a day of its own outside the campaign.
    """
    fresh = claim(campaign, version, _UNFINISHED)
    today = timezone.localdate()
    living = set(
        UnitPeriod.objects.filter(unit__in=[given.unit for given in units]).on(today).values_list("unit", flat=True)
    )
    known = {part.unit_id: part for part in fresh.units.all()}
    for given in units:
        if given.unit.pk not in living:
            raise UserError("unit-ended", _("Đơn vị này không còn hoạt động vào hôm nay."), field="unit")
        part = known.get(given.unit.pk) or CampaignUnit(campaign=fresh, unit=given.unit)
        if given.result_due != part.result_due:
            refuse_bad_unit_day(given.result_due, fresh.opens_on, fresh.check_due, today)
        part.role = UnitRole.LEAD if given.lead else UnitRole.COOPERATING
        if part.role == UnitRole.COOPERATING and fresh.lines.filter(unit=given.unit).exists():
            raise UserError("leads-lines", _("Đơn vị đang chủ trì thủ tục trong đợt này."), field="unit", status=409)
        part.result_due = given.result_due
        part.version += 1 if part.pk else 0
        part.save()
        known[given.unit.pk] = part
    tell("units.set", fresh, units=len(units))
    return fresh


@service(permission="review.plan")
def remove_unit(*, actor: Actor, campaign: Campaign, part: CampaignUnit, version: int) -> Campaign:
    """Take a unit out that leads no procedure. Raises `Stale`, `UserError`."""
    fresh = claim(campaign, version, _UNFINISHED)
    if fresh.lines.filter(unit=part.unit_id).exists() or part.reminders.exists() or part.checks.exists():
        raise UserError("leads-lines", _("Đơn vị đang có việc trong đợt này nên chưa bỏ được."), status=409)
    fresh.units.filter(helps=part).update(helps=None)
    if not fresh.units.filter(pk=part.pk).delete()[0]:
        raise UserError("no-unit", _("Đơn vị này không có trong đợt."), status=404)
    tell("unit.removed", fresh, part.unit)
    return fresh


@service(permission="review.plan")
def choose_procedures(
    *, actor: Actor, campaign: Campaign, codes: Sequence[str], wanted: bool, reason: str, version: int
) -> Campaign:
    """Put procedures into a plan by hand, or leave them out, with the reason; the last word on each counts.

    Raises `Stale`; `UserError` naming codes that the catalogue does not know.
    """
    fresh = claim(campaign, version, _BEING_WRITTEN)
    why = given_reason(reason)[:1000]
    given = list(dict.fromkeys(normal_code(code) for code in codes if code.strip()))
    if not given:
        raise UserError("nothing-chosen", _("Chưa ghi mã thủ tục nào."), field="codes")
    if len(given) > MOST_CODES:
        raise UserError("too-many", _("Một lần nhận nhiều nhất {n} mã.").format(n=MOST_CODES), field="codes")
    found = dict(Procedure.objects.visible_to(actor).filter(code__in=given).values_list("code", "pk"))
    missing = [code for code in given if code not in found]
    if missing:
        raise UserError(
            "unknown-codes",
            _("Danh mục không có mã: {codes}.").format(codes=", ".join(code[:60] for code in missing[:20])),
            field="codes",
        )
    ScopeChoice.objects.filter(campaign=fresh, procedure__in=found.values()).delete()
    ScopeChoice.objects.bulk_create(
        ScopeChoice(campaign=fresh, procedure_id=pk, wanted=wanted, reason=why) for pk in found.values()
    )
    tell("scope.chosen", fresh, codes=len(found), wanted=wanted, reason=why)
    return fresh


@service(permission="review.plan")
def write_tasks(*, actor: Actor, campaign: Campaign, tasks: Sequence[TaskGiven], version: int) -> list[CampaignTask]:
    """Put the plan's table of tasks in the place of the one before; tasks already done are refused to go.

    Raises `Stale`, `UserError`.
    """
    fresh = claim(campaign, version, _UNFINISHED)
    if fresh.tasks.filter(done_on__isnull=False).exists():
        raise UserError("tasks-done", _("Đã có nhiệm vụ ghi hoàn thành nên không thay cả bảng."), status=409)
    fresh.tasks.all().delete()
    rows = [
        CampaignTask(
            campaign=fresh,
            ordinal=place,
            text=task.text,
            unit=task.unit,
            unit_text=task.unit_text[:300],
            due_on=task.due_on,
            product=task.product[:500],
        )
        for place, task in enumerate(tasks, start=1)
        if task.text.strip()
    ]
    made = CampaignTask.objects.bulk_create(rows)
    tell("tasks.written", fresh, tasks=len(made))
    return made


@service(permission="review.plan")
def finish_task(*, actor: Actor, task: CampaignTask, note: str, version: int) -> CampaignTask:
    """Say that a task of the plan is done today, with its result. Raises `Stale`, `UserError`."""
    claim(task.campaign, version, [state for state in CampaignState if state != CampaignState.CLOSED])
    fresh = CampaignTask.objects.select_for_update().get(pk=task.pk)
    if fresh.done_on is not None:
        raise UserError("task-done", _("Nhiệm vụ này đã ghi hoàn thành."), status=409)
    fresh.done_on, fresh.done_note, fresh.version = timezone.localdate(), note.strip()[:1000], fresh.version + 1
    fresh.save()
    tell("task.done", task.campaign, fresh.unit, task=fresh.text[:200])
    return fresh


@service(permission="review.plan")
def set_targets(*, actor: Actor, campaign: Campaign, targets: Sequence[TargetGiven], version: int) -> Campaign:
    """Put figures in the place of those before. Raises `Stale`, `UserError` for a share outside 0–100."""
    fresh = claim(campaign, version, _UNFINISHED)
    for target in targets:
        if not target.text.strip() or not 0 <= target.percent <= 100:
            raise UserError("bad-target", _("Chỉ tiêu cần có tên và tỷ lệ từ 0 đến 100."), field="targets")
    fresh.targets.all().delete()
    try:
        with transaction.atomic():
            CampaignTarget.objects.bulk_create(
                CampaignTarget(
                    campaign=fresh,
                    ordinal=place,
                    text=target.text.strip()[:500],
                    tier=target.tier,
                    percent=target.percent,
                    by_date=target.by_date,
                )
                for place, target in enumerate(targets, start=1)
            )
    except IntegrityError as error:
        raise UserError("bad-target", _("Chỉ tiêu cần có tên và tỷ lệ từ 0 đến 100."), field="targets") from error
    tell("targets.set", fresh, targets=len(targets))
    return fresh


def _fill(campaign: Campaign, content: CampaignContent) -> None:
    for name in _SAID:
        setattr(campaign, name, getattr(content, name))
    campaign.scope = content.scope.plain()


def _sound(content: CampaignContent) -> CampaignContent:
    content = content.trimmed()
    if not content.title:
        raise UserError("no-title", _("Chưa ghi tên đợt rà soát."), field="title")
    rule = content.scope
    if not (rule.announced or rule.issued_since or rule.unannounced or rule.incomplete):
        raise UserError("empty-scope", _("Chọn ít nhất một nhóm thủ tục đưa vào rà soát."), field="announced")
    return content


def _first_stage(content: CampaignContent, follows: Campaign | None) -> Campaign | None:
    if content.kind == CampaignKind.UNSUITABLE:
        refuse_stage(follows)
    return follows

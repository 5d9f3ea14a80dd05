"""Writing impact files: open one, say which procedures the draft carries, hand products over, end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Procedure
from motcua.files.services import Readable
from motcua.files.services import store as store_file
from motcua.organisation.models import Unit
from motcua.papers.models import Paper
from motcua.review.impact import Step, standing, steps_on
from motcua.review.models import Campaign, ImpactAct, ImpactFile, ImpactProcedure, ImpactProduct, ImpactState
from motcua.review.services.claims import acts_for, given_reason, require_unit
from motcua.review.services.touching import said
from motcua.web.faults import Denied, UserError
from motcua.web.words import tidy

PURPOSE = "review.impact"
MOST_PROCEDURES = 300
MOST_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """A procedure that the draft carries, by its code in the catalogue or by name, and what is done to it."""

    act: str
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed over at a step: on which day, under which number; `subject` is the procedure it speaks of."""

    step: str
    on: date
    subject: ImpactProcedure | None = None
    number: str = ""
    summary: str = ""


@service(permission="review.assess")
def open_impact(
    *,
    actor: Actor,
    title: str,
    drafter: Unit,
    appraiser: Unit,
    changes: str = "",
    campaign: Campaign | None = None,
) -> ImpactFile:
    """Open the file of a draft. Raises `Denied` for another's unit, `UserError` for a draft without a name."""
    require_unit(actor, drafter)
    row = ImpactFile.objects.create(
        title=said(" ".join(title.split()), "title", 500),
        changes=_short(changes, 300),
        drafter=drafter,
        appraiser=appraiser,
        campaign=campaign,
        law_date=timezone.localdate(),
        opened_by=actor.user,
    )
    _tell(row, "opened")
    return row


@service(permission="review.assess")
def carry_procedures(*, actor: Actor, impact: ImpactFile, carried: Sequence[Carried], version: int) -> ImpactFile:
    """Add procedures that the draft carries. Raises `Denied`, `Stale`, `UserError` naming the line at fault."""
    row = _claimed(impact, version)
    require_unit(actor, row.drafter)
    if not carried or row.procedures.count() + len(carried) > MOST_PROCEDURES:
        told = _("Ghi từ một đến {most} thủ tục cho một dự thảo.").format(most=MOST_PROCEDURES)
        raise UserError("bad-count", told, field="procedures")
    known = _known([one.code for one in carried if one.code])
    there = set(row.procedures.filter(procedure__isnull=False).values_list("procedure__code", flat=True))
    for place, one in enumerate(carried, start=1):
        name = _named(place, one, known, there)
        ImpactProcedure.objects.create(impact=row, procedure=known.get(one.code), name=name, act=one.act)
        there.add(one.code)
    _tell(row, "carried", procedures=len(carried))
    return row


@service(permission="review.assess")
def hand_over(
    *,
    actor: Actor,
    impact: ImpactFile,
    handed: Handed,
    version: int,
    file: tuple[Readable, str] | None = None,
    paper: Paper | None = None,
) -> ImpactProduct:
    """Record the product of a step, as a file or as a paper of the house.

    Raises `Denied` where the step is another's, `Stale`, and `UserError` for a step that comes too early, a day before
    the steps it rests on or in the future, and for nothing handed over.
    """
    row = _claimed(impact, version)
    step = step_called(row, handed.step)
    require_hand(actor, row, step)
    if file is None and paper is None:
        raise UserError("no-product", _("Chọn tệp hoặc ghi mã văn bản đã có trong hệ thống."), field="file")
    _refuse_subject(row, step, handed.subject)
    _refuse_day(row, step, handed.on)
    kept = store_file(actor=actor, stream=file[0], name=file[1], purpose=PURPOSE, limit=MOST_BYTES) if file else None
    product = ImpactProduct.objects.create(
        impact=row, step=step.key, subject=handed.subject, on_date=handed.on, number=_short(handed.number, 100),
        summary=_short(handed.summary, 4000), file=kept, paper=paper, by=actor.user, by_label=actor.label[:200],
        at=timezone.now(),
    )  # fmt: skip
    _tell(row, "handed", step=step.name, on=handed.on.isoformat())
    return product


@service(permission="review.assess")
def withdraw_product(*, actor: Actor, product: ImpactProduct, reason: str, version: int) -> ImpactProduct:
    """Withdraw what was recorded in error. Raises `UserError` where a later step rests on it, `Denied`, `Stale`."""
    row = _claimed(product.impact, version)
    step = step_called(row, product.step)
    require_hand(actor, row, step)
    fresh = ImpactProduct.objects.select_for_update().get(pk=product.pk)
    if fresh.withdrawn_at is not None:
        raise UserError("withdrawn", _("Sản phẩm này đã được rút."), status=409)
    live = row.products.filter(withdrawn_at=None).exclude(pk=fresh.pk)
    later = [one for one in steps_on(row.law_date) if step.key in one.after]
    rests = live.filter(step__in=[one.key for one in later]).exists()
    if rests and not live.filter(step=step.key, subject=fresh.subject).exists():
        told = _("Bước sau đã dựa vào sản phẩm này; ghi bản thay thế trước khi rút.")
        raise UserError("rested-on", told, status=409)
    fresh.withdrawn_at, fresh.withdrawn_because = timezone.now(), given_reason(reason)[:1000]
    fresh.save(update_fields=["withdrawn_at", "withdrawn_because"])
    _tell(row, "withdrawn", step=step.name, reason=fresh.withdrawn_because)
    return fresh


@service(permission="review.assess")
def end_impact(
    *, actor: Actor, impact: ImpactFile, on: date, version: int, number: str = "", reason: str = ""
) -> ImpactFile:
    """Say that the draft was adopted under a number, or dropped for a reason.

    Raises `UserError` for an adoption while a step is missing, for a day in the future, `Denied`, `Stale`.
    """
    row = _claimed(impact, version)
    require_unit(actor, row.drafter)
    _refuse_future(on)
    number = _short(number, 100)
    if number:
        stands = standing(row, list(row.procedures.all()), row.products.all()).value
        open_ones = [one.step.name for one in stands if not one.is_done]
        if open_ones:
            told = _("Chưa đủ hồ sơ: {steps}.").format(steps="; ".join(open_ones))
            raise UserError("not-whole", told, field="number", hint=_("Ghi sản phẩm của các bước còn thiếu trước."))
        row.state, row.number = ImpactState.ADOPTED, number
    else:
        row.state, row.reason = ImpactState.DROPPED, given_reason(reason)
    row.ended_on = on
    row.save(update_fields=["state", "number", "reason", "ended_on"])
    _tell(row, "adopted" if number else "dropped", number=number, reason=row.reason)
    return row


def step_called(impact: ImpactFile, key: str) -> Step:
    """A step of a file by key. Raises `UserError` naming those there are."""
    steps = steps_on(impact.law_date)
    for step in steps:
        if step.key == key:
            return step
    hint = _("Chọn một trong: {names}.").format(names=", ".join(step.key for step in steps))
    raise UserError("no-such-step", _("Không có bước này."), field="step", hint=hint)


def may_hand(actor: Actor, impact: ImpactFile, step: Step) -> bool:
    """Whether the step is the actor's: the drafter's and the appraiser's people, and control, which alone opines."""
    if step.by == "office":
        return actor.system or actor.may("review.check")
    return acts_for(actor, impact.appraiser if step.by == "appraiser" else impact.drafter)


def require_hand(actor: Actor, impact: ImpactFile, step: Step) -> None:
    """Refuse whoever does not act at the step. Raises `Denied`."""
    if not may_hand(actor, impact, step):
        raise Denied(_("Bước này do cơ quan khác thực hiện."), permission="review.assess")


def _claimed(impact: ImpactFile, version: int) -> ImpactFile:
    take_version(impact, version, _("Hồ sơ này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))
    row = ImpactFile.objects.select_related("drafter", "appraiser").get(pk=impact.pk)
    if row.state != ImpactState.OPEN:
        raise UserError("ended", _("Hồ sơ đã kết thúc nên không sửa nữa."), status=409)
    return row


def _known(codes: Sequence[str]) -> dict[str, Procedure]:
    rows = Procedure.objects.filter(code__in=codes).select_related("current")
    return {row.code: row for row in rows}


def _named(place: int, one: Carried, known: dict[str, Procedure], there: set[str]) -> str:
    if one.act not in ImpactAct.values:
        raise UserError("bad-act", _("Dòng {n}: nội dung phải là {names}.").format(
            n=place, names=", ".join(ImpactAct.values)), field="procedures")  # fmt: skip
    if one.code and one.code not in known:
        raise UserError("unknown-code", _("Dòng {n}: danh mục không có thủ tục mã {code}.").format(
            n=place, code=one.code[:40]), field="procedures")  # fmt: skip
    if one.code in there and one.code:
        raise UserError("twice", _("Dòng {n}: thủ tục {code} đã có trong hồ sơ.").format(
            n=place, code=one.code), field="procedures")  # fmt: skip
    current = known[one.code].current if one.code else None
    name = _short(one.name, 2000) or (current.name if current else one.code)
    if not name:
        raise UserError("no-name", _("Dòng {n}: ghi mã hoặc tên thủ tục.").format(n=place), field="procedures")
    return name


def _refuse_subject(row: ImpactFile, step: Step, subject: ImpactProcedure | None) -> None:
    if step.each and (subject is None or subject.impact_id != row.pk):
        raise UserError("no-subject", _("Bước này ghi riêng cho từng thủ tục; chọn thủ tục."), field="subject")
    if not step.each and subject is not None:
        raise UserError("one-for-all", _("Bước này ghi chung cho cả dự thảo."), field="subject")


def _refuse_day(row: ImpactFile, step: Step, on: date) -> None:
    _refuse_future(on)
    stands = standing(row, list(row.procedures.all()), row.products.all()).value
    before = [one for one in stands if one.step.key in step.after]
    lacking = [one.step.name for one in before if not one.is_done]
    if lacking:
        told = _("Chưa đến bước này, còn thiếu: {steps}.").format(steps="; ".join(lacking))
        raise UserError("too-early", told, field="step", hint=_("Ghi sản phẩm của các bước trước."))
    last = max((one.last_on for one in before if one.last_on), default=None)
    if last is not None and on < last:
        told = _("Ngày này trước ngày của bước trước ({last}).").format(last=f"{last:%d/%m/%Y}")
        raise UserError("before-last", told, field="on_date")


def _refuse_future(on: date) -> None:
    if on > timezone.localdate():
        raise UserError("future", _("Ngày này chưa đến."), field="on_date")


def _short(text: str, most: int) -> str:
    return tidy(text)[:most]


def _tell(row: ImpactFile, verb: str, **facts: Plain) -> None:
    record(Event(f"review.impact.{verb}", "review.impact", row.public_id, facts=facts, unit_id=row.drafter_id))

"""Entries on their way: proposed by a department, checked by the office, started once decided, withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row_in
from motcua.catalog.selectors import procedure_by_code
from motcua.law.onthespot import LACKS, NONE, SpotFacts, classify
from motcua.law.unfit import Unfit
from motcua.onthespot.models import Authority, SpotEntry, SpotState
from motcua.onthespot.selectors import at_signature, shown
from motcua.organisation.models import Unit, UnitPeriod
from motcua.rulebook.selectors import book
from motcua.web.faults import Denied, UserError
from motcua.web.words import tidy


@dataclass(frozen=True, slots=True)
class SpotContent:
    """What a department says of a procedure at a desk; `acts` says of every act whether it is done there."""

    acts: Mapping[str, bool]
    authority: str
    in_person: bool = False
    digital: bool = False
    phase: str = ""
    process: str = ""


@service(permission="onthespot.assess")
def propose_entry(*, actor: Actor, code: str, unit: Unit, desk: Unit, content: SpotContent) -> SpotEntry:
    """Propose a procedure of a department for a desk.

    Raises `Denied` for another unit's procedure, `UserError` for an unknown or abolished procedure, a unit merged or
    closed, acts left out, and (409) where the same stands already.
    """
    _own(actor, unit)
    procedure = procedure_by_code(tidy(code), actor)
    if procedure is None:
        raise UserError("unknown-procedure", _("Không có thủ tục “%(code)s”.") % {"code": code}, field="code")
    if procedure.current_id is None:
        raise UserError("abolished", _("Thủ tục %(code)s đã bãi bỏ.") % {"code": code}, field="code")
    today = timezone.localdate()
    for one, field in ((unit, "unit"), (desk, "desk")):
        if not UnitPeriod.objects.on(today).filter(unit=one).exists():
            raise UserError("unit-not-in-force", _("Đơn vị đã hợp nhất hoặc kết thúc."), field=field)
    standing = SpotEntry.objects.filter(procedure=procedure, unit=unit, desk=desk)
    if standing.exclude(state=SpotState.WITHDRAWN).exists():
        raise _already()
    row = SpotEntry(procedure=procedure, unit=unit, desk=desk)
    _fill(row, content)
    return _proposed(row)


@service(permission="onthespot.assess")
def renew_entry(*, actor: Actor, entry: SpotEntry, content: SpotContent, version: int) -> SpotEntry:
    """Propose what is to take the place of an entry in force, which stays as decided until the new one starts.

    Returns the new entry. Raises as `propose_entry`, `Stale`, and `UserError` for an entry that is not in force.
    """
    _own(actor, entry.unit)
    _claim(entry, version, (SpotState.IN_FORCE,))
    _alive(entry)
    row = SpotEntry(procedure=entry.procedure, unit=entry.unit, desk=entry.desk)
    _fill(row, content)
    return _proposed(row)


@service(permission="onthespot.assess")
def change_entry(*, actor: Actor, entry: SpotEntry, content: SpotContent, version: int) -> SpotEntry:
    """Change an entry that is not decided yet; a checked one leaves its list and must be checked again.

    Raises as `propose_entry`, and `UserError` while its list is at signature.
    """
    _own(actor, entry.unit)
    _claim(entry, version, (SpotState.PROPOSED, SpotState.CHECKED))
    _not_at_signature(entry)
    _fill(entry, content)
    entry.state, entry.decided_by = SpotState.PROPOSED, None
    entry.save()
    _tell("changed", entry)
    return entry


@service(permission="onthespot.decide")
def check_entry(*, actor: Actor, entry: SpotEntry, version: int) -> SpotEntry:
    """Confirm that a proposal is right. Raises `UserError` for one of no class or abolished; `Stale`."""
    _claim(entry, version, (SpotState.PROPOSED,))
    if entry.spot == NONE:
        raise UserError("no-class", _("Thủ tục không đủ các bước của loại nào nên không đưa vào danh mục."), status=409)
    _alive(entry)
    entry.state = SpotState.CHECKED
    entry.save(update_fields=["state"])
    _tell("checked", entry)
    return entry


@service(permission="onthespot.decide")
def start_entry(*, actor: Actor, entry: SpotEntry, day: date, version: int) -> SpotEntry:
    """Put a decided entry in force from `day`, and so on the public list.

    Raises `UserError` naming what lacks (delegation, ground, opinion, second seal, process), for a day before the
    decision or ahead, an abolished procedure; `Stale`.
    """
    _claim(entry, version, (SpotState.DECIDED,))
    _alive(entry)
    signed = entry.decided_by.signed_on if entry.decided_by else None
    if day > timezone.localdate() or (signed is not None and day < signed):
        raise UserError("day", _("Ngày bắt đầu phải từ ngày ký quyết định đến hôm nay."), field="day")
    lacks = shown([entry], day)[0].verdict.value.lacks
    if lacks:
        said = "; ".join(_(str(LACKS[key])) for key in lacks)
        raise UserError("lacking", _("Chưa thực hiện được: %(what)s.") % {"what": said}, status=409)
    _replace_older(entry, day)
    entry.state, entry.started_on = SpotState.IN_FORCE, day
    entry.save(update_fields=["state", "started_on"])
    _tell("started", entry, day=day.isoformat())
    return entry


@service(permission="onthespot.decide")
def withdraw_entry(*, actor: Actor, entry: SpotEntry, reason: str, version: int) -> SpotEntry:
    """Withdraw an entry at any stage; it stays on record. Raises `UserError` without a reason; `Stale`."""
    said = tidy(reason)
    if not said:
        raise UserError("no-reason", _("Chưa ghi lý do rút."), field="reason")
    _claim(entry, version, [state for state in SpotState if state != SpotState.WITHDRAWN])
    _not_at_signature(entry)
    changed = ["state", "withdrawn_on", "withdrawn_reason"]
    if entry.state in (SpotState.PROPOSED, SpotState.CHECKED):  # a list not decided yet goes on without it
        entry.decided_by = None
        changed.append("decided_by")
    _withdraw(entry, timezone.localdate(), said, changed)
    return entry


def _withdraw(entry: SpotEntry, day: date, reason: str, changed: Sequence[str]) -> None:
    entry.state, entry.withdrawn_on, entry.withdrawn_reason = SpotState.WITHDRAWN, day, reason[:1000]
    entry.save(update_fields=changed)
    _tell("withdrawn", entry)


def _replace_older(entry: SpotEntry, day: date) -> None:
    """What was in force until now gives way to the entry that starts."""
    same = SpotEntry.objects.filter(procedure=entry.procedure_id, unit=entry.unit_id, desk=entry.desk_id)
    older = same.filter(state=SpotState.IN_FORCE).first()
    if older is None:
        return
    if older.started_on is not None and day < older.started_on:
        raise UserError("day", _("Ngày bắt đầu phải sau ngày bắt đầu của nội dung đang thực hiện."), field="day")
    number = entry.decided_by.decision_no if entry.decided_by else ""
    _claim(older, older.version, (SpotState.IN_FORCE,))
    reason = _("Thay bằng nội dung mới theo Quyết định %(number)s.") % {"number": number}
    _withdraw(older, day, reason, ["state", "withdrawn_on", "withdrawn_reason"])


def _not_at_signature(entry: SpotEntry) -> None:
    if entry.state == SpotState.CHECKED and entry.decided_by is not None and at_signature(entry.decided_by):
        raise UserError(
            "at-signature",
            _("Danh mục có thủ tục này đang trình ký."),
            hint=_("Rút văn bản trình ký về trước."),
            status=409,
        )


def _already() -> UserError:
    return UserError(
        "proposed-already",
        _("Thủ tục này đã được đề xuất cho nơi đó."),
        field="code",
        hint=_("Mở thủ tục đó: sửa đề xuất, hoặc đề xuất thay đổi nếu đang thực hiện."),
        status=409,
    )


def _proposed(row: SpotEntry) -> SpotEntry:
    """Keep a new proposal; another one of the same procedure and desk on its way refuses it."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _already() from error
    _tell("proposed", row)
    return row


def _own(actor: Actor, unit: Unit) -> None:
    """A department proposes its own procedures; the control office any."""
    units = actor.units_for("onthespot.assess")
    if units and unit.pk not in units and not actor.may("onthespot.decide"):
        raise Denied(_("Chỉ đề xuất thủ tục của đơn vị mình."), permission="onthespot.assess")


def _fill(row: SpotEntry, content: SpotContent) -> None:
    if content.authority not in Authority.values:
        raise UserError("unknown-authority", _("Chưa chọn thẩm quyền phê duyệt."), field="authority")
    facts = SpotFacts(content.acts, content.authority, content.in_person, content.digital)
    try:
        verdict = classify(facts, timezone.localdate(), book())
    except Unfit as fault:
        raise UserError(fault.code, fault.text(_), field=fault.field) from fault
    row.acts, row.authority, row.spot = dict(content.acts), content.authority, verdict.value.spot
    row.in_person, row.digital = content.in_person, content.digital
    row.phase = tidy(content.phase)[:20]
    row.process = tidy(content.process)[:8000]


def _alive(entry: SpotEntry) -> None:
    if entry.procedure.current_id is None:
        raise UserError(
            "abolished",
            _("Thủ tục %(code)s đã bãi bỏ.") % {"code": entry.procedure.code},
            hint=_("Rút thủ tục này, ghi lý do."),
            status=409,
        )
    today = timezone.localdate()
    if UnitPeriod.objects.on(today).filter(unit__in=[entry.unit_id, entry.desk_id]).count() < 2:
        raise UserError("unit-not-in-force", _("Đơn vị hoặc nơi làm tại chỗ đã hợp nhất, kết thúc."), status=409)


def _claim(entry: SpotEntry, version: int, states: Collection[str]) -> None:
    """Take the next version of an entry. Raises `Stale`, or `UserError` where its state does not allow the act."""
    stale = _("Dòng này vừa được người khác sửa. Tải lại trang để xem rồi làm lại.")
    told = _("Tình trạng hiện tại không cho làm việc này.")
    take_row_in(entry, version, states, stale, lambda now: UserError("wrong-state", told, status=409))


def _tell(verb: str, row: SpotEntry, **facts: str) -> None:
    told = {"code": row.procedure.code, **facts}
    record(Event(f"onthespot.entry.{verb}", "onthespot.entry", row.public_id, facts=told, unit_id=row.unit_id))

"""What happens to units: opened, renamed, moved, merged, closed. The past stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.organisation.fold import search_key
from motcua.organisation.models import (
    CodeList,
    FocalAppointment,
    Position,
    Tier,
    TreeRow,
    Unit,
    UnitCode,
    UnitKind,
    UnitPeriod,
    UnitSuccession,
)
from motcua.organisation.services import tree
from motcua.web.faults import UserError

Below = Literal["refuse", "move", "close"]


@dataclass(frozen=True, slots=True)
class UnitContent:
    """What a unit is called and what it is."""

    name: str
    kind: UnitKind
    tier: Tier
    instrument: str
    note: str = ""
    code_list: CodeList | None = None
    code: str = ""


def _tell(verb: str, unit: Unit, **facts: str | int | None) -> None:
    record(Event(f"organisation.unit.{verb}", "organisation.unit", unit.public_id, facts=facts, unit_id=unit.pk))


def _claim(unit: Unit, version: int) -> None:
    """Take the next version of a unit. Raises `Stale` where another changed it meanwhile."""
    take_version(unit, version, _("Đơn vị này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))


def _standing(unit: Unit, day: date) -> UnitPeriod:
    """The unit's period on `day`, locked; refuses where it does not exist then or changes later."""
    period = _alive(unit, day)
    _nothing_later(UnitPeriod.objects.filter(unit=unit, valid_from__gt=day).exists())
    if period.valid_from == day:
        raise UserError(
            "same-day",
            _("Đơn vị đã có thay đổi đúng ngày này."),
            field="day",
            hint=_("Mỗi ngày chỉ ghi một thay đổi; chọn ngày khác."),
        )
    return period


def _nothing_later(changes: bool) -> None:
    if changes:
        raise UserError(
            "changed-later",
            _("Đơn vị đã có thay đổi từ ngày muộn hơn."),
            field="day",
            hint=_("Chọn ngày bằng hoặc sau thay đổi đó."),
        )


def _begin(unit: Unit, content: UnitContent, day: date, until: date | None = None) -> None:
    if not content.name.strip():
        raise UserError("no-name", _("Chưa ghi tên đơn vị."), field="name")
    name = " ".join(content.name.split())
    UnitPeriod.objects.create(
        unit=unit,
        name=name,
        fold=search_key(name),
        kind=content.kind,
        tier=content.tier,
        valid_from=day,
        valid_to=until,
        instrument=content.instrument,
        note=content.note,
    )


def _give_code(unit: Unit, content: UnitContent, day: date) -> None:
    if not content.code or content.code_list is None:
        return
    taken = UnitCode.objects.filter(code_list=content.code_list, code=content.code).since(day)
    if taken.exists():
        raise UserError(
            "code-taken",
            _("Mã %(code)s trong danh mục này đang chỉ một đơn vị khác.") % {"code": content.code},
            field="code",
            hint=_("Kiểm tra lại mã hoặc ngày áp dụng."),
        )
    UnitCode.objects.create(unit=unit, code_list=content.code_list, code=content.code, valid_from=day)


@service(permission="organisation.manage")
def open_unit(
    *,
    actor: Actor,
    content: UnitContent,
    day: date,
    parent: Unit | None = None,
    predecessors: Sequence[Unit] = (),
    whole: bool = True,
) -> Unit:
    """Open a unit from `day` below `parent`; `predecessors` are the units it came from (which stay open).

    Raises `UserError` where the parent does not exist on the day or the code is taken.
    """
    unit = Unit.objects.create()
    _begin(unit, content, day)
    _give_code(unit, content, day)
    if parent is not None:
        _exists(parent, day)
        tree.attach(unit, parent, day)
    _succeed(predecessors, unit, day, whole, content.instrument)
    _tell("opened", unit, day=day.isoformat(), kind=content.kind.key)
    return unit


def _exists(unit: Unit, day: date) -> None:
    """Refuse a unit above, or an heir, that does not exist on the day or is to end."""
    rows = UnitPeriod.objects.filter(unit=unit)
    if not rows.on(day).exists():
        raise UserError("parent-not-in-force", _("Đơn vị đã chọn không tồn tại vào ngày đó."), field="parent")
    if not rows.filter(valid_to=None).exists():
        raise UserError("parent-ends", _("Đơn vị đã chọn đã có ngày kết thúc."), field="parent")


def _succeed(predecessors: Sequence[Unit], heir: Unit, day: date, whole: bool, instrument: str) -> None:
    for old in predecessors:
        taken = UnitSuccession.objects.filter(predecessor=old, on_date=day, default=True).exists()
        UnitSuccession.objects.create(
            predecessor=old, successor=heir, on_date=day, whole=whole, default=not taken, instrument=instrument
        )


@service(permission="organisation.manage")
def rename_unit(*, actor: Actor, unit: Unit, content: UnitContent, day: date, version: int) -> Unit:
    """Give a unit another name, kind or tier from `day`; until the day before it keeps the old ones.

    Raises `Stale`, or `UserError` where the unit does not exist on the day, or changes on or after it.
    """
    _claim(unit, version)
    period = _standing(unit, day)
    UnitPeriod.objects.filter(pk=period.pk).update(valid_to=day)
    _begin(unit, content, day, period.valid_to)
    _tell("renamed", unit, day=day.isoformat())
    unit.version = version + 1
    return unit


@service(permission="organisation.manage")
def move_unit(*, actor: Actor, unit: Unit, parent: Unit | None, day: date, version: int) -> Unit:
    """Put a unit with all below it under another one from `day`.

    Raises `Stale`, or `UserError` where either does not exist on the day or the parent lies below the unit.
    """
    _claim(unit, version)
    _move(unit, parent, day)
    unit.version = version + 1
    _tell("moved", unit, day=day.isoformat(), parent=parent.public_id if parent else None)
    return unit


def _alive(unit: Unit, day: date) -> UnitPeriod:
    period = UnitPeriod.objects.select_for_update().filter(unit=unit).on(day).first()
    if period is None:
        raise UserError(
            "not-in-force",
            _("Đơn vị không tồn tại vào ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
            field="day",
            hint=_("Xem lịch sử đơn vị rồi chọn ngày trong thời gian đơn vị hoạt động."),
        )
    return period


def _move(unit: Unit, parent: Unit | None, day: date) -> None:
    _alive(unit, day)
    if parent is not None:
        _exists(parent, day)
        if parent.pk == unit.pk or TreeRow.objects.filter(ancestor=unit, descendant=parent).since(day).exists():
            raise UserError("loop", _("Không thể đặt một đơn vị dưới chính nó."), field="parent")
    tree.detach(unit, day)
    if parent is not None:
        tree.attach(unit, parent, day)


@service(permission="organisation.manage")
def close_unit(
    *,
    actor: Actor,
    unit: Unit,
    day: date,
    version: int,
    heirs: Sequence[Unit] = (),
    instrument: str = "",
    below: Below = "refuse",
) -> Unit:
    """End a unit: `day` is the first on which it no longer exists. Positions and appointments in it end with it.

    `heirs` are the units that took it over (several: it was split; the first is the default). Units below are closed
    too (`below="close"`), go to the first heir (`"move"`), or make the service refuse. Raises `Stale` or `UserError`.
    """
    _claim(unit, version)
    _shut(unit, day, heirs, instrument, below)
    unit.version = version + 1
    return unit


def _shut(unit: Unit, day: date, heirs: Sequence[Unit], instrument: str, below: Below) -> None:
    inside = tree.children(unit, day)
    if inside and (below == "refuse" or (below == "move" and not heirs)):
        raise UserError(
            "has-units-below",
            _("Còn %(n)s đơn vị trực thuộc.") % {"n": len(inside)},
            hint=_("Chọn đóng cùng hoặc chuyển sang đơn vị tiếp nhận."),
        )
    for child in inside:
        if below == "move":
            _move(child, heirs[0], day)
            _tell("moved", child, day=day.isoformat(), parent=heirs[0].public_id)
        else:
            _shut(child, day, (), instrument, "close")
        Unit.objects.filter(pk=child.pk).update(version=F("version") + 1)
    _end_rows(unit, day)
    for heir in heirs:
        _exists(heir, day)
        _succeed([unit], heir, day, len(heirs) == 1, instrument)
    _tell("closed", unit, day=day.isoformat(), heirs=len(heirs))


def _end_rows(unit: Unit, day: date) -> None:
    """End everything that holds of the unit; what was to begin later never does."""
    period = _standing(unit, day)
    _nothing_later(TreeRow.objects.filter(ancestor=unit, depth=1, valid_from__gt=day).exists())
    UnitPeriod.objects.filter(pk=period.pk).update(valid_to=day)
    tree.detach(unit, day)
    for rows in (
        UnitCode.objects.filter(unit=unit).since(day),
        Position.objects.filter(unit=unit).since(day),
        FocalAppointment.objects.filter(unit=unit).since(day),
    ):
        rows.filter(valid_from__gte=day).delete()
        rows.update(valid_to=day)


def _open_heir(actor: Actor, content: UnitContent | None, day: date, parent: Unit | None) -> Unit:
    assert content is not None
    return open_unit(actor=actor, content=replace(content, code=""), day=day, parent=parent)


@service(permission="organisation.manage")
def merge_units(
    *,
    actor: Actor,
    units: Sequence[tuple[Unit, int]],
    day: date,
    content: UnitContent | None = None,
    into: Unit | None = None,
    parent: Unit | None = None,
    instrument: str = "",
    below: Below = "move",
) -> Unit:
    """Lay units (each with the version it was seen at) together on `day`: into a new one, or into one that stays.

    With `content` the heir is opened below `parent`, else `into` is the heir. Returns the heir. Raises `Stale` or
    `UserError` (see `close_unit`).
    """
    if (content is None) == (into is None) or len(units) < (2 if into is None else 1):
        raise UserError(
            "nothing-to-merge",
            _("Chọn ít nhất hai đơn vị để hợp nhất thành một, hoặc một đơn vị để nhập vào đơn vị khác."),
        )
    for unit, version in units:
        _claim(unit, version)
    heir = into or _open_heir(actor, content, day, parent)
    for unit, _version in units:
        _shut(unit, day, [heir], instrument or (content.instrument if content else ""), below)
    if content is not None:
        _give_code(heir, content, day)  # now that those merged have laid theirs down
    _tell("merged", heir, day=day.isoformat(), units=len(units))
    return heir

"""The writes of the room: confirming what was put up and taken down at a desk, undoing that on the same day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.files.media import JPEG, PNG
from motcua.files.models import StoredFile
from motcua.files.services import Readable, store
from motcua.organisation.models import UnitPeriod
from motcua.posting.deadline import Clock, photo_required
from motcua.posting.models import Board, Confirmation, Posting
from motcua.posting.selectors import may_confirm
from motcua.posting.todo import Item, digest_of, to_do
from motcua.web.faults import Denied, Stale, UserError

PHOTO_LIMIT = 15 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the board: its bytes and what the file is called."""

    stream: Readable
    name: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which changes are confirmed: those of `keys` ("up:1.001193"), every one with None.

    `digest` says what the list was when it was looked at (`todo.digest_of`); empty takes it as it is now.
    """

    keys: Collection[str] | None = None
    digest: str = ""


@service(permission="posting.confirm")
def confirm_posting(
    *,
    actor: Actor,
    desk: UnitPeriod,
    day: date,
    chosen: Chosen,
    version: int,
    photo: Photo | None = None,
    note: str = "",
) -> Confirmation:
    """Confirm that changes of a desk's board were made on a day.

    `desk` is the unit's period of that day, `version` the board's as it was read. Raises `Denied` for another's desk,
    `Stale` where the board or the list changed meanwhile, `UserError` for a day to come or before the last
    confirmation, for a change that is not to be made on that day, and where the photo that the rulebook asks for is
    missing.
    """
    if not may_confirm(actor, desk, day):
        raise Denied(_("Tài khoản này không làm việc tại nơi tiếp nhận đó."), permission="posting.confirm")
    first = _claim(desk, day, version)
    items = _items(desk, day, chosen)
    if photo is None and photo_required(day):
        raise UserError(
            "no-photo",
            _("Chưa có ảnh chụp bảng niêm yết."),
            field="photo",
            hint=_("Chụp bảng sau khi treo, gỡ rồi gửi tệp ảnh JPEG hoặc PNG."),
        )
    made = Confirmation.objects.create(
        desk=desk.unit,
        day=day,
        acts=[item.plain for item in items],
        put_up=sum(item.act == "up" for item in items),
        replaced=sum(item.act == "replace" for item in items),
        taken_down=sum(item.act == "down" for item in items),
        photo=_kept(actor, photo),
        note=note.strip()[:500],
        confirmed_by=actor.user,
        confirmed_label=actor.label[:200],
    )
    _write(made, items, None if first else Clock(day))
    _tell("confirmed", made, day=day.isoformat(), put_up=made.put_up, replaced=made.replaced, down=made.taken_down)
    return made


@service(permission="posting.confirm")
def undo_confirmation(*, actor: Actor, confirmation: Confirmation, version: int) -> Confirmation:
    """Take back the last confirmation of a desk on the day on which it was made; the board is as it was before.

    Raises `Denied` for another's desk, `Stale` where the board changed meanwhile, `UserError` where it was undone
    already, made on an earlier day, or another confirmation followed.
    """
    today = timezone.localdate()
    period = UnitPeriod.objects.on(confirmation.day).filter(unit=confirmation.desk_id).first()
    if period is None or not may_confirm(actor, period, today):
        raise Denied(_("Tài khoản này không làm việc tại nơi tiếp nhận đó."), permission="posting.confirm")
    if not Board.objects.filter(desk=confirmation.desk_id, version=version).update(version=F("version") + 1):
        raise Stale(_("Bảng niêm yết vừa được người khác xác nhận. Tải lại trang để xem."))
    _undoable(confirmation, today)
    confirmation.raised.all().delete()
    confirmation.lowered.update(valid_to=None, lowered_by=None)
    confirmation.undone_at, confirmation.undone_by = timezone.now(), actor.user
    confirmation.undone_label = actor.label[:200]
    confirmation.save(update_fields=["undone_at", "undone_by", "undone_label"])
    before = Confirmation.objects.standing().filter(desk=confirmation.desk_id).order_by("-pk").first()
    Board.objects.filter(desk=confirmation.desk_id).update(seen_on=before.day if before else None)
    _tell("undone", confirmation, day=confirmation.day.isoformat())
    return confirmation


def _claim(desk: UnitPeriod, day: date, version: int) -> bool:
    """Take the board for this write; returns whether this is its first confirmation."""
    if day > timezone.localdate():
        raise UserError("day-to-come", _("Chưa xác nhận được cho ngày chưa đến."), field="day")
    board, _new = Board.objects.get_or_create(desk=desk.unit)
    take_row(board, version, _("Bảng niêm yết vừa được người khác xác nhận. Tải lại trang để xem."))
    if board.seen_on is not None and day < board.seen_on:
        raise UserError(
            "day-before-last",
            _("Lần xác nhận gần nhất là cho ngày {day}.").format(day=f"{board.seen_on:%d/%m/%Y}"),
            field="day",
            hint=_("Chọn ngày đó hoặc ngày sau."),
        )
    first = board.seen_on is None
    Board.objects.filter(pk=board.pk).update(seen_on=day)
    return first


def _items(desk: UnitPeriod, day: date, chosen: Chosen) -> Sequence[Item]:
    items = to_do(desk, day)
    if chosen.keys is not None:
        keys = set(chosen.keys)
        items = [item for item in items if item.key in keys]
        unknown = sorted(keys - {item.key for item in items})
        if unknown and not chosen.digest:
            raise UserError(
                "not-to-do",
                _("Không phải việc niêm yết của ngày này: {keys}.").format(keys=", ".join(unknown[:5])),
                field="items",
                hint=_("Xem lại danh sách việc của ngày đã chọn."),
                status=409,
            )
    if chosen.digest and digest_of(items) != chosen.digest:
        raise Stale(_("Danh sách việc niêm yết vừa đổi. Tải lại trang để xem."))
    if not items:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), field="items")
    return items


def _write(made: Confirmation, items: Sequence[Item], clock: Clock | None) -> None:
    """Close what came down, open what went up; without a clock nothing is judged (a board's first confirmation)."""
    down = [item.posting_id for item in items if item.posting_id]
    Posting.objects.filter(pk__in=down).update(valid_to=made.day, lowered_by=made)
    Posting.objects.bulk_create(
        Posting(
            desk_id=made.desk_id,
            procedure_id=item.procedure_id,
            procedure_version_id=item.version_id,
            valid_from=made.day,
            due_on=clock.due(item.facts) if clock else None,
            raised_by=made,
        )
        for item in items
        if item.version_id
    )


def _undoable(confirmation: Confirmation, today: date) -> None:
    fresh = Confirmation.objects.get(pk=confirmation.pk)
    if fresh.undone_at is not None:
        raise UserError("undone", _("Lần xác nhận này đã được rút lại."), status=409)
    if timezone.localdate(fresh.confirmed_at) != today:
        raise UserError(
            "too-late-to-undo",
            _("Chỉ rút lại được trong ngày xác nhận."),
            hint=_("Nếu bảng đang treo khác, xác nhận lại theo bảng đang treo."),
            status=409,
        )
    later = Confirmation.objects.standing().filter(desk=fresh.desk_id, pk__gt=fresh.pk)
    if later.exists():
        raise UserError("not-the-last", _("Đã có lần xác nhận sau; rút lại lần sau trước."), status=409)


def _kept(actor: Actor, photo: Photo | None) -> StoredFile | None:
    if photo is None:
        return None
    try:
        return store(
            actor=actor,
            stream=photo.stream,
            name=photo.name or "anh-bang-niem-yet",
            purpose="posting.photo",
            accept=(JPEG, PNG),
            limit=PHOTO_LIMIT,
        )
    except UserError as error:
        error.field = "photo"
        raise


def _tell(verb: str, made: Confirmation, **facts: str | int) -> None:
    record(Event(f"posting.{verb}", "posting.confirmation", made.public_id, facts=facts, unit_id=made.desk_id))

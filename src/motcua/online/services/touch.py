"""What the room's services share: taking a row in hand, finding procedures, telling the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_row
from motcua.catalog.models import Procedure
from motcua.online.models import OnlineService, RoadmapEntry, Target
from motcua.web.faults import UserError
from motcua.web.words import storable, tidy

Row = TypeVar("Row", OnlineService, RoadmapEntry, Target)
LOGGED = 200  # characters of a fact that the log takes
SHOWN = 20  # codes that a sentence names before it says how many more there are


def claim(row: Row, version: int) -> Row:
    """Take the next version of a row, locked until the service ends. Raises `Stale` where another changed it."""
    return take_row(row, version, _("Dòng này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))


def tell(verb: str, kind: str, public_id: str, *, unit_id: int | None = None, **facts: Plain) -> None:
    """Say in the log what happened to a service, a target, an entry of the roadmap or a set of facts."""
    told = {name: _told(value) if isinstance(value, str) else value for name, value in facts.items()}
    record(Event(f"online.{kind}.{verb}", f"online.{kind}", public_id, facts=told, unit_id=unit_id))


def _told(text: str) -> str:
    """A text of a decision or source as the log takes it: short, and never alike to a number or address of a person."""
    if "@" in text:
        return "–"
    return f"số {text}" if text.isdigit() else text[:LOGGED]


def procedures_in_force(codes: Sequence[str], field: str = "codes") -> dict[str, Procedure]:
    """The procedures of codes, in the order given; two statements for each thousand.

    Raises `UserError` naming codes that the catalogue does not know, and those whose procedure is abolished.
    """
    wanted = list(dict.fromkeys(storable(code.strip()) for code in codes))
    if len(wanted) < len(codes):
        twice = sorted({code for code in codes if codes.count(code) > 1}) if len(codes) < 5000 else []
        raise UserError("twice", _("Mã ghi hai lần: %(codes)s.") % {"codes": some(twice)}, field=field)
    found: dict[str, Procedure] = {}
    for start in range(0, len(wanted), 500):
        rows = Procedure.objects.filter(code__in=wanted[start : start + 500]).select_related("current")
        found.update({row.code: row for row in rows})
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise UserError(
            "unknown-procedure",
            _("Danh mục không có thủ tục: %(codes)s.") % {"codes": some(unknown)},
            field=field,
            hint=_("Kiểm tra lại mã, hoặc nhập thủ tục vào danh mục trước."),
        )
    ended = [code for code in wanted if found[code].current is None]
    if ended:
        raise UserError(
            "ended-procedure",
            _("Thủ tục đã bãi bỏ hoặc chưa có hiệu lực: %(codes)s.") % {"codes": some(ended)},
            field=field,
            hint=_("Bỏ các mã này; thủ tục không còn áp dụng thì không có dịch vụ công trực tuyến."),
        )
    return {code: found[code] for code in wanted}


def some(codes: Sequence[str]) -> str:
    """Codes as a sentence names them: the first twenty, then how many more there are."""
    named = ", ".join(codes[:SHOWN])
    more = len(codes) - SHOWN
    return f"{named} … (+{more})" if more > 0 else named


def not_to_come(day: date, field: str, words: str) -> None:
    """Refuse a day after today with the sentence given."""
    if day > timezone.localdate():
        raise UserError("day-to-come", words, field=field)


def needed(text: str, field: str, words: str) -> str:
    """A text without blanks around it; refuses an empty one with the sentence given."""
    trimmed = tidy(text)
    if not trimmed:
        raise UserError(f"no-{field}", words, field=field)
    return trimmed

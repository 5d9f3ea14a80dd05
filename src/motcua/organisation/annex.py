"""The list of focal officers as the annex of the decision: its rows and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.models import FocalAppointment
from motcua.organisation.officers import appointments_of_year, day_of_year
from motcua.organisation.selectors import shown_name
from motcua.web.formats import vn_date


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One line of the annex."""

    number: int
    unit: str
    holder: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex of a year: its decisions as they are cited, and its lines."""

    year: int
    decisions: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


def annex_of(actor: Actor, year: int, today: date, decision_no: str = "") -> Annex:
    """The officers of a year who hold the office still (or held it at the year's end); of one decision, where given."""
    day = day_of_year(year, today)
    held = [
        row
        for row in appointments_of_year(actor, year)
        if (row.covers(day) or (row.valid_from is not None and row.valid_from > day))
        and (not decision_no or row.decision_no == decision_no)
    ]
    held.sort(key=lambda row: (_rank(row, day), shown_name(row.unit, day)))
    decisions = dict.fromkeys(cited(row) for row in held)
    rows = [
        AnnexRow(number, shown_name(row.unit, day), row.holder, row.title, row.phone, row.email)
        for number, row in enumerate(held, start=1)
    ]
    return Annex(year, tuple(decisions), tuple(rows))


def _rank(row: FocalAppointment, day: date) -> int:
    period = next((one for one in row.unit.periods.all() if one.covers(day)), None)
    return period.tier.rank if period else 99


def cited(row: FocalAppointment) -> str:
    """A decision as papers cite it."""
    return _("Quyết định số %(number)s ngày %(day)s do %(signer)s ký") % {
        "number": row.decision_no,
        "day": vn_date(row.decision_date),
        "signer": row.signer,
    }


def heads() -> tuple[str, ...]:
    """The columns of the annex."""
    return (_("STT"), _("Cơ quan, đơn vị"), _("Họ và tên"), _("Chức vụ"), _("Điện thoại"), _("Thư điện tử"))


def annex_title(year: int) -> str:
    """The title of the annex."""
    return _("Danh sách công chức đầu mối kiểm soát thủ tục hành chính năm %(year)s") % {"year": year}

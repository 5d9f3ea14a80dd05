"""Every read of the log of uses of seals: the list, one row, as plain values, as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.models import Seal, SealUse
from motcua.organisation.models.seal_uses import SealUseQuerySet
from motcua.web.words import storable, tidy

MOST_EXPORTED = 50_000
STANDING, TAKEN_BACK, REVERSALS = "standing", "taken_back", "reversals"


@dataclass(frozen=True, slots=True)
class UseWanted:
    """What the log is narrowed to; empty values do not narrow. Days are of Ho Chi Minh City, both counted in."""

    text: str = ""
    procedure: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def used(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        names = ("text", "procedure", "state", "since", "until")
        return tuple(name for name in names if getattr(self, name))


def use_rows(actor: Actor, wanted: UseWanted | None = None, seal: Seal | None = None) -> SealUseQuerySet:
    """Uses, the latest first, of one seal or of all, with all that a list shows of them."""
    rows = SealUse.objects.visible_to(actor).select_related(
        "seal", "custody", "reverses", "reversed_by"
    )  # all at hand: a list asks nothing more of its rows
    rows = rows.filter(seal=seal) if seal is not None else rows
    asked = wanted or UseWanted()
    text, code = (tidy(given) for given in (asked.text, asked.procedure))
    if text:
        rows = rows.filter(Q(document_no__icontains=text) | Q(document__icontains=text) | Q(dossier=text))
    rows = rows.filter(procedure=code) if code else rows
    if asked.state == STANDING:
        rows = rows.standing()
    elif asked.state == TAKEN_BACK:
        rows = rows.filter(reversed_by__isnull=False)
    elif asked.state == REVERSALS:
        rows = rows.filter(reverses__isnull=False)
    rows = rows.filter(used_at__gte=_start(asked.since)) if asked.since else rows
    rows = rows.filter(used_at__lt=_start(asked.until + timedelta(days=1))) if asked.until else rows
    return rows.order_by("-used_at", "-id")


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def use_by_id(public_id: str, actor: Actor) -> SealUse | None:
    """The row of a public id that the actor may see."""
    return use_rows(actor).filter(public_id=storable(public_id)).first()


def use_dict(row: SealUse) -> dict[str, Any]:
    """A row of `use_rows` as plain values, for the terminal and for machines."""
    back = row.taken_back
    return {
        "id": row.public_id,
        "number": row.ordinal,
        "seal": row.seal.public_id,
        "symbol": row.seal.symbol,
        "used_at": timezone.localtime(row.used_at),
        "used_by": row.custody.holder,
        "document_no": row.document_no,
        "document": row.document,
        "copies": row.copies,
        "procedure": row.procedure,
        "dossier": row.dossier,
        "reverses": row.reverses.public_id if row.reverses else None,
        "reversed_by": back.public_id if back else None,
        "reason": row.reason,
        "entered_by": row.by_label,
        "entered_at": timezone.localtime(row.recorded_at),
    }


def as_csv(rows: Iterable[SealUse]) -> Iterator[str]:
    """Lines of CSV with a byte order mark; no cell can start a formula."""
    yield "\ufeff" + _line(
        [
            _("Số"), _("Con dấu"), _("Lúc"), _("Người giữ, đóng dấu"), _("Số văn bản"), _("Văn bản"), _("Số bản"),
            _("Thủ tục"), _("Hồ sơ"), _("Ghi đảo dòng số"), _("Lý do"), _("Ghi lúc"),
        ]
    )  # fmt: skip
    for row in rows:
        yield _line(
            [
                row.ordinal, row.seal.symbol, _moment(row.used_at), row.custody.holder, row.document_no, row.document,
                row.copies, row.procedure, row.dossier, row.reverses.ordinal if row.reverses else "", row.reason,
                _moment(row.recorded_at),
            ]
        )  # fmt: skip


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(sep=" ", timespec="minutes")[:16]


def _line(cells: Iterable[object]) -> str:
    stream = StringIO()
    texts = (str(cell) for cell in cells)
    csv.writer(stream).writerow([f"'{text}" if text.startswith(tuple("=+-@\t\r")) else text for text in texts])
    return stream.getvalue()

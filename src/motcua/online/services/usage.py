"""Facts about use: how many dossiers came in over a year, how many of them online, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.online.content import UsageGiven
from motcua.online.models import UsageFact
from motcua.online.services.touch import needed, some, tell
from motcua.web.faults import UserError

MOST = 5_000
FIRST_YEAR = 2000


@service(permission="online.edit")
def record_usage(*, actor: Actor, facts: Sequence[UsageGiven], source: str) -> list[UsageFact]:
    """Note facts from one source; each takes the place of an earlier one about the same thing and year.

    All or none. Raises `UserError` where more dossiers are online than there are, a year lies ahead or too far back,
    a code is unknown, something is named twice, or neither or both of procedure and unit are named.
    """
    said = needed(source, "source", _("Chưa ghi nguồn số liệu."))
    if not facts or len(facts) > MOST:
        raise UserError("no-facts", _("Cần từ 1 đến %(n)s dòng số liệu.") % {"n": MOST}, field="facts")
    for fact in facts:
        _checked(fact)
    known = _procedures([fact.code for fact in facts if fact.code])
    about = [(known[fact.code].pk if fact.code else None, fact.unit, fact.year) for fact in facts]
    if len(set(about)) < len(about):
        raise UserError("twice", _("Có thủ tục hoặc đơn vị ghi hai lần trong một năm."), field="facts")
    for year in {fact.year for fact in facts}:
        of_year = [row for row in about if row[2] == year]
        _replace(
            [key for key, _unit, _year in of_year if key], [unit.pk for _key, unit, _year in of_year if unit], year
        )
    rows = [
        UsageFact(procedure_id=key, unit=unit, year=year, online=fact.online, total=fact.total, source=said)
        for (key, unit, year), fact in zip(about, facts, strict=True)
    ]
    UsageFact.objects.bulk_create(rows, batch_size=500)
    years = sorted({fact.year for fact in facts})
    tell("recorded", "usage", rows[0].public_id, source=said, rows=len(rows), years=", ".join(map(str, years)))
    return rows


def _replace(procedures: Sequence[int], units: Sequence[int], year: int) -> None:
    now = timezone.now()
    for start in range(0, len(procedures), 500):
        rows = UsageFact.objects.standing().filter(year=year, procedure__in=procedures[start : start + 500])
        rows.update(replaced_at=now)
    if units:
        UsageFact.objects.standing().filter(Q(unit__in=units), year=year).update(replaced_at=now)


def _procedures(codes: Sequence[str]) -> dict[str, Procedure]:
    """Procedures by code; an abolished one had dossiers too, so it may be named."""
    found: dict[str, Procedure] = {}
    for start in range(0, len(codes), 500):
        found.update({row.code: row for row in Procedure.objects.filter(code__in=codes[start : start + 500])})
    unknown = sorted({code for code in codes if code not in found})
    if unknown:
        message = _("Danh mục không có thủ tục: %(codes)s.") % {"codes": some(unknown)}
        raise UserError("unknown-procedure", message, field="facts")
    return found


def _checked(fact: UsageGiven) -> None:
    name = fact.code or _("đơn vị")
    if bool(fact.code) == (fact.unit is not None) or "\x00" in fact.code:
        raise UserError("whose", _("Mỗi dòng ghi đúng một mã thủ tục hoặc một đơn vị."), field="facts")
    if not 0 <= fact.online <= fact.total <= 2_000_000_000:
        raise UserError(
            "more-than-all",
            _("%(name)s: hồ sơ trực tuyến (%(online)s) phải từ 0 đến tổng số hồ sơ (%(total)s).")
            % {"name": name, "online": fact.online, "total": fact.total},
            field="facts",
        )
    if not FIRST_YEAR <= fact.year <= timezone.localdate().year:
        raise UserError("year", _("%(name)s: năm %(year)s chưa có số liệu.") % {"name": name, "year": fact.year})

"""Finding what people and machines name: units by code or name, lines of a campaign by procedure code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.fold import fold
from motcua.organisation.issuing import COMMITTEE
from motcua.organisation.models import Unit, UnitKind, UnitPeriod
from motcua.organisation.selectors import find_unit, periods_on, province_period, today_names
from motcua.review.models import Campaign, CampaignLine
from motcua.review.services.consulting import Asked
from motcua.web.faults import UserError
from motcua.web.words import one_line


def unit_named(text: str, day: date) -> Unit:
    """The unit of a code, public id or name, as people say it. Raises `UserError` where there is none."""
    clean = one_line(text)
    period = UnitPeriod.objects.on(day).filter(name=clean).select_related("unit").first()
    if period is not None:
        return period.unit
    called = units_called([clean], day).get(fold(clean))
    if called is not None:
        return called
    try:
        return find_unit(clean, day)
    except UserError as error:
        told = _("Không có đơn vị “%(text)s”.") % {"text": clean[:100]}
        raise UserError(error.code, told, hint=_("Ghi mã hoặc tên đầy đủ của đơn vị."), status=error.status) from error


def units_called(names: Iterable[str], day: date) -> dict[str, Unit]:
    """By folded name, whole or without the province's ("Sở Tư pháp"): the one unit that bears it on a day."""
    place = province_period(day)
    of_place = fold(place.name) if place else ""
    ends = ("", *(f" {end}" for end in (of_place, of_place.partition(" ")[2]) if end))
    wanted = {name: {f" {name}{end}" for end in ends} for name in map(fold, names) if name}
    bearers: dict[str, set[Unit]] = {}
    for period in UnitPeriod.objects.on(day).filter(fold__in=set().union(*wanted.values())).select_related("unit"):
        bearers.setdefault(period.fold, set()).add(period.unit)
    found = {name: set().union(*(bearers.get(one, set()) for one in folds)) for name, folds in wanted.items()}
    return {name: units.pop() for name, units in found.items() if len(units) == 1}


def asked_of(text: str, day: date, *, communes: bool = False) -> Asked:
    """Whom a text names, a line each: units of the province, and others by the name that is written."""
    units: dict[int, Unit] = {}
    names: list[str] = []
    for row in filter(None, (line.strip() for line in text.splitlines())):
        try:
            unit = unit_named(row, day)
            units[unit.pk] = unit
        except UserError:
            names.append(row)
    if communes:
        kind = UnitKind.objects.filter(key=COMMITTEE).first()
        for period in periods_on(day, kind=kind, tier="commune") if kind else ():
            units[period.unit_id] = period.unit
    return Asked(tuple(units.values()), tuple(names))


def lines_coded(campaign: Campaign, codes: Sequence[str]) -> list[CampaignLine]:
    """The lines of a campaign for procedure codes. Raises `UserError` naming those that it does not hold."""
    wanted = list(dict.fromkeys(code.strip(",; ") for code in codes if code.strip(",; ")))
    rows = CampaignLine.objects.filter(campaign=campaign, procedure__code__in=wanted).select_related("procedure")
    found = {row.procedure.code: row for row in rows}
    lacking = [code for code in wanted if code not in found]
    if lacking:
        told = _("Đợt rà soát không có thủ tục mã {codes}.").format(codes=", ".join(lacking[:10]))
        raise UserError("no-such-line", told, field="codes")
    return [found[code] for code in wanted]


def own_units(actor: Actor, permission: str = "review.assess") -> list[tuple[str, str]]:
    """The units in whose name the actor may write, for a choice: (public id, name).

    The office and the system write for any unit that takes part in a running campaign.
    """
    ids = set(actor.units_for(permission))
    if actor.system or actor.may("review.check"):
        live = CampaignLine.objects.filter(campaign__state__in=("open", "checking"), unit__isnull=False)
        ids |= set(live.order_by().values_list("unit", flat=True).distinct())
    names = today_names(ids)
    rows = Unit.objects.filter(pk__in=ids).values_list("public_id", "pk")
    return sorted(((public_id, names.get(pk, public_id)) for public_id, pk in rows), key=lambda row: row[1])

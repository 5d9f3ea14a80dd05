"""Every read of the units: a unit on a day, lists and trees of a day, codes, old names, the province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.organisation.fold import fold, search_key
from motcua.organisation.models import (
    CodeList,
    ProvinceSetting,
    TreeRow,
    Unit,
    UnitCode,
    UnitKind,
    UnitOn,
    UnitPeriod,
    UnitSuccession,
)
from motcua.organisation.models.period import PeriodQuerySet, holds_on
from motcua.organisation.models.vocabulary import KindGroup
from motcua.web.faults import UserError


def with_history(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with all that `unit.on(day)` reads: a fixed number of statements however many units there are."""
    lines = TreeRow.objects.filter(depth=1).select_related("ancestor").prefetch_related("ancestor__periods")
    return units.prefetch_related(
        Prefetch("periods", UnitPeriod.objects.select_related("kind", "tier")),
        Prefetch("codes", UnitCode.objects.select_related("code_list")),
        Prefetch("above", lines),
    )


def unit_by_id(public_id: str) -> Unit | None:
    """The unit with its history, by public id."""
    return with_history(Unit.objects.filter(public_id=public_id)).first()


def unit_by_code(code: str, day: date, code_list: str = "") -> Unit | None:
    """The unit that a code meant on `day`; where it meant none then, the one it meant last before, else first after."""
    codes = UnitCode.objects.filter(code=code)
    if code_list:
        codes = codes.filter(code_list__key=code_list)
    found = codes.on(day).first() or codes.filter(valid_to__lte=day).order_by("-valid_to").first()
    found = found or codes.order_by("valid_from").first()
    return with_history(Unit.objects.filter(pk=found.unit_id)).first() if found else None


def find_unit(text: str, day: date) -> Unit:
    """The unit named by a public id or by a code on a day. Raises `UserError` where there is none."""
    unit = (unit_by_code(text, day) or unit_by_id(text)) if "\x00" not in text else None  # no database keeps that
    if unit is None:
        raise UserError(
            "unknown-unit",
            _("Không có đơn vị nào mang mã “%(text)s”.") % {"text": text},
            hint=_("Kiểm tra mã; nạp đơn vị của tỉnh bằng lệnh motcua units load."),
            status=404,
        )
    return unit


def named(text: str, prefix: str = "") -> Q:
    """The condition that a name has every word of `text`, each from its beginning; diacritics do not matter."""
    found = Q()
    for word in fold(text).split():
        found &= Q(**{f"{prefix}fold__contains": f" {word}"})
    return found


def periods_on(
    day: date,
    *,
    text: str = "",
    kind: UnitKind | None = None,
    group: str = "",
    tier: str = "",
    under: Unit | None = None,
    one_stop: bool = False,
) -> PeriodQuerySet[UnitPeriod]:
    """Units of a day as their periods, by name, with unit, codes and parent at hand; empty filters do not filter."""
    rows = UnitPeriod.objects.on(day).select_related("kind", "tier", "unit").filter(named(text))
    if kind is not None:
        rows = rows.filter(kind=kind)
    if group:
        rows = rows.filter(kind__group=group)
    if tier:
        rows = rows.filter(tier__key=tier)
    if one_stop:
        rows = rows.filter(kind__one_stop=True)
    if under is not None:
        below = TreeRow.objects.filter(ancestor=under, descendant=OuterRef("unit")).filter(holds_on(day))
        rows = rows.filter(Exists(below))
    lines = (
        TreeRow.objects.filter(depth=1)
        .on(day)
        .select_related("ancestor")
        .prefetch_related(Prefetch("ancestor__periods", UnitPeriod.objects.on(day).select_related("unit")))
    )
    return rows.prefetch_related(
        Prefetch("unit__codes", UnitCode.objects.on(day).select_related("code_list")), Prefetch("unit__above", lines)
    ).order_by("tier__rank", "fold", "id")


def ancestors_on(unit: Unit, day: date) -> list[UnitPeriod]:
    """What stands above a unit on a day, the nearest first, as periods of that day."""
    lines = TreeRow.objects.filter(descendant=unit).on(day).order_by("depth").values_list("ancestor", flat=True)
    order = list(lines)
    rows = {
        row.unit_id: row
        for row in UnitPeriod.objects.on(day).filter(unit__in=order).select_related("unit", "kind", "tier")
    }
    return [rows[pk] for pk in order if pk in rows]


def places_of(days: Mapping[int, date]) -> dict[int, str]:
    """What stood above each unit (id → day), nearest first: "Huyện Cầu Kè, Tỉnh Trà Vinh" (two statements)."""
    rows = TreeRow.objects.filter(descendant__in=list(days)).order_by("depth").select_related("ancestor")
    found: dict[int, list[str]] = {}
    for row in rows.prefetch_related("ancestor__periods"):
        day = days[row.descendant_id]
        if row.covers(day):
            found.setdefault(row.descendant_id, []).append(shown_name(row.ancestor, day))
    return {unit: ", ".join(names) for unit, names in found.items()}


def children_on(unit: Unit, day: date) -> PeriodQuerySet[UnitPeriod]:
    """What stands directly below a unit on a day."""
    lines = TreeRow.objects.filter(ancestor=unit, depth=1, descendant=OuterRef("unit")).filter(holds_on(day))
    return (
        UnitPeriod.objects.on(day)
        .filter(Exists(lines))
        .select_related("unit", "kind", "tier")
        .order_by("kind_id", "fold", "id")
    )


def heirs_of(unit: Unit) -> list[UnitSuccession]:
    """What became of a unit: its successors with their history, the default first."""
    return _with_units(unit.became.all().order_by("on_date", "-default", "id"))


def forebears_of(unit: Unit) -> list[UnitSuccession]:
    """What a unit came from: its predecessors with their history."""
    return _with_units(unit.came_from.all().order_by("on_date", "id"))


def _with_units(rows: QuerySet[UnitSuccession]) -> list[UnitSuccession]:
    """Successions with both units and their histories: a fixed number of statements."""
    history = with_history(Unit.objects.all())
    return list(rows.prefetch_related(Prefetch("predecessor", history), Prefetch("successor", history)))


def old_units_like(text: str, *, today: date, under: Unit | None = None, limit: int = 30) -> list[UnitPeriod]:
    """Places that no longer exist under that name, by name (no diacritics needed) or code, with their heirs at hand.

    `under` keeps those whose heirs stand below a unit today.
    """
    phrase = search_key(text)
    if not phrase.strip():
        return []
    ended = UnitPeriod.objects.filter(valid_to__lte=today, kind__group=KindGroup.TERRITORY)
    coded = Exists(UnitCode.objects.filter(unit=OuterRef("unit"), code=text.strip()))
    rows = ended.filter(named(text) | Q(coded), Exists(UnitSuccession.objects.filter(predecessor=OuterRef("unit"))))
    if under is not None:
        inside = TreeRow.objects.filter(ancestor=under).filter(holds_on(today)).values("descendant")
        heirs = UnitSuccession.objects.filter(predecessor=OuterRef("unit"))
        rows = rows.filter(Exists(heirs.filter(Q(successor__in=inside) | Q(successor=under))))
    history = with_history(Unit.objects.all())
    heirs_at_hand = UnitSuccession.objects.order_by("-default", "id").prefetch_related(Prefetch("successor", history))
    return list(
        rows.select_related("kind", "tier")
        .prefetch_related(Prefetch("unit", history), Prefetch("unit__became", heirs_at_hand))
        .alias(loose=Case(When(fold__contains=phrase, then=Value(0)), default=Value(1)))
        .order_by("loose", "-tier__rank", "fold", "id")[:limit]
    )


def province_setting() -> ProvinceSetting | None:
    """The choice of the province, None before one was made."""
    return ProvinceSetting.objects.select_related("unit").first()


def province() -> Unit | None:
    """The province that this installation serves, None before one was chosen."""
    setting = province_setting()
    return setting.unit if setting else None


def province_period(day: date) -> UnitPeriod | None:
    """The province as it is called on a day (one statement)."""
    chosen = ProvinceSetting.objects.values("unit")
    return UnitPeriod.objects.on(day).filter(unit__in=chosen).first()


def today_names(ids: Iterable[int]) -> dict[int, str]:
    """The names of units by id: today's, or the last one of those that ended."""
    wanted = list(ids)
    names: dict[int, str] = {}
    rows = UnitPeriod.objects.filter(unit__in=wanted).order_by("unit", F("valid_from").asc(nulls_first=True))
    today = timezone.localdate()
    for row in rows:
        if row.unit_id not in names or row.valid_from is None or row.valid_from <= today:
            names[row.unit_id] = row.name
    return names


def unit_ids_like(text: str) -> list[int]:
    """The ids of the units that a reader may mean by a code or a part of a name, at any time."""
    rows = UnitPeriod.objects.filter(named(text))
    coded = UnitCode.objects.filter(code=text.strip()).values_list("unit", flat=True)
    return sorted({*rows.values_list("unit", flat=True)[:500], *coded})


def code_lists() -> PeriodQuerySet[CodeList]:
    """The lists of codes."""
    return CodeList.objects.all()


def shown_on(unit: Unit, day: date) -> UnitOn | None:
    """The unit as a page about `day` shows it: as it was then, else as it was last, else as it will first be."""
    last = unit.last_day()
    first = min((row.valid_from for row in unit.periods.all() if row.valid_from), default=None)
    return unit.on(day) or (unit.on(last) if last and last < day else None) or (unit.on(first) if first else None)


def shown_name(unit: Unit, day: date) -> str:
    """The unit's name on a day, or its last; reads only prefetched periods."""
    rows = list(unit.periods.all())
    return next((row.name for row in rows if row.covers(day)), rows[-1].name if rows else "")

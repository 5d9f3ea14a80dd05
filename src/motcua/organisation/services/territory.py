"""Loads the shipped units: provinces, communes, what they were before, and who succeeded whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.service import service
from motcua.organisation.fold import fold
from motcua.organisation.models import Unit, UnitSuccession
from motcua.organisation.seed import (
    DepartmentRow,
    UnitRow,
    commune_units,
    known_province,
    province_merger,
    province_successors,
    read_departments,
    read_mapping,
    read_units_after,
    read_units_before,
    usual_departments,
)
from motcua.organisation.seed.units import LIST_BEFORE
from motcua.organisation.services.drafts import BATCH, Draft, known_origins, store_drafts
from motcua.organisation.services.vocabulary import shipped_words, until
from motcua.web.faults import UserError

Identity = tuple[str, str, str]  # code list, tier, code


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: units and successions that were new, and how many units the choice holds in all."""

    units: int
    successions: int
    known: int


@dataclass(frozen=True, slots=True)
class Heir:
    """One step of a succession by the origins of both units."""

    old: str
    new: str
    whole: bool
    default: bool
    instrument: str = ""
    confidence: str = ""


def find_province(text: str) -> UnitRow:
    """The province of today named by its code ("86") or its name with or without diacritics ("Vĩnh Long").

    Raises `UserError` where there is none or more than one.
    """
    provinces = [row for row in read_units_after() if row.parent is None]
    asked = fold(text)
    found = [row for row in provinces if row.code == text.strip() or asked in (fold(row.name), _bare(row))]
    if len(found) != 1:
        raise UserError(
            "unknown-province",
            _("Không có tỉnh, thành phố nào hiện nay có mã hoặc tên “%(text)s”.") % {"text": text},
            field="province",
            hint=_("Ghi mã hai chữ số hoặc tên, ví dụ 86 hoặc Vĩnh Long."),
        )
    return found[0]


def _bare(row: UnitRow) -> str:
    """The folded name without the kind's words."""
    whole = fold(row.name)
    return next((whole.removeprefix(word) for word in ("tinh ", "thanh pho ") if whole.startswith(word)), whole)


@service(permission="organisation.manage")
def load_territory(*, actor: Actor, province: str, everything: bool = False) -> Loaded:
    """Store the units of a province (by code of today), of those it came from, and all provinces; or all units.

    Idempotent: what is known stays as people have left it. Raises `UserError` for an unknown province.
    """
    row = find_province(province)
    words = shipped_words()
    chosen = None if everything else row
    tiers = _tiers_by_code()
    drafts = [_territory_draft(one, tiers) for one in _chosen_units(chosen)]
    new = store_drafts(drafts, words)
    heirs = _store_heirs(_territory_heirs(chosen))
    _tell("organisation.territory.loaded", row.code, new, heirs)
    return Loaded(new, heirs, len(drafts))


@service(permission="organisation.manage")
def load_departments(*, actor: Actor, province: str) -> Loaded:
    """Store the authorities of a province and of each of its communes. Needs `load_territory` of the province first."""
    row = find_province(province)
    words = shipped_words()
    rows = list(_authorities(row))
    places = {one.identity: one for one in chain(read_units_before(), read_units_after())}
    drafts = [_authority_draft(authority, above, places) for authority, above in rows]
    new = store_drafts(drafts, words)
    heirs = _store_heirs(
        Heir(key, authority.key, whole=True, default=True, confidence=authority.confidence or "")
        for authority, _above in rows
        for key in authority.predecessors
    )
    _tell("organisation.departments.loaded", row.code, new, heirs)
    return Loaded(new, heirs, len(drafts))


def _tell(verb: str, code: str, units: int, successions: int) -> None:
    facts: dict[str, Plain] = {"province": code, "units": units, "successions": successions}
    record(Event(verb=verb, object_type="organisation.province", object_id=code, facts=facts))


def _origin(identity: Identity) -> str:
    return "/".join(identity)


def _chosen_units(chosen: UnitRow | None) -> Iterator[UnitRow]:
    """Units of both lists, parents first: all, or all provinces and what lies within the chosen one."""
    old_codes = {old for old, new in province_successors().items() if chosen is None or new == chosen.code}
    province_of: dict[str, str] = {}
    for row in read_units_before():
        if row.parent is None:
            yield row
            continue
        province = province_of.get(row.parent, row.parent)
        province_of.setdefault(row.code, province)
        if province in old_codes:
            yield row
    for row in read_units_after():
        if row.parent is None or chosen is None or row.parent == chosen.code:
            yield row


def _tiers_by_code() -> dict[tuple[str, str], str]:
    """The tier of each code within its list: a list never uses a code on two tiers."""
    return {(row.code_list, row.code): row.tier for row in chain(read_units_before(), read_units_after())}


def _territory_draft(row: UnitRow, tiers: dict[tuple[str, str], str]) -> Draft:
    return Draft(
        origin=_origin(row.identity),
        name=row.name,
        kind=row.kind,
        tier=row.tier,
        parent=_origin((row.code_list, tiers[row.code_list, row.parent], row.parent)) if row.parent else None,
        valid_from=row.valid_from,
        valid_to=until(row.valid_to),
        code_list=row.code_list,
        code=row.code,
        instrument=province_merger()[1] if row.parent is None and row.valid_from else "",
        confidence="B",
        note=_("Nguồn khác ghi: %(name)s") % {"name": row.also} if row.also else "",
    )


def _territory_heirs(chosen: UnitRow | None) -> Iterator[Heir]:
    """Provinces, then communes; of communes those whose heir is among the chosen."""
    _day, instrument, confidence = province_merger()
    after = {row.code: row for row in read_units_after()}
    for old, new in province_successors().items():
        top = after[new]
        yield Heir(_origin((LIST_BEFORE, top.tier, old)), _origin(top.identity), True, True, instrument, confidence)
    for step in read_mapping():
        heir = after[step.new_code]
        if chosen is None or heir.parent == chosen.code:
            old = _origin((LIST_BEFORE, step.old_tier, step.old_code))
            yield Heir(old, _origin(heir.identity), step.whole, step.default, confidence="B")


def _store_heirs(heirs: Iterable[Heir]) -> int:
    """Store the successions that are not known yet; a step with an end that was not loaded is left out."""
    ids = known_origins()
    first_days = dict(Unit.objects.filter(origin__isnull=False).values_list("pk", "periods__valid_from"))
    known = set(UnitSuccession.objects.values_list("predecessor", "successor"))
    rows: list[UnitSuccession] = []
    for heir in heirs:
        pair = (ids.get(heir.old), ids.get(heir.new))
        day = first_days.get(pair[1] or 0)
        if pair[0] is None or pair[1] is None or day is None or pair in known:
            continue
        known.add((pair[0], pair[1]))
        rows.append(
            UnitSuccession(
                predecessor_id=pair[0],
                successor_id=pair[1],
                on_date=day,
                whole=heir.whole,
                default=heir.default,
                instrument=heir.instrument,
                confidence=heir.confidence,
            )
        )
    UnitSuccession.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _authorities(province: UnitRow) -> Iterator[tuple[DepartmentRow, Identity]]:
    """Every authority of a province and its communes with the identity of the place it stands in."""
    written = (province.code_list, province.code) == known_province()
    for row in read_departments() if written else usual_departments(province):
        yield row, (row.code_list, province.tier, row.province)
    for commune in read_units_after():
        if commune.parent == province.code:
            for row in commune_units(commune):
                yield row, commune.identity


def _authority_draft(row: DepartmentRow, above: Identity, places: dict[Identity, UnitRow]) -> Draft:
    """An authority stands below its parent, the topmost ones below the place itself."""
    return Draft(
        origin=row.key,
        name=row.name,
        kind=row.kind,
        tier=places[above].tier,
        parent=row.parent or _origin(above),
        valid_from=row.valid_from,
        valid_to=until(row.valid_to),
        instrument=row.instrument or "",
        confidence=row.confidence or "",
        note=row.note or "",
    )

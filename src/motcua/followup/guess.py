"""Guesses which department advises on a field: from the agencies that its procedures name, else from the ministry."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalog.models import AgencyLine, AgencyRole, ProcedureVersion
from motcua.organisation.fold import fold
from motcua.organisation.models import Unit
from motcua.organisation.selectors import periods_on, province, province_period

KINDS = ("so", "ban", "vertical_agency", "inspectorate")  # kinds of units that advise the province on a field
_ROLES = (AgencyRole.EXECUTING, AgencyRole.AUTHORITY)
_ENDS = (" khu vuc", " cu")


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a day with the words by which texts name it."""

    unit: Unit
    name: str
    core: str  # "so tu phap": the folded name without the province's
    subject: str  # "tu phap": what a ministry of the same subject is called after "Bộ"


@dataclass(frozen=True, slots=True)
class Guess:
    """The department that a field probably belongs to (None: nothing speaks for any) and what speaks for it."""

    unit: Unit | None
    ground: str


def departments(day: date, kinds: Collection[str] = KINDS) -> list[Department]:
    """The departments of the province on a day that may advise, those with the longest names first.

    `kinds` are the kinds of units asked for, where others than those that advise on a field are meant too.
    """
    top, own = province(), province_period(day)
    if top is None or own is None:
        return []
    tail = f" {fold(own.name)}"
    found = []
    for period in periods_on(day, under=top, group="authority", tier="province").prefetch_related(None):
        if period.kind.key in kinds:
            core = fold(period.name).removesuffix(tail)
            for end in _ENDS:
                core = core.removesuffix(end)
            subject = core.removeprefix("so ").removeprefix("ban ")
            found.append(Department(period.unit, period.name, core, subject))
    return sorted(found, key=lambda one: (-len(one.core), one.core))


def ministry_subject(ministry: str) -> str:
    """What a ministry is about, folded: "Bộ Tư pháp" is "tu phap"."""
    subject = fold(ministry)
    for end in _ENDS:
        subject = subject.removesuffix(end)
    return subject.removeprefix("bo ")


def by_ministry(ministry: str, known: Collection[Department]) -> Department | None:
    """The department with a ministry's subject, where exactly that name exists."""
    subject = ministry_subject(ministry)
    return next((one for one in known if subject and subject in (one.subject, one.core)), None)


def named_in(text: str, known: Collection[Department]) -> Department | None:
    """The department that an agency's written name means; of several the one with the longest name."""
    words = f" {fold(text)} "
    return next((one for one in known if f" {one.core} " in words), None)


def guesses(field_ids: Collection[int], day: date) -> dict[int, Guess]:
    """A guess for each field by key; two statements for the catalogue, however many fields."""
    known = departments(day)
    agencies = _agencies(field_ids, known)
    ministries = _ministries(field_ids)
    found = {}
    for field in field_ids:
        named = agencies.get(field, Counter())
        best = max(named.items(), key=lambda item: (item[1], -item[0]), default=None)
        if best is not None and 2 * best[1] >= sum(named.values()):
            one = next(one for one in known if one.unit.pk == best[0])
            ground = _("%(n)d thủ tục của lĩnh vực ghi cơ quan này") % {"n": best[1]}
            found[field] = Guess(one.unit, ground)
            continue
        found[field] = _from_ministry(ministries.get(field, ""), known)
    return found


def _from_ministry(ministry: str, known: Collection[Department]) -> Guess:
    one = by_ministry(ministry, known) if ministry else None
    if one is None:
        return Guess(None, _("Chưa có căn cứ để gợi ý"))
    return Guess(one.unit, _("Cùng ngành với %(ministry)s") % {"ministry": ministry})


def _agencies(field_ids: Collection[int], known: Collection[Department]) -> Mapping[int, Counter[int]]:
    """Field → department → how many procedures in force name it as doing or deciding."""
    lines = AgencyLine.objects.filter(
        role__in=_ROLES, procedure_version__current_of__isnull=False, procedure_version__field__in=field_ids
    )
    seen: set[tuple[int, int, int]] = set()
    texts: dict[str, Department | None] = {}
    for field, version, name in lines.values_list("procedure_version__field", "procedure_version", "name"):
        if name not in texts:
            texts[name] = named_in(name, known)
        one = texts[name]
        if one is not None:
            seen.add((field, version, one.unit.pk))
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for field, _version, unit in seen:
        counted[field][unit] += 1
    return counted


def _ministries(field_ids: Collection[int]) -> dict[int, str]:
    """Field → the ministry that issues most of its procedures in force."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    rows = ProcedureVersion.objects.filter(current_of__isnull=False, field__in=field_ids).exclude(issuer="")
    for field, issuer in rows.values_list("field", "issuer"):
        counted[field][issuer] += 1
    return {field: max(sorted(named), key=lambda one: named[one]) for field, named in counted.items()}

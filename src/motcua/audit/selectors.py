"""Reads of the log: search, readable lines, how the log stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor, label_words
from motcua.access.models import User
from motcua.audit import vocabulary
from motcua.audit.horizon import is_postgresql
from motcua.audit.models import Check, Entry, EntryQuerySet, Seal

_SKEW = timedelta(hours=1)  # longer than any transaction: by how much ids and moments may disagree


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader looks for; empty parts do not narrow. `since` and `until` are days in local time, both included."""

    person: str = ""
    unit: str = ""
    verb: str = ""
    object_type: str = ""
    object_id: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def used(self) -> tuple[str, ...]:
        """The names of the parts that narrow (their values may name persons)."""
        return tuple(name for name in self.__slots__ if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the log as a person reads it."""

    entry: Entry
    actor: str
    what: str
    href: str | None
    unit: str

    @property
    def way(self) -> str:
        """By which way it was done, in words."""
        return str(vocabulary.WAYS.get(self.entry.via, self.entry.via))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the log stands: the last verification and what is sealed."""

    check: Check | None
    chained: bool
    seal: Seal | None
    unsealed: bool


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def entries(actor: Actor, search: Search | None = None) -> EntryQuerySet:
    """The rows visible to `actor` that fit the search, newest first."""
    search = search or Search()
    rows = Entry.objects.visible_to(actor).order_by("-id")
    if search.person:
        text = search.person
        who = User.objects.filter(Q(username__icontains=text) | Q(label__icontains=text) | Q(public_id=text))
        rows = rows.filter(actor_id__in=list(who.values_list("pk", flat=True)[:200]))
    if search.unit:
        rows = rows.filter(unit_id__in=list(vocabulary.units_like(search.unit)))
    for name in ("verb", "object_type", "object_id", "address"):
        if getattr(search, name):
            rows = rows.filter(**{name: getattr(search, name)})
    if search.since:
        since = _midnight(search.since)
        rows = rows.filter(recorded_at__gte=since, id__gte=first_id_at(since - _SKEW))
    if search.until:
        until = _midnight(search.until + timedelta(days=1))
        rows = rows.filter(recorded_at__lt=until, id__lte=first_id_at(until + _SKEW))
    return rows


def first_id_at(moment: datetime) -> int:
    """The smallest id recorded at or after the moment, one past the last where there is none.

    Ids and moments grow together but for the length of a transaction: halving finds it in a few reads by the key.
    """
    ends = Entry.objects.aggregate(low=Min("id"), high=Max("id"))
    low, high = ends["low"] or 1, (ends["high"] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        found = Entry.objects.filter(id__gte=middle).order_by("id").values_list("id", "recorded_at").first()
        if found is None or found[1] >= moment:
            high = middle
        else:
            low = found[0] + 1
    return low


def lines(rows: Sequence[Entry]) -> list[Line]:
    """Rows as sentences; names are looked up now, one statement a kind, however many rows."""
    users = User.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id})
    people = {user.pk: str(user) for user in users}
    units = vocabulary.unit_names(row.unit_id for row in rows)
    names = vocabulary.object_names((row.object_type, row.object_id) for row in rows)
    return [_line(row, people, units.get(row.unit_id or 0, ""), names) for row in rows]


def _line(row: Entry, people: dict[int, str], unit: str, names: dict[tuple[str, str], str]) -> Line:
    who = people.get(row.actor_id or 0) or label_words(row.actor_label) or _("Người chưa đăng nhập")
    phrase = vocabulary.object_words(row.object_type, names.get((row.object_type, row.object_id), row.object_id))
    what = vocabulary.predicate(row.verb, phrase, row.facts)
    return Line(row, who, what, vocabulary.object_href(row.object_type, row.object_id), unit)


def standing() -> Standing:
    """How the log stands now; at most three statements."""
    check = Check.objects.first()
    if not is_postgresql():
        return Standing(check, chained=True, seal=None, unsealed=False)
    seal = Seal.objects.order_by("-id").first()
    unsealed = Entry.objects.filter(tx__gte=seal.to_tx if seal else 0).exists()
    return Standing(check, chained=False, seal=seal, unsealed=unsealed)

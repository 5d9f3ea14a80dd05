"""Says what an import would do with each record: new, changed (with what changed), unchanged, rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import cast, get_args

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.catalog.compare import compare, overlay
from motcua.catalog.models import Outcome, Procedure, ProcedureVersion
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.catalog.quality.kind import Context
from motcua.catalog.record import BatchItem, Level, ProcedureRecord, Rejection, Repeat
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import with_parts
from motcua.catalog.services.fitting import misfit
from motcua.catalog.services.preparing import Prepared, first_day, prepare
from motcua.law.book import UnknownRuleError
from motcua.rulebook.selectors import tiers_on

PIECE = 200


@dataclass(frozen=True, slots=True)
class Classified:
    """One thing read, and what would be done with it."""

    outcome: Outcome
    code: str
    name: str
    source: str
    prepared: Prepared | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """One version that the catalogue holds of a code: its digest and its period."""

    fingerprint: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether it was in force on the day."""
        return self.start is not None and self.start <= day and (self.end is None or self.end > day)


class Classifier:
    """Compares records with what the catalogue holds on their own day, piece by piece.

    `effective_from` is the first day of all that is read; without it each record's month of collection says it, and
    where that is missing too, today.
    """

    def __init__(self, effective_from: date | None = None) -> None:
        self._start = effective_from
        self._contexts: dict[date, Context] = {}

    def classify(self, items: Iterable[BatchItem]) -> Iterator[Classified]:
        """Each item in its order; one statement a piece of 200, a fixed number more where some changed."""
        stream = iter(items)
        while piece := list(islice(stream, PIECE)):
            yield from self._piece(piece)

    def _piece(self, piece: Sequence[BatchItem]) -> Iterator[Classified]:
        ready = [prepare(item, self._context(item)) if isinstance(item, ProcedureRecord) else item for item in piece]
        codes = {one.record.code for one in ready if isinstance(one, Prepared)}
        known: dict[str, list[_Held]] = {}
        versions = ProcedureVersion.objects.filter(procedure__code__in=codes, state__in=IN_FORCE_ONCE)
        for code, digest, start, end in versions.values_list(
            "procedure__code", "fingerprint", "effective_from", "effective_to"
        ):
            known.setdefault(code, []).append(_Held(digest, start, end))
        differing = [
            one.record.code
            for one in ready
            if isinstance(one, Prepared) and one.record.code in known and not self._same(one, known[one.record.code])
        ]
        current = current_records(differing)
        for one in ready:
            if isinstance(one, Prepared):
                yield self._one(one, known.get(one.record.code), current.get(one.record.code))
            else:
                yield repeated(one) if isinstance(one, Repeat) else rejected(one)

    def _day(self, record: ProcedureRecord) -> date:
        return self._start or first_day(record.collected) or timezone.localdate()

    def _context(self, record: ProcedureRecord) -> Context:
        """What the checks must know of the record's day; asked of the rulebook once a day."""
        day = self._day(record)
        if day not in self._contexts:
            try:
                self._contexts[day] = Context(tiers=cast(frozenset[Level], tiers_on(day)))
            except UnknownRuleError:  # before the first rules on tiers every tier may be right
                self._contexts[day] = Context(tiers=frozenset(get_args(Level)))
        return self._contexts[day]

    def _same(self, one: Prepared, held: Sequence[_Held]) -> bool:
        """Whether the catalogue already says this on the record's day (or from that day on, where it is older).

        Content that a later version replaced and that comes back is a change, not a repetition.
        """
        day = self._day(one.record)
        standing = [version for version in held if version.start == day or version.covers(day)]
        if not standing:
            standing = sorted(held, key=lambda version: version.start or day)[:1]
        return any(version.fingerprint == one.fingerprint for version in standing)

    def _one(
        self, one: Prepared, held: Sequence[_Held] | None, current: tuple[ProcedureRecord, date | None] | None
    ) -> Classified:
        record = one.record
        place = (record.code, record.name, record.source)
        too_long = misfit(record)
        if too_long:
            return Classified(Outcome.REJECTED, *place, reason=too_long)
        if held is None:
            return Classified(Outcome.NEW, *place, prepared=one)
        if self._same(one, held):
            return Classified(Outcome.UNCHANGED, *place, prepared=one)
        if record.partial and current is not None:
            one = prepare(overlay(current[0], record), self._context(record))
            if self._same(one, held):
                return Classified(Outcome.UNCHANGED, *place, prepared=one)
        return Classified(Outcome.CHANGED, *place, prepared=one, changes=self._changes(one.record, current))

    def _changes(self, record: ProcedureRecord, current: tuple[ProcedureRecord, date | None] | None) -> tuple[str, ...]:
        """What an officer reads: against the version in force, in the order of time."""
        if current is None:
            return ()
        held, start = current
        if start is not None and self._day(record) < start:
            told = _("Bản cũ hơn bản đang công khai; sẽ ghi vào lịch sử. Từ bản này đến bản đang công khai:")
            return (told, *(str(change.sentence) for change in compare(record, held)))
        return tuple(str(change.sentence) for change in compare(held, record))


def repeated(item: Repeat) -> Classified:
    """A record that an earlier one of the same import states word for word."""
    reason = _("Trùng với bản ghi ở {first}.").format(first=item.first)
    return Classified(Outcome.UNCHANGED, item.code, "", item.source, reason=reason)


def rejected(item: Rejection) -> Classified:
    """A piece of input that is not a record."""
    return Classified(Outcome.REJECTED, item.code or "", "", item.source, reason=item.reason)


def current_records(codes: Iterable[str]) -> dict[str, tuple[ProcedureRecord, date | None]]:
    """What the catalogue holds in force for each code, and since when."""
    versions = with_parts(ProcedureVersion.objects.filter(current_of__in=Procedure.objects.filter(code__in=codes)))
    return {version.procedure.code: (record_of(version), version.effective_from) for version in versions}

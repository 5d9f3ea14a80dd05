"""Says what an import would do with each record: new, changed (with what changed), unchanged, rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from motcua.catalog.compare import compare, overlay
from motcua.catalog.models import Outcome, Procedure, ProcedureVersion
from motcua.catalog.record import BatchItem, ProcedureRecord, Rejection, Repeat
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import with_parts
from motcua.catalog.services.preparing import Prepared, prepare

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


class Classifier:
    """Compares records with what the catalogue holds, piece by piece."""

    def classify(self, items: Iterable[BatchItem]) -> Iterator[Classified]:
        """Each item in its order; two statements a piece of 200, more only for changed ones."""
        stream = iter(items)
        while piece := list(islice(stream, PIECE)):
            yield from self._piece(piece)

    def _piece(self, piece: Sequence[BatchItem]) -> Iterator[Classified]:
        ready = [prepare(item) if isinstance(item, ProcedureRecord) else item for item in piece]
        codes = {one.record.code for one in ready if isinstance(one, Prepared)}
        known: dict[str, set[str]] = {}
        versions = ProcedureVersion.objects.filter(procedure__code__in=codes)
        for code, digest in versions.values_list("procedure__code", "fingerprint"):
            known.setdefault(code, set()).add(digest)
        differing = [
            one.record.code
            for one in ready
            if isinstance(one, Prepared) and one.fingerprint not in known.get(one.record.code, {one.fingerprint})
        ]
        held = current_records(differing)
        for one in ready:
            if isinstance(one, Prepared):
                yield self._one(one, known.get(one.record.code), held.get(one.record.code))
            else:
                yield repeated(one) if isinstance(one, Repeat) else rejected(one)

    def _one(self, one: Prepared, prints: set[str] | None, held: ProcedureRecord | None) -> Classified:
        record = one.record
        place = (record.code, record.name, record.source)
        if prints is None:
            return Classified(Outcome.NEW, *place, prepared=one)
        if one.fingerprint in prints:
            return Classified(Outcome.UNCHANGED, *place, prepared=one)
        if record.partial and held is not None:
            one = prepare(overlay(held, record))
            if one.fingerprint in prints:
                return Classified(Outcome.UNCHANGED, *place, prepared=one)
        changes = tuple(str(change.sentence) for change in compare(held, one.record)) if held else ()
        return Classified(Outcome.CHANGED, *place, prepared=one, changes=changes)


def repeated(item: Repeat) -> Classified:
    """A record that an earlier one of the same import states word for word."""
    reason = _("Trùng với bản ghi ở {first}.").format(first=item.first)
    return Classified(Outcome.UNCHANGED, item.code, "", item.source, reason=reason)


def rejected(item: Rejection) -> Classified:
    """A piece of input that is not a record."""
    return Classified(Outcome.REJECTED, item.code or "", "", item.source, reason=item.reason)


def current_records(codes: Iterable[str]) -> dict[str, ProcedureRecord]:
    """What the catalogue holds in force for each code."""
    versions = with_parts(ProcedureVersion.objects.filter(current_of__in=Procedure.objects.filter(code__in=codes)))
    return {version.procedure.code: record_of(version) for version in versions}

"""The comparison of two whole statements, in order of importance."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.catalog.compare.change import ORDER, Change, Part, change, part_name
from motcua.catalog.compare.fees import compare_fees
from motcua.catalog.compare.papers import compare_papers
from motcua.catalog.compare.rows import (
    compare_agencies,
    compare_basis,
    compare_levels,
    compare_results,
    compare_subjects,
)
from motcua.catalog.compare.times import compare_channels, compare_times
from motcua.catalog.compare.words import same, word_diff
from motcua.catalog.record import ProcedureRecord

_TEXTS: tuple[Part, ...] = (
    "conditions", "name", "steps", "sets", "decision_no", "issuer", "kind", "field", "receiving_address", "keywords",
    "description",
)  # fmt: skip
_AGENCIES: tuple[Part, ...] = ("agency", "authority", "delegated", "coordinating")
_SHORT = 200  # characters: shorter texts are told whole, longer ones by their differences


def compare(before: ProcedureRecord, after: ProcedureRecord) -> list[Change]:
    """Return what changed from `before` to `after`, the most important first.

    Spelling that changes nothing (blanks, case, tone placement, "03" and "3", "120,000" and "120.000") is no change.
    Where one side is partial only the parts it states are compared.
    """
    if before.partial or after.partial:
        changes = list(_partial(before, after))
    else:
        changes = [*_tables(before, after), *_texts(before, after, _TEXTS), *_flags(before, after)]
    return sorted(changes, key=lambda one: ORDER[one.part])


def _tables(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    yield from compare_times(before, after)
    yield from compare_fees(before, after)
    yield from compare_papers(before, after)
    yield from compare_basis(before, after)
    yield from compare_results(before, after)
    yield from compare_channels(before, after)
    for part in _AGENCIES:
        yield from compare_agencies(before, after, part)
    yield from compare_levels(before, after)
    yield from compare_subjects(before, after)


def _partial(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    stated = [part for part in _TEXTS if getattr(before, part) and getattr(after, part)]
    yield from _texts(before, after, tuple(stated))
    if before.agency and after.agency:
        yield from compare_agencies(before, after, "agency")
    yield from compare_levels(before, after)
    if before.subjects and after.subjects:
        yield from compare_subjects(before, after)


def _texts(before: ProcedureRecord, after: ProcedureRecord, parts: tuple[Part, ...]) -> Iterator[Change]:
    for part in parts:
        old, new = getattr(before, part) or None, getattr(after, part) or None
        if not same(old, new) and not (part == "kind" and _same_kind(old, new)):
            yield change(part, old, new, f"{part_name(part)}: {_told(old, new)}")


def _same_kind(old: str | None, new: str | None) -> bool:
    """The portal words one kind of procedure in several ways: "luật giao", "giao luật"; cut or whole."""
    left, right = ((text or "").casefold() for text in (old, new))
    swapped = sorted(left.split()) == sorted(right.split())
    return bool(left and right) and (swapped or left.startswith(right) or right.startswith(left))


def _told(old: str | None, new: str | None) -> str:
    if old is None:
        return _("thêm “%(text)s”") % {"text": _cut(new or "")}
    if new is None:
        return _("bỏ “%(text)s”") % {"text": _cut(old)}
    if len(old) <= _SHORT and len(new) <= _SHORT:
        return f"“{' '.join(old.split())}” → “{' '.join(new.split())}”"
    return word_diff(old, new)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"


def _flags(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    yes, no = _("có"), _("không")
    flags: tuple[Part, ...] = ("online_submit", "internal")
    for part in flags:
        old, new = getattr(before, part), getattr(after, part)
        if old is not None and new is not None and old != new:
            left, right = (yes, no) if old else (no, yes)
            yield change(part, left, right, f"{part_name(part)}: {left} → {right}")

"""Changes of lists: legal basis by number, results, subjects, levels, agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from motcua.catalog.compare.change import Change, Part, change, part_name
from motcua.catalog.compare.words import same, word_diff
from motcua.catalog.intake.vocabulary import LEVEL_NAMES
from motcua.catalog.quality.checks.agencies import split_agencies
from motcua.catalog.record import LegalBasisRecord, ProcedureRecord

_NUMBER = re.compile(r"\d+[a-zđ]?(?:\.\d+)?\s*/[\w/&-]+", re.IGNORECASE)
_ALIKE = 80  # of 100: a result reworded, not another one


def compare_basis(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield documents that came or went; the number decides, however it is written."""
    old, new = _by_number(before.legal_basis), _by_number(after.legal_basis)
    for key, basis in new.items():
        if key not in old:
            yield change("basis", None, basis.number, _("Thêm căn cứ: %(basis)s") % {"basis": _told(basis)})
    for key, basis in old.items():
        if key not in new:
            yield change("basis", basis.number, None, _("Bỏ căn cứ: %(basis)s") % {"basis": _told(basis)})


def compare_results(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield results added, removed, reworded."""
    old, new = [result.name for result in before.results], [result.name for result in after.results]
    yield from _lists(
        "results", old, new, _("Thêm kết quả: %(name)s"), _("Bỏ kết quả: %(name)s"), _("Sửa kết quả: %(name)s")
    )


def compare_subjects(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield kinds of applicants added or removed."""
    yield from _lists(
        "subjects", before.subjects, after.subjects, _("Thêm đối tượng: %(name)s"), _("Bỏ đối tượng: %(name)s")
    )


def compare_levels(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield a change of levels, whatever their order."""
    if before.levels and after.levels and set(before.levels) != set(after.levels):
        old, new = (", ".join(LEVEL_NAMES[level] for level in record.levels) for record in (before, after))
        yield change("levels", old, new, f"{part_name('levels')}: {old} → {new}")


def compare_agencies(before: ProcedureRecord, after: ProcedureRecord, part: Part) -> Iterator[Change]:
    """Yield bodies that came or went in one role."""
    old, new = split_agencies(getattr(before, part)), split_agencies(getattr(after, part))
    gone = [name for name in old if not any(same(name, other) for other in new)]
    come = [name for name in new if not any(same(name, other) for other in old)]
    if not gone and not come:
        return
    if gone and come:
        told = f"{'; '.join(gone)} → {'; '.join(come)}"
    else:
        told = (
            _("thêm %(names)s") % {"names": "; ".join(come)} if come else _("bỏ %(names)s") % {"names": "; ".join(gone)}
        )
    yield change(part, "; ".join(gone) or None, "; ".join(come) or None, f"{part_name(part)}: {told}")


def number_key(number: str) -> str:
    """The number of a document in one spelling: "Nghị định số 61 /2018/NĐ-CP" and "61/2018/NĐ-CP" are one."""
    found = _NUMBER.search(number)
    plain = re.sub(r"\s", "", found[0] if found else number).casefold().replace("qđ", "qd").replace("nđ", "nd")
    return re.sub(r"^0+(?=\d)", "", plain).replace("_", "-")


def _by_number(rows: Sequence[LegalBasisRecord]) -> dict[str, LegalBasisRecord]:
    found: dict[str, LegalBasisRecord] = {}
    for row in rows:
        text = row.number or row.title or ""
        if text.strip():
            found.setdefault(number_key(text), row)
    return found


def _told(basis: LegalBasisRecord) -> str:
    title = " ".join((basis.title or "").split())
    number = basis.number.strip()
    if not title or title == number:
        return number or title
    return f"{number} ({title if len(title) <= 160 else title[:150] + '…'})"


def _lists(
    part: Part, before: Sequence[str], after: Sequence[str], added: str, removed: str, reworded: str | None = None
) -> Iterator[Change]:
    gone = [name for name in before if not any(same(name, other) for other in after)]
    come = [name for name in after if not any(same(name, other) for other in before)]
    for name in list(gone) if reworded else ():
        likest = max(come, key=lambda other: fuzz.ratio(name.casefold(), other.casefold()), default=None)
        if reworded and likest and fuzz.ratio(name.casefold(), likest.casefold()) >= _ALIKE:
            gone.remove(name)
            come.remove(likest)
            yield change(part, name, likest, reworded % {"name": word_diff(name, likest)})
    for name in come:
        yield change(part, None, name, added % {"name": " ".join(name.split())})
    for name in gone:
        yield change(part, name, None, removed % {"name": " ".join(name.split())})

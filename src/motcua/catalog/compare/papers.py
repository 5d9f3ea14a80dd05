"""Changes of papers: the same paper reworded is found by likeness, not told as one gone and one new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from motcua.catalog.compare.change import Change, change
from motcua.catalog.compare.words import word_diff
from motcua.catalog.quality.checks.papers import GLUED, is_heading, is_note
from motcua.catalog.record import ComponentRecord, ProcedureRecord

_ALIKE = 78  # of 100: below this two names are two papers
_FORM = re.compile(r"[^\s.;,)]*\.(?:docx?|pdf|xlsx?|rar|zip|rtf)$", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper under comparison; `key` is its name without signs, case and a glued form's file name."""

    record: ComponentRecord
    name: str
    key: str


def compare_papers(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield papers added, removed, reworded, and quantities changed, in the order of the tables."""
    forms = _forms((*before.components, *after.components))
    old, new = _papers(before.components, forms), _papers(after.components, forms)
    pairs = _pairs(old, new)
    for left, right in pairs:
        yield from _compare_pair(old[left], new[right])
    gone, come = {left for left, _right in pairs}, {right for _left, right in pairs}
    for place, paper in enumerate(new):
        if place not in come:
            yield change("papers", None, paper.name, _("Thêm %(what)s: %(name)s") % _full(paper))
    for place, paper in enumerate(old):
        if place not in gone:
            yield change("papers", paper.name, None, _("Bỏ %(what)s: %(name)s") % _full(paper))


def _papers(rows: Sequence[ComponentRecord], forms: Sequence[str]) -> list[Paper]:
    papers: list[Paper] = []
    for row in rows:
        name = " ".join(row.name.split()) or " ".join((row.form or "").split()) or _("(không có tên)")
        bare = _without_form(name, forms) if row.form == GLUED else name
        papers.append(Paper(row, bare, _LETTERS.sub(" ", bare).strip().casefold().replace("uỷ", "ủy")))
    return papers


def _forms(rows: Sequence[ComponentRecord]) -> list[str]:
    """File names of forms, the longest first."""
    found = {" ".join(row.form.split()) for row in rows if row.form and row.form != GLUED}
    return sorted(found, key=len, reverse=True)


def _without_form(name: str, forms: Sequence[str]) -> str:
    """A name without the form's file name glued to its end, as far as the other side or the ending shows it."""
    known = next((form for form in forms if name.endswith(form)), "")
    return name.removesuffix(known) if known else _FORM.sub("", name)


def _pairs(old: list[Paper], new: list[Paper]) -> list[tuple[int, int]]:
    """Match equal papers first (same case before another), then the likest, each once."""
    free_old, free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
    pairs: list[tuple[int, int]] = []
    for same_case in (True, False):
        for left in list(free_old):
            for right in list(free_new):
                if old[left].key == new[right].key and (not same_case or _case(old[left]) == _case(new[right])):
                    pairs.append((left, right))
                    del free_old[left], free_new[right]
                    break
    return sorted(pairs + _likest(old, new, list(free_old), list(free_new)))


def _likest(old: list[Paper], new: list[Paper], lefts: list[int], rights: list[int]) -> list[tuple[int, int]]:
    if not lefts or not rights:
        return []
    scores = process.cdist(
        [old[left].key for left in lefts], [new[right].key for right in rights], scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    ranked = sorted(
        ((float(score), row, column) for row, line in enumerate(scores) for column, score in enumerate(line) if score),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    found: list[tuple[int, int]] = []
    for _score, row, column in ranked:
        if row not in used_rows and column not in used_columns:
            used_rows.add(row)
            used_columns.add(column)
            found.append((lefts[row], rights[column]))
    return found


def _compare_pair(left: Paper, right: Paper) -> Iterator[Change]:
    if left.key != right.key:
        told = _("Sửa tên giấy tờ: %(diff)s") % {"diff": word_diff(left.name, right.name)}
        yield change("papers", left.name, right.name, told)
    old, new = _count(left.record), _count(right.record)
    if old and new and old != new:
        values = {"name": _short(right.name), "old": _counted(old), "new": _counted(new)}
        yield change("papers", _counted(old), _counted(new), _("Số bản của “%(name)s”: %(old)s → %(new)s") % values)


def _count(row: ComponentRecord) -> tuple[int, int] | None:
    return None if row.originals is None or row.copies is None else (row.originals, row.copies)


def _counted(count: tuple[int, int]) -> str:
    return _("%(originals)d bản chính, %(copies)d bản sao") % {"originals": count[0], "copies": count[1]}


def _case(paper: Paper) -> str:
    return " ".join((paper.record.case or "").split()).casefold()


def _full(paper: Paper) -> dict[str, str]:
    count = _count(paper.record)
    told = f"{paper.name} ({_counted(count)})" if count and any(count) else paper.name
    told = f"{told} [{' '.join(paper.record.case.split())}]" if paper.record.case else told
    what = _("lưu ý") if is_note(paper.record) else _("tiêu đề") if is_heading(paper.record) else _("giấy tờ")
    return {"what": what, "name": told}


def _short(name: str) -> str:
    return name if len(name) <= 120 else name[:110] + "…"

"""What the terminal command `motcua law` does, and how it says it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.law.calendar_load import load_years
from motcua.law.explained import line_of
from motcua.law.faults import Fault, RuleFaultsError
from motcua.law.load import load
from motcua.rulebook.calendar_reading import DAY_KINDS
from motcua.rulebook.lawbook import Law
from motcua.rulebook.reading import by_subject, instrument_dict, instruments_on, lines_on, rule_dict
from motcua.rulebook.shipped import read
from motcua.web.faults import UserError


def show(law: Law, day: date) -> dict[str, Any]:
    """Return every rule in force on a day with its source, and the instruments in force."""
    instruments = [instrument_dict(one) for one in instruments_on(law, day) if one.state == "in_force"]
    return {
        "on": day.isoformat(),
        "digest": law.rules_on(day).digest,
        "rules": [rule_dict(one) for one in lines_on(law, day)],
        "instruments": instruments,
        "faults": [str(fault) for fault in law.faults],
    }


def show_words(law: Law, day: date) -> Iterator[str]:
    """Yield the rules of a day as a jurist reads them, by subject."""
    for subject, lines in by_subject(lines_on(law, day)).items():
        yield ""
        yield subject.upper()
        for one in lines:
            scope = f" ({one.scope})" if one.row.scope else ""
            doubts = [
                *([_("của tỉnh")] if one.local else []),
                *([_("chưa đối chiếu")] if not one.row.verified else []),
                *([_("còn hiểu khác nhau")] if one.row.contested else []),
            ]
            yield f"{one.key.label}{scope}: {one.value}"
            ends = f" – {one.row.effective_to:%d/%m/%Y}" if one.row.effective_to else ""
            yield f"    [{one.row.citation.source}; {one.row.effective_from:%d/%m/%Y}{ends}; {one.confidence}]"
            if doubts:
                yield f"    ! {'; '.join(doubts)}"


def due_words(answer: dict[str, Any]) -> Iterator[str]:
    """Yield a due date and its steps."""
    yield answer["due"] or _("Chưa tính được")
    yield from (f"  {line_of(step)}" for step in answer["why"])


def calendar_words(year: dict[str, Any]) -> Iterator[str]:
    """Yield a year's calendar."""
    yield f"{year['year']}: {year['status']}, {year['working_days']} " + _("ngày làm việc")
    if year["instrument"]:
        yield year["instrument"]
    for one in year["days"]:
        yield f"  {one['date']:%d/%m/%Y}  {_(DAY_KINDS[one['kind']])}: {one['name']} [{one['source']}]"


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file of cases. Raises `UserError` for a file that is not there or is not UTF-8."""
    try:
        with path.open(encoding="utf-8") as stream:
            yield from stream
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error
    except UnicodeDecodeError as error:
        raise UserError("not-utf8", _("Tệp {path} không phải UTF-8.").format(path=path)) from error


def check(paths: Sequence[Path], *, alone: bool = False) -> dict[str, Any]:
    """Load rule and calendar files and return their faults.

    Rule files are read beside the shipped ones, which they replace by name and whose keys and instruments they may use;
    with `alone` only the given files are read. A file with `year` is a calendar.
    """
    rules: dict[str, Any] = {} if alone else dict(read("rules"))
    years: dict[str, Any] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            faults.append(Fault(path.name, "", _("không đọc được: {why}").format(why=error)))
            continue
        (years if "year" in table else rules)[path.name] = table
    for loader, sources in ((load, rules), (load_years, years)):
        try:
            loader(sources)
        except RuleFaultsError as error:
            faults += error.faults
    given = {path.name for path in paths}
    return {
        "files": sorted(given),
        "faults": [{"file": one.file, "key": one.key, "sentence": one.sentence} for one in faults],
    }


def check_words(result: dict[str, Any]) -> Iterable[str]:
    """Yield the faults, or that there are none."""
    if not result["faults"]:
        yield _("Không có lỗi.")
    for one in result["faults"]:
        yield f"{one['file']}: {one['key']}: {one['sentence']}"

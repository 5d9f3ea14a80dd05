"""What rule rows must satisfy together: values fit their unit, periods neither overlap nor gap, sources bind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

from motcua.law.faults import Fault
from motcua.law.rules import Instrument, RuleKey, RuleRow, overlaps

NUMBERS = frozenset({"working_day", "day", "working_hour", "hour", "minute", "month", "quarter", "year", "count"})
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def check(
    keys: Mapping[str, RuleKey],
    rows: Sequence[RuleRow],
    instruments: Mapping[str, Instrument],
    survivors: Collection[int] = (),
) -> list[Fault]:
    """Return every fault of the rows; `survivors` are positions of rows that outlive their instrument on purpose."""
    faults = [fault for row in rows for fault in _row_faults(row, keys[row.key], instruments)]
    for index, row in enumerate(rows):
        if index not in survivors:
            faults.extend(_period_faults(row, instruments.get(row.instrument)))
    ordered = sorted(rows, key=lambda row: (row.key, row.scope, row.effective_from))
    for (_key, _scope), group in groupby(ordered, key=lambda row: (row.key, row.scope)):
        faults.extend(_series_faults(keys, list(group)))
    return faults


def _row_faults(row: RuleRow, key: RuleKey, instruments: Mapping[str, Instrument]) -> Iterator[Fault]:
    if row.instrument not in instruments:
        yield Fault(row.file, row.key, f"văn bản “{row.instrument}” chưa có trong danh mục văn bản")
    if row.effective_to and row.effective_to < row.effective_from:
        yield Fault(row.file, row.key, "ngày hết hiệu lực đứng trước ngày có hiệu lực")
    problem = misfit(row.unit, row.value, dict(key.options))
    if problem:
        yield Fault(row.file, row.key, problem)


def misfit(unit: str, value: Any, options: Mapping[str, str]) -> str:
    """Say in a sentence why a value cannot be of that unit; "" when it can."""
    if unit in NUMBERS and (isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0):
        return f"giá trị phải là số không âm, đang là {value!r}"
    if unit == "percent" and (isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100):
        return f"tỷ lệ phải từ 0 đến 100, đang là {value!r}"
    if unit == "time_of_day" and not (isinstance(value, str) and TIME.fullmatch(value)):
        return f"giờ trong ngày phải có dạng 15:00, đang là {value!r}"
    if unit == "policy" and value not in options:
        return f"cách hiểu “{value}” không có trong options: {', '.join(options)}"
    if unit == "flag" and not isinstance(value, bool):
        return f"giá trị phải là true hoặc false, đang là {value!r}"
    if unit in {"list", "form_set", "weekdays", "intervals", "holidays"} and not isinstance(value, list):
        return f"giá trị phải là danh sách, đang là {value!r}"
    return _pattern_misfit(value) if unit == "pattern" else ""


def _pattern_misfit(value: Any) -> str:
    if not isinstance(value, Mapping) or not isinstance(value.get("regex"), str):
        return "mẫu mã phải là bảng có regex"
    try:
        pattern = re.compile(value["regex"])
    except re.error as error:
        return f"regex không hợp lệ: {error}"
    wrong = [sample for sample in value.get("examples", ()) if not pattern.fullmatch(sample)]
    return f"ví dụ không khớp với regex: {', '.join(wrong)}" if wrong else ""


def _period_faults(row: RuleRow, instrument: Instrument | None) -> Iterator[Fault]:
    if instrument is None:
        return
    first = instrument.effective_from or instrument.issued
    if first and row.effective_from < first:
        yield Fault(row.file, row.key, f"có hiệu lực trước văn bản {instrument.number} ({first:%d/%m/%Y})")
    if instrument.effective_to and (row.effective_to is None or row.effective_to > instrument.effective_to):
        yield Fault(
            row.file,
            row.key,
            f"còn hiệu lực sau khi văn bản {instrument.number} hết hiệu lực ({instrument.effective_to:%d/%m/%Y}); "
            "nếu cố ý thì ghi survives = true và lý do",
        )


def _series_faults(keys: Mapping[str, RuleKey], series: list[RuleRow]) -> Iterator[Fault]:
    """Check one key in one scope, rows ordered by start: no overlap; for continuous keys no gap and no end."""
    for earlier, later in pairwise(series):
        if overlaps(earlier, later):
            yield Fault(
                later.file, later.key, f"trùng thời gian với dòng có hiệu lực từ {earlier.effective_from:%d/%m/%Y}"
            )
        elif (
            later.layer == "national"
            and keys[later.key].continuous
            and earlier.effective_to != later.effective_from - timedelta(days=1)
        ):
            yield Fault(
                later.file,
                later.key,
                f"hở thời gian: không có quy định ngay trước ngày {later.effective_from:%d/%m/%Y}",
            )
    last = series[-1]
    if last.layer == "national" and keys[last.key].continuous and last.effective_to is not None:
        yield Fault(last.file, last.key, f"hở thời gian: không có quy định sau ngày {last.effective_to:%d/%m/%Y}")

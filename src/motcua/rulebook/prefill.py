"""Public holidays of a year that has no calendar yet, as a first draft for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from motcua.law.calendar import SpecialDay

SOURCE = "Thư viện holidays, chưa đối chiếu thông báo của năm"
COMPENSATORY = "nghỉ bù"
SWAPPED = re.compile(r"thay cho ngày (\d\d)/(\d\d)/(\d{4})")


def days_from_library(year: int) -> tuple[SpecialDay, ...]:
    """Return what the library knows of a year: holidays, compensatory days, swapped days with the day worked for them.

    Everything has confidence D: a person checks it against the year's announcement.
    """
    import holidays  # slow to load, and only a new year needs it

    found = holidays.country_holidays("VN", years=year, language="vi")
    special = {one.day: one for day, name in sorted(found.items()) for one in _days(day, name)}
    return tuple(one for day, one in sorted(special.items()) if day.year == year)


def _days(day: date, name: str) -> Iterator[SpecialDay]:
    swapped = SWAPPED.search(name)
    if swapped is None:
        yield SpecialDay(day, "compensatory" if COMPENSATORY in name.lower() else "holiday", name, SOURCE)
        return
    worked = date(int(swapped[3]), int(swapped[2]), int(swapped[1]))
    yield SpecialDay(day, "swapped_off", "Nghỉ hoán đổi", SOURCE, instead_of=worked)
    yield SpecialDay(worked, "worked", "Làm bù", SOURCE, instead_of=day)

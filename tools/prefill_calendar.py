"""Write a draft calendar of one year from the `holidays` package, to be corrected by hand and then approved.

Usage: python tools/prefill_calendar.py YEAR > src/motcua/rulebook/calendars/YEAR.toml

The draft has status "draft" and confidence D: the package does not know every swapped day, and no day counts as lawful
before somebody has put the decision beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

import holidays

SOURCE = "thư viện holidays, chưa đối chiếu"
SWAP = "thay cho ngày"


def kind_of(name: str) -> str:
    """Return the kind of a day off from the way the package names it."""
    if SWAP in name:
        return "swapped_off"
    return "compensatory" if "nghỉ bù" in name else "holiday"


def swapped_for(name: str) -> date:
    """Read the exchanged day, written "(thay cho ngày dd/mm/yyyy)", out of a name."""
    day, month, year = name.rstrip(")").split()[-1].split("/")
    return date(int(year), int(month), int(day))


def entries(year: int) -> Iterator[tuple[date, str, str, date | None]]:
    """Yield (day, kind, Vietnamese name, day exchanged); a day worked for a day off of the year before is found too."""
    for table_year in (year - 1, year):
        for day, name in holidays.country_holidays("VN", years=table_year, language="vi").items():
            kind = kind_of(name)
            other = swapped_for(name) if kind == "swapped_off" else None
            if day.year == year:
                yield day, kind, "Nghỉ hoán đổi" if other else name, other
            if other and other.year == year:
                yield other, "worked", "Làm bù", day


def main(arguments: list[str]) -> int:
    """Print the draft of the year given on the command line."""
    if len(arguments) != 1 or not arguments[0].isdigit():
        sys.stderr.write(f"{__doc__}\n")
        return 2
    year = int(arguments[0])
    out = [f"year = {year}", 'status = "draft"', 'instrument = ""', "version = 1"]
    for day, kind, name, other in sorted(entries(year), key=lambda entry: entry[0]):
        out += ["", "[[day]]", f"date = {day.isoformat()}", f'kind = "{kind}"', f'name = "{name}"']
        out += [f"instead_of = {other.isoformat()}"] if other else []
        out += [f'source = "{SOURCE}"', 'confidence = "D"']
    sys.stdout.write("\n".join(out) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

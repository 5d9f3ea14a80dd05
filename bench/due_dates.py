"""Due dates per second: the vectorised and the plain path beside a bare numpy `busday_offset`, interleaved in one run.

Usage: python bench/due_dates.py [CASES]   (default 200000)

Prints one JSON object: rates per second on one core, and the ratio of each path to the bare numpy call.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from motcua.law.calendar import VIETNAM
from motcua.law.calendar_load import calendar_of, load_years
from motcua.law.due import moment_due
from motcua.law.limit import parse_limit
from motcua.law.load import load
from motcua.law.plan import ClockRules
from motcua.law.vector import ClockTable, due_dates, plans_of

ROOT = Path(__file__).parents[1] / "src" / "motcua" / "rulebook"
LIMITS = ["3 ngày làm việc", "7 ngày làm việc", "15 ngày làm việc", "30 ngày", "8 giờ", "2 tháng", "½ ngày làm việc"]
ROUNDS = 7


def read(folder: str) -> dict[str, dict[str, object]]:
    """Return the parsed TOML files of a folder of the rulebook."""
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / folder).glob("*.toml")}


def rate(work: Callable[[], object], cases: int) -> float:
    """Return cases per second of one run of `work`."""
    start = time.perf_counter()
    work()
    return cases / (time.perf_counter() - start)


def main(arguments: list[str]) -> int:
    """Run the bench and print its figures."""
    cases = int(arguments[0]) if arguments else 200_000
    rules = load(read("rules")).at(date(2026, 3, 1))
    years = load_years(read("calendars"))
    office, clock = calendar_of(rules, years), ClockRules.of(rules)
    table = ClockTable.build(office, date(2018, 1, 1), date(2028, 12, 31))
    random = np.random.default_rng(1)
    received = np.datetime64("2019-01-02T00:00:00") + random.integers(0, 8 * 365 * 86_400, cases).astype(
        "timedelta64[s]"
    )
    limits = [parse_limit(text) for text in LIMITS]
    which = random.integers(0, len(limits), cases)
    plans = plans_of(limits, clock)
    few = min(cases, 4_000)
    plain = [
        (moment.replace(tzinfo=VIETNAM), limits[kind])
        for moment, kind in zip(received[:few].tolist(), which[:few], strict=True)
    ]
    days, counts = received.astype("datetime64[D]"), random.integers(1, 30, cases)
    off = [special.day for year in years.values() for special in year.days if special.kind != "worked"]
    bare = np.busdaycalendar(holidays=off)
    rates: dict[str, list[float]] = {"vector": [], "plain": [], "busday_offset": []}
    for _round in range(ROUNDS):
        rates["busday_offset"].append(
            rate(lambda: np.busday_offset(days, counts, roll="backward", busdaycal=bare), cases)
        )
        rates["vector"].append(rate(lambda: due_dates(received, plans.take(which), clock, table), cases))
        rates["plain"].append(rate(lambda: [moment_due(moment, limit, clock, office) for moment, limit in plain], few))
    best = {name: sorted(values)[ROUNDS // 2] for name, values in rates.items()}
    figures = {f"{name}_per_second": round(value) for name, value in best.items()}
    figures |= {
        f"{name}_to_busday_offset": round(best[name] / best["busday_offset"], 4) for name in ("vector", "plain")
    }
    sys.stdout.write(json.dumps({"cases": cases, **figures}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

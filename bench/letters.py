"""How long a letter takes to print once warm, beside the bare typst call on the same layout in the same run.

Usage: python -m bench.letters [ROUNDS]   (default 40)

Each round prints one letter by the product (template and data to PDF/A) and one by a bare kept compiler that gets
ready-made JSON, in turn first and second; every letter has a number of its own, so that nothing is found in a cache.
Prints one JSON object: medians in milliseconds and their ratio; ends with 1 where the product takes more than 1.5
times the bare call.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

BAR = 1.5


def timed(work: Callable[[], Any]) -> float:
    """Return the milliseconds that the work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def main(rounds: int) -> int:
    """Measure, print, return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from motcua.papers.rendering import render
    from motcua.papers.rendering.pdf import STANDARD, compiler
    from motcua.papers.rendering.typst_data import typst_data
    from tests.papers.documents import letter

    bare = compiler.__wrapped__()
    stamp = datetime(2026, 2, 5, tzinfo=UTC)

    def bare_call(number: int) -> Callable[[], Any]:
        ready = {"document": json.dumps(typst_data(letter(number=f"{number}")), ensure_ascii=False)}
        return lambda: bare.compile(sys_inputs=ready, pdf_standards=[STANDARD], timestamp=stamp)

    ours: list[float] = []
    floor: list[float] = []
    for turn in range(-3, rounds):
        works = [
            (ours, lambda turn=turn: render(letter(number=f"{5000 + turn}"), "pdf")),
            (floor, bare_call(7000 + turn)),
        ]
        for kept, work in works if turn % 2 else reversed(works):
            taken = timed(work)
            if turn >= 0:
                kept.append(taken)
    ratio = statistics.median(ours) / statistics.median(floor)
    report = {
        "rounds": rounds,
        "product_ms": round(statistics.median(ours), 2),
        "bare_typst_ms": round(statistics.median(floor), 2),
        "ratio": round(ratio, 2),
        "bar": BAR,
    }
    print(json.dumps(report, indent=1))
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))

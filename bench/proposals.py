"""Proposals of every real procedure of the shared folder: processor seconds for all of them, and per thousand.

Usage: python -m bench.proposals

Prints one JSON object; ends with 1 where all procedures together take more than ten seconds of one processor.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

MOST_SECONDS = 10.0
ROUNDS = 3


def main() -> int:
    """Run the bench and print its figures."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOTCUA_HOME"] = home
        django.setup()
        return _run(Path(home))


def _run(scratch: Path) -> int:
    from motcua.proposals.engine import propose
    from motcua.proposals.engine_search import Reader
    from motcua.proposals.rules_files import shipped_databases, shipped_rules
    from tests.proposals.records import SAMPLE, real_records

    folder = Path(os.environ.get("MOTCUA_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not (folder / SAMPLE).exists():
        sys.stdout.write(json.dumps({"skipped": f"no {SAMPLE}"}) + "\n")
        return 0
    records = list(real_records(folder, scratch=scratch))
    databases = shipped_databases()
    taken = []
    for _round in range(ROUNDS):
        start = time.process_time()
        reader = Reader.of(shipped_rules())  # remembers nothing yet
        for record in records:
            propose(record, reader, databases)
        taken.append(time.process_time() - start)
    least = min(taken)
    figures = {
        "procedures": len(records),
        "processor_seconds": round(least, 2),
        "milliseconds_each": round(1e3 * least / len(records), 2),
        "all_rounds": [round(one, 2) for one in taken],
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    return 1 if least > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())

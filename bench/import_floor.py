"""The floor of the import: parse the JSON lines and insert the same rows into plain SQLite, nothing else.

`python bench/import_floor.py PATH.jsonl.gz [DATABASE]` prints one JSON object: rows by table and seconds. The product's
import of the same file is measured beside it in the same run and reported as a ratio.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TABLES = {
    "procedure": (
        "id", "code", "name", "decision_no", "issuer", "level_text", "kind", "field", "steps", "conditions", "keywords",
        "description", "receiving_address", "legal_raw", "online_submit", "source_url", "collected",
    ),
    "agency": ("procedure", "ordinal", "role", "name"),
    "subject": ("procedure", "ordinal", "name"),
    "tier": ("procedure", "ordinal", "name"),
    "channel": ("procedure", "ordinal", "channel", "time", "fee", "note", "quality"),
    "component": ("procedure", "ordinal", "case_name", "name", "form", "qty", "originals", "copies"),
    "result": ("procedure", "ordinal", "name", "code"),
    "basis": ("procedure", "ordinal", "number", "title", "date", "issuer"),
}  # fmt: skip
ROLES = ("agency", "authority", "coordinating", "delegated")


def rows_of(number: int, row: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of one procedure by table."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        "procedure": [(number, *(row.get(name) for name in TABLES["procedure"][1:]))],
        "agency": [(number, place, role, row[role]) for place, role in enumerate(ROLES) if row.get(role)],
        "subject": [(number, place, name) for place, name in enumerate(row["subjects"])],
        "tier": [(number, place, name) for place, name in enumerate(row["levels"])],
    }
    for table, source, names in (
        ("channel", "channels", ("channel", "time", "fee", "note", "q")),
        ("component", "components", ("case", "name", "form", "qty", "originals", "copies")),
        ("result", "results", ("name", "code")),
        ("basis", "legal_basis", ("number", "title", "date", "issuer")),
    ):
        rows[table] = [(number, place, *(item.get(name) for name in names)) for place, item in enumerate(row[source])]
    return rows


def run(path: Path, database: Path) -> dict[str, Any]:
    """Parse and insert; seconds of wall time, commit included."""
    started = time.perf_counter()
    link = sqlite3.connect(database)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=FULL")
    for table, columns in TABLES.items():
        link.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    inserts = {
        table: f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})" for table, columns in TABLES.items()
    }
    counts = dict.fromkeys(TABLES, 0)
    with gzip.open(path, "rt", encoding="utf-8") as lines, link:
        for number, line in enumerate(lines, start=1):
            for table, rows in rows_of(number, json.loads(line)).items():
                link.executemany(inserts[table], rows)
                counts[table] += len(rows)
    link.close()
    return {"rows": counts, "seconds": round(time.perf_counter() - started, 3)}


def main() -> int:
    """Run on the given file; exit 2 without one."""
    if len(sys.argv) not in {2, 3}:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        database = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(folder) / "floor.sqlite3"
        print(json.dumps(run(Path(sys.argv[1]), database)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

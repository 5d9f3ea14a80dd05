"""The log under load: what it costs eight writers, and that what it holds afterwards fits and betrays tampering."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bench.log_cost import BAR, measure, motcua
from soak.scenario import Soak

NAME = "cost and truth of the log"
DATABASES = ("postgresql",)
_LIFT = "ALTER TABLE audit_entry DISABLE TRIGGER USER"
_GUARD = "ALTER TABLE audit_entry ENABLE TRIGGER USER"


def run(soak: Soak) -> str:
    """Measure, verify, then change one row behind the log's back and verify again."""
    url, home = os.environ["DATABASE_URL"], soak.folder
    migrated = motcua(url, home, "migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    cost = measure(url, home, rounds=16 if soak.is_short else 32, seconds=soak.seconds(1.5, 3.0))
    assert soak.is_short or cost.loss < BAR, str(cost)  # a short run tells the figure, a long one judges it
    assert motcua(url, home, "audit", "seal").returncode == 0
    told = _verify(url, home)
    assert told["ok"], told
    assert told["rows"] == cost.written, (told, cost.written)
    _tamper(url, "UPDATE audit_entry SET verb = 'other' WHERE id = (SELECT min(id) FROM audit_entry)")
    found = _verify(url, home)
    assert [problem["kind"] for problem in found["problems"]] == ["edited"], found
    return f"{cost}; {told['rows']} rows verified, one edited row found"


def _verify(url: str, home: Path) -> dict[str, object]:
    answer: dict[str, object] = json.loads(motcua(url, home, "audit", "verify", "--json").stdout)
    return answer


def _tamper(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        for line in (_LIFT, statement, _GUARD):
            connection.execute(line)

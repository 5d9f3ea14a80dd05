"""The seed catalogue: facts of real procedures that a fresh clone shows (codes, papers' titles, times, fees, bases).

`read_seed()` reads the TOML files beside this module into the neutral `ProcedureRecord`, so that the seed goes the
way of every other source: normalise, compare, store. Schema and origin: README.md and NOTICE.txt.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

PLAIN = (
    "code",
    "name",
    "field",
    "issuer",
    "decision_no",
    "agency",
    "steps",
    "conditions",
    "keywords",
    "description",
    "source_url",
    "collected",
)


def read_seed() -> Iterator[ProcedureRecord]:
    """Yield every procedure of the seed, by file name and then by place in the file."""
    for entry in sorted(files(__package__).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield from parse_seed(entry.read_text(encoding="utf-8"), source=f"seed/{entry.name}")


def parse_seed(text: str, *, source: str) -> Iterator[ProcedureRecord]:
    """Yield the procedures of one seed file.

    `text` is the TOML, `source` names the file in each record. Raises ValueError for a key outside the schema and
    KeyError for a procedure without code or name, so that a slip of the pen is not lost in silence.
    """
    for row in tomllib.loads(text)["procedure"]:
        yield _procedure(row, source)


def _procedure(row: dict[str, Any], source: str) -> ProcedureRecord:
    """Return one record; every part that the file leaves out stays unknown."""
    lists = {"levels", "subjects", "channels", "components", "results", "legal_basis"}
    if unknown := set(row) - set(PLAIN) - lists:
        raise ValueError(f"{source}: {row.get('code')}: unknown keys {sorted(unknown)}")
    return ProcedureRecord(
        source=f"{source}#{row['code']}",
        levels=tuple(row.get("levels", ())),
        subjects=tuple(row.get("subjects", ())),
        channels=tuple(channel for entry in row.get("channels", ()) for channel in _channels(entry)),
        components=tuple(ComponentRecord(**entry) for entry in row.get("components", ())),
        results=tuple(ResultRecord(name=name) for name in row.get("results", ())),
        legal_basis=tuple(LegalBasisRecord(number=number) for number in row.get("legal_basis", ())),
        **{key: row[key] for key in PLAIN if key in row},
    )


def _channels(entry: dict[str, Any]) -> Iterator[ChannelRecord]:
    """Yield one row per way of filing: `on` lists the ways that share one time, fee and case."""
    shared = {key: value for key, value in entry.items() if key != "on"}
    for way in entry["on"]:
        yield ChannelRecord(channel=way, **shared)

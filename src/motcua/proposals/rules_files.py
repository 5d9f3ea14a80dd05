"""The rules shipped with the room, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from motcua.proposals.engine_components import Database, read_databases
from motcua.proposals.engine_rules import Rule, read_rules

_DATABASES = "databases.toml"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    folder = resources.files("motcua.proposals") / "rules"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The national rules over texts. Raises `RuleTextError` where a shipped file is at fault (tests see to it)."""
    return read_rules(table for name, file in _tables().items() if name != _DATABASES for table in file["rule"])


@cache
def shipped_databases() -> tuple[Database, ...]:
    """Databases whose data replace papers."""
    return read_databases(_tables().get(_DATABASES, {}).get("database", ()))

"""The statutory parts of a procedure, by the rules of a day, and which one a finding of the catalogue is about."""

from __future__ import annotations

from datetime import date

from motcua.rulebook.selectors import rules_on

_OF_PATH = {
    "name": "name",
    "steps": "sequence",
    "channels": "manner",
    "components": "dossier",
    "cases": "dossier",
    "subjects": "subject",
    "agencies": "agency",
    "results": "result",
    "conditions": "conditions",
    "legal_basis": "legal_basis",
    "legal_raw": "legal_basis",
    "decision_no": "legal_basis",
}
_OF_END = {"time": "time_limit", "fee": "fee", "form": "forms"}


def parts_on(day: date) -> dict[str, str]:
    """The parts of a procedure by the rules of a day: key → name. Raises `UnknownRuleError` before the first ones."""
    return {row["part"]: row["name"] for row in rules_on(day).row("procedure.parts").value}


def part_of_path(path: str) -> str:
    """The part that a finding's place ("channels[2].time") is about; the name of the procedure where none fits."""
    head, _dot, rest = path.partition(".")
    ending = rest.rpartition(".")[2].split("_")[0].split("[")[0]
    return _OF_END.get(ending) or _OF_PATH.get(head.split("[")[0], "name")

"""How each statutory part of a procedure stands to an online service, from the passages that rules found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.catalog.record import ProcedureRecord
from motcua.proposals.engine_search import Hit
from motcua.proposals.engine_values import PARTS, Fit, ProposedAnswer

_WHERE = {
    "steps": "sequence",
    "conditions": "condition",
    "description": "sequence",
    "results": "result",
    "components": "dossier",
    "channels": "manner",
}
_BY_CRITERION = {
    "C2": "form",
    "C3a": "form",
    "C3b": "form",
    "C5": "fee",
    "C7": "result",
    "C8": "result",
    "C4": "dossier",
}


def parts_of(record: ProcedureRecord, hits: Iterable[Hit], criteria: Mapping[str, ProposedAnswer]) -> dict[str, Fit]:
    """Each part that the record has: `amend` where a passage obliges, `technical` where technique can mend it."""
    there = {
        "form": any(one.form for one in record.components),
        "fee": any(channel.fee for channel in record.channels),
        "condition": record.conditions,
        "result": record.results,
    }
    found: dict[str, Fit] = {part: "fits" for part in PARTS if part not in there or there[part]}
    for hit in hits:
        answer = criteria[hit.rule.criterion].answer
        if hit.says != "no" or answer is not False:
            continue
        part = _WHERE[hit.quote.field.split("[")[0]]
        if hit.quote.field.endswith(".fee"):
            part = "fee"
        if hit.rule.remedy == "amend" or found.get(part) == "amend":
            found[part] = "amend"
        else:
            found[part] = "technical"
    for key, part in _BY_CRITERION.items():
        if criteria[key].answer is False and found.get(part, "fits") == "fits":
            found[part] = "technical"
    return found

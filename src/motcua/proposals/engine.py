"""Proposes an answer to each criterion from one record: a pure function of the record and the rules.

Order of strength: a passage that says no; a passage that says it under a doubt; a passage that says yes; facts of the
record; silence. Every answer says which of these it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.catalog.record import ProcedureRecord
from motcua.proposals import engine_facts as facts
from motcua.proposals.engine_components import Database, components_of
from motcua.proposals.engine_fields import joined
from motcua.proposals.engine_parts import parts_of
from motcua.proposals.engine_search import Hit, Reader
from motcua.proposals.engine_values import CRITERIA, Answer, Proposal, ProposedAnswer

_ANSWERS: Mapping[str, Answer] = {"no": False, "yes": True, "na": None, "unknown": "unknown"}
_ORDER = (("no", False), ("no", True), ("unknown", True), ("unknown", False), ("na", False), ("yes", False))
_EVIDENCE = 4
_SILENCE = "Hồ sơ thủ tục không có nội dung nào trái với tiêu chí này."
_NOTHING = "Hồ sơ thủ tục chưa có nội dung để đọc."


def propose(record: ProcedureRecord, reader: Reader, databases: Iterable[Database] = ()) -> Proposal:
    """Propose answers for a record. Never raises, whatever the texts of the record hold."""
    hits = [hit for piece in joined(record) for hit in reader.hits(piece)]
    spoke = {hit.rule.key for hit in hits}
    ways = _ways(record)
    hits = [hit for hit in hits if spoke.isdisjoint(hit.rule.yields) and hit.rule.channels in ways]
    by_criterion: dict[str, list[Hit]] = {}
    for hit in hits:
        by_criterion.setdefault(hit.rule.criterion, []).append(hit)
    given = _from_facts(record)
    criteria = {key: _answer(by_criterion.get(key, []), given[key]) for key in CRITERIA}
    components, chosen = components_of(record, hits, tuple(databases))
    return Proposal(record.code, criteria, parts_of(record, hits, criteria), components, chosen)


def _ways(record: ProcedureRecord) -> set[str]:
    """To which of the rules' channels a record belongs."""
    kinds = {channel.channel for channel in record.channels}
    ways = {"any"}
    if kinds and "online" not in kinds:
        ways.add("no_online")
    if kinds == {"counter"}:
        ways.add("counter_only")
    return ways


def _from_facts(record: ProcedureRecord) -> dict[str, ProposedAnswer]:
    """What stands where no rule speaks."""
    empty = record.partial or not (record.steps or record.components or record.channels)
    silent = (
        ProposedAnswer("unknown", "silence", 0.1, (), "fact.nothing", _NOTHING)
        if empty
        else ProposedAnswer(True, "silence", facts.SILENT, (), "fact.silence", _SILENCE)
    )
    given = dict.fromkeys(CRITERIA, silent)
    given["C1"] = facts.announced(record)
    given["C2"], given["C3a"], given["C3b"] = facts.forms(record)
    given["C5"] = facts.fee(record)
    given["C4"] = facts.sendable(record, silent)
    return given


def _answer(hits: list[Hit], otherwise: ProposedAnswer) -> ProposedAnswer:
    for said, doubted in _ORDER if hits else ():
        chosen = [hit for hit in hits if hit.says == said and hit.doubted is doubted]
        if chosen:
            return _spoken(chosen, said, doubted)
    return otherwise


def _spoken(hits: list[Hit], said: str, doubted: bool) -> ProposedAnswer:
    """The answer of several passages that say the same: that of the surest rule, a little surer for each other rule."""
    hits = sorted(hits, key=lambda hit: -hit.rule.confidence)
    best = hits[0].rule
    others = len({hit.rule.key for hit in hits}) - 1
    sure = min(0.98, best.confidence + 0.03 * others)
    evidence = tuple(dict.fromkeys(hit.quote for hit in hits))[:_EVIDENCE]
    return ProposedAnswer(
        _ANSWERS[said], best.basis, round(sure * 0.6 if doubted else sure, 2), evidence, best.key, best.why
    )

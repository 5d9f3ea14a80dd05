"""Rules are data: shipped files are in order, a fault is named in words, a province's row holds over a shipped one."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.proposals.engine import propose
from motcua.proposals.engine_rules import RuleTextError, overlaid, read_rules
from motcua.proposals.engine_search import Reader
from motcua.proposals.engine_values import CRITERIA
from motcua.proposals.rules_files import shipped_databases, shipped_rules
from tests.proposals.records import record

GOOD: dict[str, Any] = {
    "key": "own.rule",
    "criterion": "C6d",
    "answer": "no",
    "why": "Vì sao",
    "fields": ["steps"],
    "find": ["đo độ mặn"],
}


def test_shipped_rules_are_readable_and_speak_of_every_obligation() -> None:
    rules = shipped_rules()
    assert {rule.criterion for rule in rules} <= set(CRITERIA)
    assert {"C4", "C6b", "C6c", "C6d", "C8"} <= {rule.criterion for rule in rules if rule.answer == "no"}
    keys = {rule.key for rule in rules}
    for rule in rules:
        assert rule.why.endswith(".")
        assert rule.yields <= keys


def test_nine_databases_replace_papers() -> None:
    databases = shipped_databases()
    assert len(databases) == 9
    assert all(one.instrument == "66.7/2025/NQ-CP" and one.confidence in "ABCD" for one in databases)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"criterion": "C9"}, "criterion"),
        ({"answer": "maybe"}, "answer"),
        ({"find": []}, "find"),
        ({"find": ["(a|"]}, "ngoặc"),
        ({"find": "đo"}, "danh sách"),
        ({"fields": ["stairs"]}, "stairs"),
        ({"why": ""}, "why"),
        ({"confidence": 2}, "confidence"),
        ({"confidence": True}, "confidence"),
        ({"colour": "red"}, "colour"),
        ({"channels": "boat"}, "channels"),
    ],
)
def test_a_fault_is_named_with_its_rule(change: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleTextError) as caught:
        read_rules([{**GOOD, **change}])
    assert "own.rule" in str(caught.value)
    assert words in str(caught.value)


def test_the_same_key_twice_is_a_fault() -> None:
    with pytest.raises(RuleTextError):
        read_rules([GOOD, GOOD])


def test_an_own_rule_holds_over_the_shipped_one_and_one_turned_off_is_silent() -> None:
    one = record(steps="Cán bộ đo độ mặn. Sở kiểm tra thực tế tại kho.")
    own = read_rules([GOOD])
    site = {rule.key for rule in shipped_rules() if rule.criterion == "C6d"}
    loud = propose(one, Reader.of(overlaid(shipped_rules(), own, site)))
    assert loud.criteria["C6d"].rule == "own.rule"
    quiet = propose(one, Reader.of(overlaid(shipped_rules(), (), site)))
    assert quiet.criteria["C6d"].basis == "silence"


def test_a_rule_stands_back_before_another() -> None:
    first = {**GOOD, "key": "a", "yields": ["b"]}
    second = {**GOOD, "key": "b", "answer": "yes", "find": ["không cần đo"]}
    reader = Reader.of(read_rules([first, second]))
    assert propose(record(steps="Cán bộ đo độ mặn."), reader).criteria["C6d"].answer is False
    assert propose(record(steps="Cán bộ đo độ mặn. Nơi khác không cần đo."), reader).criteria["C6d"].answer is True

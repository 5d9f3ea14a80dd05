"""At which level a procedure can be offered online, and why (Circular 32/2017; Circular 01/2023; Decree 224/2026).

Pure functions over dated rules: the regime, the criteria, what each level needs and the reasons for a partial service
are rows of the rulebook. Answers are those of persons; a verdict carries each of them with its article.
"""

from __future__ import annotations

from motcua.law.levels.answers import CRITERIA, Answers, Ground, Question, questions_on, read_answers
from motcua.law.levels.judging import Level, Verdict, classify, failed_keys, level_name, signature_answer
from motcua.law.levels.older import classify_levels, older_questions, read_older_answers
from motcua.law.levels.partial import PartialReason, PartialReasons, ReasonFault, ReasonKind, partial_reasons
from motcua.law.levels.proactive import proactive_level
from motcua.law.levels.regimes import Regime, needs_reassessment, regime, regimes
from motcua.law.levels.upward import Change, NextLevel, Power, next_level

__all__ = [
    "CRITERIA",
    "Answers",
    "Change",
    "Ground",
    "Level",
    "NextLevel",
    "PartialReason",
    "PartialReasons",
    "Power",
    "Question",
    "ReasonFault",
    "ReasonKind",
    "Regime",
    "Verdict",
    "classify",
    "classify_levels",
    "failed_keys",
    "level_name",
    "needs_reassessment",
    "next_level",
    "older_questions",
    "partial_reasons",
    "proactive_level",
    "questions_on",
    "read_answers",
    "read_older_answers",
    "regime",
    "regimes",
    "signature_answer",
]

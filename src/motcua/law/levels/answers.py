"""The twelve questions behind the eight criteria, and answers to them as persons give them.

An answer is True (met), False (not met) or None (lawfully not applicable). What is asked, and which question the law
lets fall away, are rows (`online.questions`); a missing answer is never taken for a yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Citation, Reason
from motcua.law.rules import RuleRow
from motcua.law.unfit import Unfit
from motcua.law.words import N_, Term

CRITERIA = ("C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8")
Answers = Mapping[str, bool | None]

NOT_ANSWERS = N_("Câu trả lời phải là một bảng gồm các khóa {keys}.")
NOT_ANSWERED = N_("Chưa trả lời tiêu chí {missing}.")
UNKNOWN_KEY = N_("Không có tiêu chí {unknown}; các tiêu chí là {keys}.")
NOT_A_BOOLEAN = N_("Câu trả lời của {key} phải là đạt (true), không đạt (false) hoặc không áp dụng (null).")
MUST_APPLY = N_("{key} không thể là “không áp dụng”: {name}.")
MET = N_("{key} – {name}: đạt")
FAILED = N_("{key} – {name}: không đạt")
ABSENT = N_("{key} – {name}: không áp dụng vì {absent}")
GROUND_ARTICLE = N_("Căn cứ: {article}")
GROUND_EVIDENCE = N_("minh chứng: “{evidence}”")
GROUND_BY = N_("người trả lời: {by}")
GROUND_AT = N_("trả lời lúc {at}")

MOST_ROWS = 64  # rows whose questions are kept


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key, the criterion (number) it belongs to, its words.

    `absent` says when the law lets it fall away ("" where it always applies).
    """

    key: str
    criterion: int
    name: str
    absent: str
    source: Citation


_read: dict[int, tuple[RuleRow, tuple[Question, ...]]] = {}  # the row is held, so that its number stays its own


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer rests on: the article that obliges, a passage as evidence, who answered and when (aware).

    `repair_by` is the day on which a technical fault will be mended; `unsolvable` says that it cannot be for now.
    """

    article: str = ""
    evidence: str = ""
    by: str = ""
    at: datetime | None = None
    repair_by: date | None = None
    unsolvable: bool = False

    def reasons(self) -> tuple[Reason, ...]:
        """The ground in sentences; empty where nothing was written down."""
        parts = (
            (GROUND_ARTICLE, "article", self.article),
            (GROUND_EVIDENCE, "evidence", self.evidence),
            (GROUND_BY, "by", self.by),
            (GROUND_AT, "at", self.at),
        )
        return tuple(Reason(says, {name: value}) for says, name, value in parts if value)


def rules_with_criteria(on: date, book: Rulebook) -> RulesOfDay:
    """Return the rules of the day, or of the first day that has criteria where the day lies before it."""
    rules = book.at(on)
    if rules.has("online.questions"):
        return rules
    rows = book.history("online.questions")
    return book.at(next((row.effective_from for row in rows if row.effective_from > on), rows[-1].effective_from))


def questions_on(on: date, book: Rulebook) -> tuple[Question, ...]:
    """Return the questions of a day, in their order; of the first day that has any where it lies earlier."""
    return read_questions(rules_with_criteria(on, book).row("online.questions"))


def read_questions(row: RuleRow) -> tuple[Question, ...]:
    """Return the questions of a row, each with the row as source, at its own criterion and with its own note.

    A row never changes, and a province judges thousands of procedures by the same one: what it says is read once.
    """
    kept = _read.get(id(row))
    if kept is None or kept[0] is not row:
        if len(_read) >= MOST_ROWS:
            _read.clear()
        cited = row.citation
        kept = _read[id(row)] = (row, tuple(_question(item, cited) for item in row.value))
    return kept[1]


def _question(item: Mapping[str, Any], cited: Citation) -> Question:
    key, name = str(item["no"]), str(item["name"])
    article, note = f"tiêu chí {item['criterion']}", str(item.get("note", ""))
    source = replace(cited, article=article, value=key, shown=name, note=note)
    return Question(key, int(item["criterion"]), name, str(item.get("absent", "")), source)


def check_answers(raw: Any, absent: Mapping[str, str], names: Mapping[str, str]) -> dict[str, bool | None]:
    """Return a table of answers, one for each key of `names` and in their order.

    `absent` holds, for the keys that may fall away, when they do. Raises `Unfit` for what is not a table, for a missing
    or unknown key, for a value other than true, false and null, and for a null that the law does not allow.
    """
    keys = ", ".join(names)
    if not isinstance(raw, Mapping):
        raise Unfit("not-answers", NOT_ANSWERS, {"keys": keys})
    unknown = [str(key) for key in raw if key not in names]
    if unknown:
        raise Unfit("unknown-criterion", UNKNOWN_KEY, {"unknown": ", ".join(unknown), "keys": keys}, unknown[0])
    missing = [key for key in names if key not in raw]
    if missing:
        raise Unfit("not-answered", NOT_ANSWERED, {"missing": ", ".join(missing)}, missing[0])
    for key, value in raw.items():
        if value is not None and not isinstance(value, bool):
            raise Unfit("not-a-boolean", NOT_A_BOOLEAN, {"key": key}, key)
        if value is None and not absent.get(key):
            raise Unfit("must-apply", MUST_APPLY, {"key": key, "name": names[key]}, key)
    return {key: raw[key] for key in names}


def read_answers(raw: Any, on: date, book: Rulebook) -> dict[str, bool | None]:
    """Return the answers to the questions of a day from whatever was handed in; see `check_answers` for refusals."""
    questions = questions_on(on, book)
    return check_answers(raw, {one.key: one.absent for one in questions}, {one.key: one.name for one in questions})


def reason_of(question: Question, answer: bool | None) -> Reason:
    """Return the sentence of one answer, with the criterion it belongs to."""
    return Reason(*say_answer(question.key, question.name, question.absent, answer), (question.source,))


def say_answer(key: str, name: str, absent: str, answer: bool | None) -> tuple[Term, dict[str, str]]:
    """Return the sentence of an answer and its facts; `absent` is when the question falls away."""
    facts = {"key": key, "name": name}
    return (ABSENT, {**facts, "absent": absent}) if answer is None else (MET if answer else FAILED, facts)

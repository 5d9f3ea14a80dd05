"""The verdict on twelve answers: full, partial, information, not met (Circular 01/2023, eight criteria).

A criterion holds when every question under it is answered yes or lawfully falls away. Which criteria a level needs is
the row `online.level_needs`. The text says nothing of a procedure that meets 1 and 2 and only some of 3, 4, 7: such a
combination is named, and judged by the policy `online.undefined_combination`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.levels.answers import (
    Answers,
    Ground,
    Question,
    check_answers,
    read_questions,
    reason_of,
    rules_with_criteria,
)
from motcua.law.levels.regimes import regime
from motcua.law.unfit import Unfit
from motcua.law.words import N_

EARLY = N_("Vào {on} chưa có tám tiêu chí này (có từ {since}); kết quả chỉ để tham khảo, không thay cho mức độ khi đó")
LEVEL = N_("Kết luận: {name}")
UNMET = N_("Chưa đạt: {failed}")
UNDEFINED = N_("Đạt tiêu chí 1, 2 và tiêu chí {some} nhưng không đạt tiêu chí {lacking}: văn bản không nêu mức độ")
BY_POLICY = N_("Theo cách hiểu đang áp dụng: {value}")
STILL_USED = N_("{label}: {value}")
NO_BEARING = N_("Tiêu chí {others} đạt không làm đổi mức cung cấp thông tin")
BELOW = N_("Kết luận: {name}, vì không đạt tiêu chí {lacking}")
SIGN_IN = N_("Đăng nhập bằng tài khoản định danh thay cho ký số: C3b có thể coi là đạt")
SIGNED_IN = N_("C3b đạt vì người dùng đăng nhập bằng tài khoản định danh, không phải ký số")
NO_SIGN_IN = N_("Vào {on} chưa có quy định cho đăng nhập thay chữ ký số")
DEFAULT = N_("Từ {since}, dịch vụ phải là toàn trình; chỉ là một phần khi công khai lý do và quy định chuyên ngành")


class Level(StrEnum):
    """The levels of Circular 01/2023, the last being what it leaves without a name."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class Verdict(Explained[Level]):
    """A level with its reasons; `failed` are the keys answered no, `undefined` says that the text leaves it open."""

    failed: tuple[str, ...] = ()
    undefined: bool = False


def failed_keys(answers: Answers) -> tuple[str, ...]:
    """Return the keys answered no, in the order of the answers."""
    return tuple(key for key, answer in answers.items() if answer is False)


def signature_answer(signable: bool | None, signs_in: bool, on: date, book: Rulebook) -> Explained[bool | None]:
    """Return the answer to C3b: whether forms can be signed, or whether an authenticated sign-in stands for it.

    `signable` is None where no signature is asked for.
    """
    rules = book.at(on)
    if signable is False and signs_in:
        if _sign_in_counts(rules):
            cited = rules.row("online.sign_in_replaces_signature").citation
            return Explained(True, (Reason(SIGNED_IN, {}, (cited,)),))
        return Explained(False, (Reason(NO_SIGN_IN, {"on": on}),))
    return Explained(signable)


def classify(answers: Answers, on: date, book: Rulebook, grounds: Mapping[str, Ground] | None = None) -> Verdict:
    """Judge the answers by the criteria of a day; `grounds` says what each answer rests on.

    Before the criteria took effect they are applied all the same, with a warning that says which regime held. Raises
    `Unfit` for answers that are missing, unknown or not allowed.
    """
    rules = rules_with_criteria(on, book)
    questions = read_questions(rules.row("online.questions"))
    given = check_answers(answers, {one.key: one.absent for one in questions}, {q.key: q.name for q in questions})
    lacking = sorted({one.criterion for one in questions if given[one.key] is False})
    yes = {one.criterion for one in questions if given[one.key]}
    level, undefined, reasons = _conclude(yes, lacking, rules)
    failed = failed_keys(given)
    reasons += [Reason(UNMET, {"failed": ", ".join(failed)})] if failed else []
    reasons += _too_early(on, book)
    reasons += _said(questions, given, grounds or {})
    reasons += _of_the_day(level, failed, on, book)
    return Verdict(level, tuple(reasons), failed, undefined)


def _said(questions: tuple[Question, ...], given: Answers, grounds: Mapping[str, Ground]) -> Iterator[Reason]:
    """Yield each answer with what it rests on, those answered no first."""
    for one in sorted(questions, key=lambda one: given[one.key] is not False):
        yield reason_of(one, given[one.key])
        yield from grounds[one.key].reasons() if one.key in grounds else ()


def _conclude(yes: set[int], lacking: list[int], rules: RulesOfDay) -> tuple[Level, bool, list[Reason]]:
    """Return the level, whether the text leaves it open, and the reasons of the conclusion."""
    needs = rules.row("online.level_needs")
    table = {Level(item["level"]): (frozenset(item["criteria"]), str(item["name"])) for item in needs.value}
    level = next((one for one, (criteria, _) in table.items() if criteria.isdisjoint(lacking)), Level.NOT_MET)
    if level is Level.NOT_MET:
        row = rules.row("online.below_information")
        missing = [number for number in lacking if number in table[Level.INFORMATION][0]]
        return level, False, [Reason(BELOW, {"name": row.shown, "lacking": missing}, (row.citation, needs.citation))]
    said = Reason(LEVEL, {"name": table[level][1]}, (needs.citation,))
    if level is not Level.INFORMATION:
        return level, False, [said]
    wanted = table[Level.PARTIAL][0] - table[Level.INFORMATION][0]
    met = sorted((yes - set(lacking)) - table[Level.INFORMATION][0])
    some = [number for number in met if number in wanted]
    if not some:
        return level, False, [said, *([Reason(NO_BEARING, {"others": met}, (needs.citation,))] if met else [])]
    return _undefined(some, [number for number in lacking if number in wanted], rules)


def _undefined(some: list[int], lacking: list[int], rules: RulesOfDay) -> tuple[Level, bool, list[Reason]]:
    """Judge, by the policy in force, a combination on which the text is silent."""
    policy, needs = rules.row("online.undefined_combination"), rules.row("online.level_needs")
    named = Reason(UNDEFINED, {"some": some, "lacking": lacking}, (needs.citation,), warning=True)
    return Level(policy.value), True, [named, Reason(BY_POLICY, {"value": policy.shown}, (policy.citation,))]


def _too_early(on: date, book: Rulebook) -> Iterator[Reason]:
    """Yield a warning for a day before the criteria."""
    if not book.at(on).has("online.questions"):
        since = rules_with_criteria(on, book).row("online.questions")
        yield Reason(EARLY, {"on": on, "since": since.effective_from}, (since.citation,), warning=True)


def _of_the_day(level: Level, failed: tuple[str, ...], on: date, book: Rulebook) -> Iterator[Reason]:
    """Yield what the regime of the day adds: full by default, sign-in instead of a signature."""
    rules = book.at(on)
    try:
        yield from regime(on, book).reasons
    except Unfit as fault:
        yield Reason(fault.says, fault.facts, warning=True)
    if rules.has("online.criteria_still_used"):
        row = rules.row("online.criteria_still_used")
        yield Reason(STILL_USED, {"label": row.label, "value": row.shown}, (row.citation,), warning=row.contested)
    if level is not Level.FULL and rules.has("online.partial_reasons"):
        row = rules.row("online.partial_reasons")
        yield Reason(DEFAULT, {"since": row.effective_from}, (row.citation,))
    if "C3b" in failed and _sign_in_counts(rules):
        yield Reason(SIGN_IN, {}, (rules.row("online.sign_in_replaces_signature").citation,))


def _sign_in_counts(rules: RulesOfDay) -> bool:
    key = "online.sign_in_replaces_signature"
    return rules.has(key) and bool(rules.row(key).value)


def level_name(level: Level, on: date, book: Rulebook) -> str:
    """Return what a level is called by the rules of a day."""
    rules = rules_with_criteria(on, book)
    names = {str(item["level"]): str(item["called"]) for item in rules.row("online.level_needs").value}
    return names.get(level) or rules.row("online.below_information").shown

"""What a procedure costs those who need it (Circular 02/2017, Art. 27): once, in a year, before and after; the gain.

The cost of one execution is the work it takes plus fees and other expenses; the cost of a year multiplies it by the
executions a year and by the subjects a year. Time of the person and time of the authority stand in rows of their own
and in totals of their own; the policy `review.cost_counts` says whose time the total uses. Money is đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.figures import Dong, Of, figure, plain_figure, to_dong
from motcua.law.unfit import Unfit
from motcua.law.words import N_

NO_WAGE = N_("Chưa có mức thu nhập một giờ cho “{work}”: ghi vào biểu hoặc thêm quy định của tỉnh.")
AUTHORITY_MONEY = N_("“{work}” là thời gian của cơ quan nhà nước nên không ghi phí, lệ phí hay chi phí thuê ngoài.")
ROW = N_("{work}: {hours} giờ × {wage} + {service} + {fee} = {total}")
AUTHORITY_ROW = N_("{work}: thời gian của cơ quan nhà nước {hours} giờ × {wage} = {total}")
ONCE = N_("Một lần thực hiện: {total} ({counts})")
YEAR = N_("Một năm: {once} × {executions} lần × {subjects} đối tượng = {annual}")
SAVED = N_("Chi phí hiện tại {before}, sau đơn giản hóa {after}: tiết kiệm {saved}, bằng {rate} %")
SAVED_OF_NOTHING = N_("Chi phí hiện tại bằng 0 nên không tính được tỷ lệ cắt giảm")
DEARER = N_("Phương án làm chi phí tăng {more}")
HOURS = N_("{days} ngày làm việc × {a_day} giờ = {hours} giờ")
HOURS_OF, SERVICE_OF = N_("Số giờ của “{whole}”"), N_("Chi phí thuê ngoài của “{whole}”")
FEE_OF, WAGE_OF = N_("Phí, lệ phí của “{whole}”"), N_("Thu nhập một giờ của “{whole}”")
EXECUTIONS, SUBJECTS, DAYS = N_("Số lần thực hiện một năm"), N_("Số đối tượng một năm"), N_("Số ngày làm việc")
CENT = Decimal("0.01")


class Whose(StrEnum):
    """Whose time a row counts."""

    CITIZEN = "citizen"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class CostRow:
    """One piece of work in one execution: hours, and đồng for hired services and for fees.

    `wage` is đồng an hour; None takes that of the worksheet, else that of the rulebook.
    """

    work: str
    hours: Decimal | int | float = 0
    service: int = 0
    fee: int = 0
    wage: int | None = None
    whose: Whose = Whose.CITIZEN


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The rows of one execution, how often a subject goes through it in a year, and how many subjects there are."""

    rows: tuple[CostRow, ...]
    executions: Decimal | int | float = 1
    subjects: int = 1
    wage: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost in đồng: of one execution (time of person and authority apart, money), the total used, and of a year."""

    citizen_time: Dong
    authority_time: Dong
    expenses: Dong
    once: Dong
    annual: Dong
    citizen_hours: Decimal
    authority_hours: Decimal
    counts: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON; hours as text so that nothing is lost."""
        money = ("citizen_time", "authority_time", "expenses", "once", "annual")
        hours = {name: f"{getattr(self, name):f}" for name in ("citizen_hours", "authority_hours")}
        return {**{name: int(getattr(self, name)) for name in money}, **hours, "counts": self.counts}


@dataclass(frozen=True, slots=True)
class Benefit:
    """Cost of a year before and after in đồng, what is saved, and the rate in percent (None where before is 0)."""

    before: Dong
    after: Dong
    saved: Dong
    rate: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        rate = None if self.rate is None else float(self.rate)
        return {"before": int(self.before), "after": int(self.after), "saved": int(self.saved), "rate": rate}


@dataclass(frozen=True, slots=True)
class _Priced:
    """A row with its figures read: time and money in đồng, and where the wage comes from."""

    row: CostRow
    hours: Decimal
    time: Decimal
    money: Decimal
    reason: Reason


def cost_of(sheet: Worksheet, on: date, book: Rulebook) -> Explained[Cost]:
    """Return the cost of one execution and of a year by the rules of a day, with one reason a row.

    Raises `Unfit` for figures that cannot be, for hours without a wage, and for money on a row of the authority.
    """
    rules = book.at(on)
    policy, formula = rules.row("review.cost_counts"), rules.row("review.cost_formula").citation
    priced = [_price(place, row, sheet.wage, rules, formula) for place, row in enumerate(sheet.rows)]
    citizen = sum((one.time for one in _of(priced, Whose.CITIZEN)), Decimal(0))
    authority = sum((one.time for one in _of(priced, Whose.AUTHORITY)), Decimal(0))
    expenses = sum((one.money for one in priced), Decimal(0))
    once = expenses
    once += citizen if policy.value in {"citizen", "both"} else 0
    once += authority if policy.value in {"authority", "both"} else 0
    executions = figure(sheet.executions, EXECUTIONS, "executions")
    subjects = figure(sheet.subjects, SUBJECTS, "subjects")
    annual = once * executions * subjects
    cost = Cost(
        to_dong(citizen),
        to_dong(authority),
        to_dong(expenses),
        to_dong(once),
        to_dong(annual),
        sum((one.hours for one in _of(priced, Whose.CITIZEN)), Decimal(0)),
        sum((one.hours for one in _of(priced, Whose.AUTHORITY)), Decimal(0)),
        str(policy.value),
    )
    year = {"executions": plain_figure(executions), "subjects": plain_figure(subjects), "annual": cost.annual}
    said = (
        *(one.reason for one in priced),
        Reason(ONCE, {"total": cost.once, "counts": policy.shown}, (policy.citation, formula)),
        Reason(YEAR, {"once": cost.once, **year}, (formula,)),
    )
    return Explained(cost, said)


def benefit_of(before: Explained[Cost], after: Explained[Cost]) -> Explained[Benefit]:
    """Return what a simplification saves in a year; a plan that makes things dearer is told as such."""
    was, becomes = before.value.annual, after.value.annual
    saved = Dong(was - becomes)
    rules = tuple(rule for rule in before.rules if rule.key == "review.cost_formula")
    reasons = [*before.reasons, *after.reasons]
    if not was:
        reasons.append(Reason(SAVED_OF_NOTHING, {}, rules, warning=True))
        return Explained(Benefit(was, becomes, saved, None), tuple(reasons))
    rate = (Decimal(saved) * 100 / Decimal(was)).quantize(CENT, rounding=ROUND_HALF_UP)
    facts = {"before": was, "after": becomes, "saved": saved, "rate": plain_figure(rate)}
    reasons.append(Reason(SAVED, facts, rules))
    if saved < 0:
        reasons.append(Reason(DEARER, {"more": Dong(-saved)}, rules, warning=True))
    return Explained(Benefit(was, becomes, saved, rate), tuple(reasons))


def hours_of_days(days: Decimal | int | float, on: date, book: Rulebook) -> Explained[Decimal]:
    """Return working days as hours of work by the rule `clock.hours_a_day`. Raises `Unfit` for what is no number."""
    given = figure(days, DAYS, "days")
    row = book.at(on).row("clock.hours_a_day")
    hours = given * Decimal(str(row.value))
    facts = {"days": plain_figure(given), "a_day": row.value, "hours": plain_figure(hours)}
    return Explained(hours, (Reason(HOURS, facts, (row.citation,)),))


def _of(priced: Iterable[_Priced], whose: Whose) -> Iterator[_Priced]:
    return (one for one in priced if one.row.whose is whose)


def _price(place: int, row: CostRow, wage: int | None, rules: RulesOfDay, formula: Citation) -> _Priced:
    field = f"rows.{place}"
    hours = figure(row.hours, Of(HOURS_OF, row.work), f"{field}.hours")
    service = figure(row.service, Of(SERVICE_OF, row.work), f"{field}.service")
    fee = figure(row.fee, Of(FEE_OF, row.work), f"{field}.fee")
    if row.whose is Whose.AUTHORITY and service + fee:
        raise Unfit("authority-money", AUTHORITY_MONEY, {"work": row.work}, field)
    an_hour, source = _wage(row, wage, rules, field) if hours else (Decimal(0), ())
    time = hours * an_hour
    facts = {
        "work": row.work,
        "hours": plain_figure(hours),
        "wage": to_dong(an_hour),
        "service": to_dong(service),
        "fee": to_dong(fee),
        "total": to_dong(time + service + fee),
    }
    says = ROW if row.whose is Whose.CITIZEN else AUTHORITY_ROW
    return _Priced(row, hours, time, service + fee, Reason(says, facts, (formula, *source)))


def _wage(row: CostRow, wage: int | None, rules: RulesOfDay, field: str) -> tuple[Decimal, tuple[Citation, ...]]:
    """Return đồng an hour of a row, and the rule it comes from where it is one."""
    given = row.wage if row.wage is not None else wage
    if given is not None:
        return figure(given, Of(WAGE_OF, row.work), f"{field}.wage"), ()
    if not rules.has("review.wage_rate"):
        raise Unfit("no-wage", NO_WAGE, {"work": row.work}, f"{field}.wage")
    rule = rules.row("review.wage_rate")
    return Decimal(str(rule.value)), (rule.citation,)

"""How far an impact file is: its steps by the rules of its day, what is there, what is missing, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from motcua.law.book import Rulebook
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.words import N_
from motcua.review.models import ImpactFile, ImpactProcedure, ImpactProduct
from motcua.rulebook.selectors import book as current_book

STEPS, FORMS = "review.impact_steps", "review.impact_forms"
THERE = N_("{name}: đã có ngày {on}")
LACKING = N_("{name}: còn thiếu cho {subjects}")
ABSENT = N_("{name}: chưa có")
NO_PROCEDURES = N_("Chưa ghi thủ tục nào mà dự thảo quy định")
WHO = {"drafter": _("cơ quan soạn thảo"), "office": _("Văn phòng"), "appraiser": _("cơ quan thẩm định")}


@dataclass(frozen=True, slots=True)
class Step:
    """A step: `by` is "drafter", "office" or "appraiser"; `each` asks a product for every procedure of the draft."""

    key: str
    name: str
    by: str
    each: bool
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """A step of one file: what was handed over and still holds, the procedures for which something is missing."""

    step: Step
    products: tuple[ImpactProduct, ...]
    lacking: tuple[ImpactProcedure, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.products) and not self.lacking

    @property
    def last_on(self) -> date | None:
        """The day of the latest product."""
        return max((one.on_date for one in self.products), default=None)


def steps_on(day: date, book: Rulebook | None = None) -> tuple[Step, ...]:
    """The steps by the rules of a day, in their order. Raises `UnknownRuleError` for a day before there were any."""
    rows = (book or current_book()).at(day).row(STEPS).value
    return tuple(
        Step(str(row["no"]), str(row["name"]), str(row["by"]), bool(row["each"]), tuple(row["after"])) for row in rows
    )


def form_of(act: str, day: date, book: Rulebook | None = None) -> str:
    """The number of the assessment form for what a draft does to a procedure; "" where the rules name none."""
    rules = (book or current_book()).at(day)
    rows = rules.row(FORMS).value if rules.has(FORMS) else ()
    return next((str(row["no"]) for row in rows if row["act"] == act), "")


def is_assessed(act: str, day: date, book: Rulebook | None = None) -> bool:
    """Whether a sheet is asked for: by the forms that there are, and where the day knows none, of every procedure."""
    rules = (book or current_book()).at(day)
    return not rules.has(FORMS) or bool(form_of(act, day, book))


def standing(
    impact: ImpactFile, procedures: Sequence[ImpactProcedure], products: Iterable[ImpactProduct]
) -> Explained[tuple[Stand, ...]]:
    """Every step with what is there and what is missing; products that were withdrawn do not count."""
    book, day = current_book(), impact.law_date
    held: dict[str, list[ImpactProduct]] = {}
    for product in products:
        if product.withdrawn_at is None:
            held.setdefault(product.step, []).append(product)
    asked = [one for one in procedures if is_assessed(one.act, day, book)]
    cited = book.at(day).row(STEPS).citation
    stands = tuple(_stand(step, held.get(step.key, []), asked) for step in steps_on(day, book))
    said = tuple(_reason(stand, cited) for stand in stands)
    none = () if procedures else (Reason(NO_PROCEDURES, {}, (), warning=True),)
    return Explained(stands, (*none, *said))


def next_step(stands: Iterable[Stand]) -> Step | None:
    """The first step that is not done; None where all are."""
    return next((one.step for one in stands if not one.is_done), None)


def _stand(step: Step, held: list[ImpactProduct], asked: list[ImpactProcedure]) -> Stand:
    have = {one.subject_id for one in held}
    lacking = tuple(one for one in asked if one.pk not in have) if step.each else ()
    return Stand(step, tuple(held), lacking)


def _reason(stand: Stand, cited: Citation) -> Reason:
    name = {"name": stand.step.name}
    if stand.is_done:
        return Reason(THERE, {**name, "on": stand.last_on}, (cited,))
    if stand.lacking and stand.products:
        subjects = "; ".join(one.name for one in stand.lacking)
        return Reason(LACKING, {**name, "subjects": subjects}, (cited,), warning=True)
    return Reason(ABSENT, name, (cited,), warning=True)

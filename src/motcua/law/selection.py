"""Which procedures to review first: the four criteria of Circular 01/2023, Art. 16, with a province's own weights.

The law gives no weights. Those in use are shown as a local choice; a criterion named in `review.selection_veto` that
gets no point at all rules the procedure out, however high the others score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.figures import figure, plain_figure
from motcua.law.unfit import Unfit
from motcua.law.words import N_

Figures = Mapping[str, Decimal]
HUNDRED = Decimal(100)
SUM = N_("Tổng trọng số là {total} %, phải bằng 100 %.")
UNKNOWN = N_("Không có tiêu chí {unknown}; các tiêu chí là {known}.")
MISSING = N_("Chưa ghi {what} của tiêu chí {missing}.")
WEIGHT, SCORE = N_("trọng số"), N_("điểm")
TOO_HIGH = N_("Điểm của {key} là {given}, cao nhất chỉ được {most}.")
LOCAL = N_("Trọng số do địa phương đặt, pháp luật không quy định: {weights}")
SCORED = N_("{key} – {name}: {score} trên {most} điểm, trọng số {weight} %")
TOTAL = N_("Điểm lựa chọn: {score} trên 100")
VETO = N_("{key} – {name}: 0 điểm nên không chọn thủ tục này")


@dataclass(frozen=True, slots=True)
class Selection:
    """The weighted score from 0 to 100 (two decimals), and the criteria that rule the procedure out."""

    score: Decimal
    vetoed_by: tuple[str, ...] = ()

    @property
    def eligible(self) -> bool:
        """Whether nothing rules the procedure out."""
        return not self.vetoed_by

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {"score": float(self.score), "vetoed_by": list(self.vetoed_by), "eligible": self.eligible}


def criteria_on(on: date, book: Rulebook) -> dict[str, str]:
    """Return the criteria of selection, key to words; the first ones known for a day before them."""
    rules = book.at(on)
    key = "review.selection_criteria"
    row = rules.row(key) if rules.has(key) else book.history(key)[0]
    return {str(item["no"]): str(item["name"]) for item in row.value}


def check_weights(weights: Any, on: date, book: Rulebook) -> dict[str, Decimal]:
    """Return weights in percent, one for each criterion.

    Raises `Unfit` for a missing, unknown or impossible weight, and where they do not sum to exactly 100.
    """
    read = _complete(weights, criteria_on(on, book), WEIGHT)
    total = sum(read.values(), Decimal(0))
    if total != HUNDRED:
        raise Unfit("weights-sum", SUM, {"total": plain_figure(total)}, "weights")
    return read


def weights_on(on: date, book: Rulebook) -> dict[str, Decimal]:
    """Return the weights in use on a day, the province's own before the shipped ones. Raises as `check_weights`."""
    row = book.at(on).row("review.selection_weights")
    return check_weights({str(item.get("no")): item.get("percent") for item in row.value}, on, book)


def select(scores: Any, on: date, book: Rulebook, weights: Any = None) -> Explained[Selection]:
    """Return the weighted score of a procedure from marks by criterion, each from 0 to `review.selection_scale`.

    `weights` (percent by criterion) are those of a campaign; None takes those of the day. Raises `Unfit` for marks or
    weights that cannot be.
    """
    rules, names = book.at(on), criteria_on(on, book)
    used = weights_on(on, book) if weights is None else check_weights(weights, on, book)
    scale = rules.row("review.selection_scale")
    most = figure(scale.value, scale.label, scale.key)
    given = _complete(scores, names, SCORE)
    for key, score in given.items():
        if score > most:
            facts = {"key": key, "given": plain_figure(score), "most": plain_figure(most)}
            raise Unfit("score-too-high", TOO_HIGH, facts, key)
    total = sum((given[key] * used[key] for key in names), Decimal(0)) / most if most else Decimal(0)
    score = total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    veto = rules.row("review.selection_veto")
    out = tuple(key for key in names if key in veto.value and not given[key])
    said = [Reason(VETO, {"key": key, "name": names[key]}, (veto.citation,), warning=True) for key in out]
    said.append(Reason(TOTAL, {"score": plain_figure(score)}, (scale.citation,)))
    said += _each(given, used, names, most, rules)
    said.append(_local(used, weights is None, rules))
    return Explained(Selection(score, out), tuple(said))


def _each(given: Figures, used: Figures, names: Mapping[str, str], most: Decimal, rules: RulesOfDay) -> list[Reason]:
    """One sentence a criterion, resting on the article where the day has it."""
    key = "review.selection_criteria"
    cited = (rules.row(key).citation,) if rules.has(key) else ()
    return [
        Reason(
            SCORED,
            {
                "key": one,
                "name": name,
                "score": plain_figure(given[one]),
                "most": plain_figure(most),
                "weight": plain_figure(used[one]),
            },
            cited,
        )
        for one, name in names.items()
    ]


def _local(used: Figures, shared: bool, rules: RulesOfDay) -> Reason:
    """Say that the weights are a local choice, and of which row where they are everybody's."""
    words = ", ".join(f"{key} {plain_figure(weight)} %" for key, weight in used.items())
    return Reason(LOCAL, {"weights": words}, (rules.row("review.selection_weights").citation,) if shared else ())


def _complete(given: Any, names: Mapping[str, str], what: str) -> dict[str, Decimal]:
    """Return one figure for each key, in order. Raises `Unfit` for missing, unknown or impossible ones."""
    table = given if isinstance(given, Mapping) else {}
    unknown = [str(key) for key in table if key not in names]
    if unknown:
        raise Unfit("unknown-criterion", UNKNOWN, {"unknown": unknown, "known": list(names)}, unknown[0])
    missing = [key for key in names if table.get(key) is None]
    if missing:
        raise Unfit("not-given", MISSING, {"what": what, "missing": missing}, missing[0])
    return {key: figure(table[key], f"{key} ({names[key]})", key) for key in names}

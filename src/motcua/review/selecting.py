"""Which procedures go first: the law's criteria of selection with the weights of a plan (`law.selection`).

The law names the criteria and no weights: those of a plan are a local choice and are shown as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from motcua.law.explained import Explained
from motcua.law.selection import Selection, check_weights, criteria_on, select, weights_on
from motcua.law.unfit import Unfit
from motcua.rulebook.selectors import book
from motcua.web.faults import UserError


def criteria(day: date) -> dict[str, str]:
    """The criteria of a day, key to words."""
    return criteria_on(day, book())


def usual_weights(day: date) -> dict[str, Decimal]:
    """The weights of the rulebook, in per cent: what a plan starts from."""
    return weights_on(day, book())


def sound_weights(weights: Mapping[str, Any], day: date) -> dict[str, str]:
    """The weights as a campaign keeps them, in per cent.

    Raises `UserError` for a missing or unknown criterion, an impossible weight, or weights that do not sum to 100.
    """
    try:
        return {key: f"{value.normalize():f}" for key, value in check_weights(weights, day, book()).items()}
    except Unfit as fault:
        raise UserError(fault.code, fault.text(gettext), field="weights") from fault


def kept_weights(kept: Mapping[str, str]) -> dict[str, Decimal]:
    """The weights of a campaign, in per cent, from what it keeps."""
    return {key: Decimal(value) for key, value in kept.items()}


def judged(scores: Mapping[str, Any], weights: Mapping[str, Any], day: date) -> Explained[Selection]:
    """What the marks of a procedure come to, with the reasons. Raises `UserError` for marks that cannot be."""
    try:
        return select(_figures(scores), day, book(), _figures(weights))
    except Unfit as fault:
        raise UserError(fault.code, fault.text(gettext), field="scores") from fault


def _figures(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as the law's functions take them; what is none goes on as it is and is refused there."""
    found: dict[str, Any] = {}
    for key, value in kept.items():
        try:
            found[key] = Decimal(str(value))
        except InvalidOperation:
            found[key] = value
    return found


def top_mark(day: date) -> int:
    """The highest mark of a criterion on a day."""
    return int(book().at(day).row("review.selection_scale").value)

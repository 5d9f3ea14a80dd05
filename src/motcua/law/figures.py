"""Figures that persons enter, read strictly: exact decimals, amounts of đồng."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from motcua.law.unfit import Unfit
from motcua.law.words import N_, Translate

NOT_A_FIGURE = N_("{name} phải là một số, đang là “{given}”.")
NEGATIVE = N_("{name} không được âm.")
TOO_LARGE = N_("{name} quá lớn.")
LARGEST = Decimal(10) ** 15


class Dong(int):
    """An amount of đồng: a whole number that says itself with dots between thousands."""

    def said(self, translate: Translate) -> str:
        """Return the amount as an officer writes it."""
        return translate(N_("{amount} đồng")).format(amount=f"{int(self):,}".replace(",", "."))

    def to_dict(self) -> int:
        """Return the plain number, ready for JSON."""
        return int(self)


@dataclass(frozen=True, slots=True)
class Of:
    """The name of a figure that belongs to something: a template with `{whole}`, and what it belongs to."""

    says: str
    whole: str

    def said(self, translate: Translate) -> str:
        """Return the name in words."""
        return translate(self.says).format(whole=self.whole)

    def __str__(self) -> str:
        return self.said(str)


def to_dong(amount: Decimal) -> Dong:
    """Round to whole đồng, halves up."""
    return Dong(int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def figure(given: Any, name: str | Of, field: str = "") -> Decimal:
    """Return a number that is neither negative nor beyond all measure, exactly as it was written.

    Takes int, float and Decimal. Raises `Unfit` that names the figure in words (`name`) and by `field`.
    """
    if isinstance(given, bool) or not isinstance(given, (int, float, Decimal)):
        raise Unfit("not-a-figure", NOT_A_FIGURE, {"name": name, "given": str(given)}, field)
    try:
        value = Decimal(str(given))
    except (InvalidOperation, ValueError):
        value = Decimal("NaN")
    if not value.is_finite():
        raise Unfit("not-a-figure", NOT_A_FIGURE, {"name": name, "given": str(given)}, field)
    if value < 0:
        raise Unfit("negative", NEGATIVE, {"name": name}, field)
    if value > LARGEST:
        raise Unfit("too-large", TOO_LARGE, {"name": name}, field)
    return value


def plain_figure(value: Decimal) -> str:
    """Write a decimal as one reads it in Vietnamese: a comma, no idle zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")

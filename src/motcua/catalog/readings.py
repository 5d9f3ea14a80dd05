"""What is read out of written text while storing: a limit only where the law's reader understands it whole."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from motcua.catalog.models import LimitUnit
from motcua.catalog.quality.money import parse_fee
from motcua.catalog.rows import Readings
from motcua.catalog.unitkinds import unit_kind
from motcua.law.limit import Kind, parse_limit

_UNITS = frozenset(LimitUnit.values)


@lru_cache(maxsize=10_000)
def plain_limit(text: str | None) -> tuple[Decimal, str] | None:
    """Amount and unit of a limit of one part; `None` for everything else (compound, same day, free text, no unit)."""
    limit = parse_limit(text)
    if limit.kind is not Kind.KNOWN or len(limit.parts) != 1 or limit.parts[0].unit.value not in _UNITS:
        return None
    part = limit.parts[0]
    return round(Decimal(part.amount.numerator) / Decimal(part.amount.denominator), 2), part.unit.value


@lru_cache(maxsize=10_000)
def fee_amount(text: str | None) -> int | None:
    """The one amount in đồng that a fee text clearly states, 0 where it is clearly free; `None` for everything else."""
    return parse_fee(text).amount


READINGS = Readings(limit=plain_limit, amount=fee_amount, unit_kind=unit_kind)

"""Taking a row in hand: the one way in which a service makes sure that nobody wrote a row since it was read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.db.models import F, Model, Q

from motcua.web.faults import Stale, UserError

Row = TypeVar("Row", bound=Model)
_AS_IT_IS = Q()  # nothing more is asked of the row


def take_version(row: Model, version: int, stale: str, *, held: Q = _AS_IT_IS, **values: Any) -> None:
    """Count the version of a row on in the database; until the service ends nobody else can write it.

    `version` is the one that the person read, `held` what must be so beside, `stale` the sentence for whom another was
    faster, `values` are written with the same statement. The row in memory stays as it is. Raises `Stale`.
    """
    rows = type(row)._default_manager.filter(held, pk=row.pk, version=version)
    if not rows.update(**values, version=F("version") + 1):
        raise Stale(stale)


def take_row(row: Row, version: int, stale: str, *, held: Q = _AS_IT_IS, **values: Any) -> Row:
    """`take_version`, then the row in memory is read anew: what follows sees it as it is now. Raises `Stale`."""
    take_version(row, version, stale, held=held, **values)
    row.refresh_from_db()
    return row


def take_row_in(
    row: Row, version: int, states: Collection[str], stale: str, refusal: Callable[[Row], UserError]
) -> Row:
    """`take_row` for what is done in some states only.

    Raises `Stale`, or what `refusal` makes of the row as it is now where nobody wrote it but its state is another.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if rows.filter(state__in=states).update(version=F("version") + 1):
        row.refresh_from_db()
        return row
    now = rows.first()
    raise Stale(stale) if now is None else refusal(now)

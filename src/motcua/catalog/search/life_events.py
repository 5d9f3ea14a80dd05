"""Sorting procedures into events of life by rules over field, name and tier, unseen ones included."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.catalog.search.fold import fold
from motcua.catalog.search.vocabulary import LifeEvent


def _any_in(text: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def life_events_of(name: str, field: str, levels: Iterable[str], events: Iterable[LifeEvent]) -> tuple[str, ...]:
    """Return the keys of the events a procedure belongs to, in the order of `events`.

    An event takes a procedure when its field or its name holds one of the event's phrases, its name none of
    the exceptions, and, where the event names tiers, one of its levels is among them.
    """
    folded_name, folded_field, tiers = f" {fold(name)} ", f" {fold(field)} ", set(levels)
    return tuple(
        event.key
        for event in events
        if (_any_in(folded_field, event.fields) or _any_in(folded_name, event.names))
        and not _any_in(folded_name, event.unless)
        and (not event.tiers or not tiers or tiers & set(event.tiers))
    )

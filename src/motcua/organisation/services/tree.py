"""Changes of the tree: rows end, new rows begin; no row of the past is rewritten."""

from __future__ import annotations

from datetime import date

from motcua.organisation.models import TreeRow, Unit, UnitPeriod
from motcua.organisation.services.drafts import Span, overlap


def attach(unit: Unit, parent: Unit, day: date) -> None:
    """Put a unit, with everything below it, below `parent` from `day`.

    The unit must hang nowhere from that day on, and the parent must be there to stay.
    """
    above: list[tuple[int, int, Span]] = [(parent.pk, 0, (None, None))]
    above += [
        (row.ancestor_id, row.depth, (row.valid_from, row.valid_to))
        for row in TreeRow.objects.filter(descendant=parent).since(day)
    ]
    below: list[tuple[int, int, Span]] = [(unit.pk, 0, (day, _end_of(unit, day)))]
    below += [
        (row.descendant_id, row.depth, (row.valid_from, row.valid_to))
        for row in TreeRow.objects.filter(ancestor=unit).since(day)
    ]
    rows = []
    for ancestor, up, upper in above:
        for descendant, down, lower in below:
            shared = overlap(upper, lower)
            shared = overlap(shared, (day, None)) if shared else None
            if shared:
                rows.append(
                    TreeRow(
                        ancestor_id=ancestor,
                        descendant_id=descendant,
                        depth=up + down + 1,
                        valid_from=shared[0],
                        valid_to=shared[1],
                    )
                )
    TreeRow.objects.bulk_create(rows)


def _end_of(unit: Unit, day: date) -> date | None:
    """The day from which a unit that exists on `day` no longer does, as far as it is known."""
    ends = list(UnitPeriod.objects.filter(unit=unit).since(day).values_list("valid_to", flat=True))
    return None if None in ends else max((end for end in ends if end), default=None)


def detach(unit: Unit, day: date) -> None:
    """Take a unit, with everything below it, from under everything above it on `day`."""
    above = list(TreeRow.objects.filter(descendant=unit).since(day).values_list("ancestor", flat=True))
    below = list(TreeRow.objects.filter(ancestor=unit).since(day).values_list("descendant", flat=True))
    lines = TreeRow.objects.filter(ancestor__in=above, descendant__in=[unit.pk, *below]).since(day)
    lines.filter(valid_from__gte=day).delete()
    lines.update(valid_to=day)


def subtree(unit: Unit, day: date) -> list[Unit]:
    """The units below a unit on a day, nearest first."""
    rows = TreeRow.objects.filter(ancestor=unit).on(day).select_related("descendant").order_by("depth", "id")
    return [row.descendant for row in rows]


def children(unit: Unit, day: date) -> list[Unit]:
    """The units directly below a unit on a day."""
    rows = TreeRow.objects.filter(ancestor=unit, depth=1).on(day).select_related("descendant").order_by("id")
    return [row.descendant for row in rows]

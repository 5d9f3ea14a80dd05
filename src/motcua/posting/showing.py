"""Which desks show a procedure as it stands: what the room of following announcements asks for through the faces."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.posting.models import Posting
from motcua.posting.scope import Scope, scopes_of, versions
from motcua.posting.selectors import desks_on


@dataclass(slots=True)
class Showing:
    """How many desks show a procedure right, of how many that must; `last_on` is the day on which the last one did.

    A desk that still shows a procedure no longer in force is one that must and does not; one that took it down did.
    """

    done: int = 0
    due: int = 0
    last_on: date | None = None

    def count(self, day: date | None) -> None:
        """Count one desk: `day` is when it put it right, None where it has still to."""
        self.due += 1
        if day is not None:
            self.done += 1
            self.last_on = max(day, self.last_on or day)


def desks_showing(procedures: Collection[int], day: date) -> Mapping[int, Showing]:
    """How the desks stand for each procedure, by key, on a day: two statements a distinct scope and two more."""
    found = {procedure: Showing() for procedure in procedures}
    wanted = _wanted(procedures, day)
    up = {
        (desk, procedure): (version, since)
        for desk, procedure, version, since in Posting.objects.on(day)
        .filter(procedure__in=procedures)
        .values_list("desk", "procedure", "procedure_version", "valid_from")
    }
    for desk, versions_there in wanted.items():
        for procedure, version in versions_there.items():
            held, since = up.get((desk, procedure), (0, None))
            found[procedure].count(since if held == version else None)
    for desk, procedure in up:
        if procedure not in wanted.get(desk, {}):
            found[procedure].count(None)
    ended = Posting.objects.filter(procedure__in=procedures, valid_to__lte=day).order_by("valid_to")
    gone = {(desk, procedure): last for desk, procedure, last in ended.values_list("desk", "procedure", "valid_to")}
    for (desk, procedure), last in gone.items():
        if (desk, procedure) not in up and procedure not in wanted.get(desk, {}):
            found[procedure].count(last)
    return found


def _wanted(procedures: Collection[int], day: date) -> dict[int, dict[int, int]]:
    """For each desk, by the key of its unit: the procedures that have to hang there and their versions."""
    by_scope: dict[Scope, list[int]] = {}
    for unit, scope in scopes_of(desks_on(day).prefetch_related(None), day).items():
        by_scope.setdefault(scope, []).append(unit)
    found: dict[int, dict[int, int]] = {}
    for scope, units in by_scope.items():
        rows = versions(scope, day).filter(procedure__in=procedures).order_by("procedure_id", "number")
        there = dict(rows.values_list("procedure_id", "pk"))
        found.update(dict.fromkeys(units, there))
    return found

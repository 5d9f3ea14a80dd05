"""Where a procedure is handed in, as a value: what the lists of a day say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Received:
    """What the issued lists of a day say of one procedure.

    `listed` says whether a list tells where it is received (or that it is not); a procedure that no list names is
    unknown, never "not received". `boundary_free` is "nation", "province" or "". `units` holds the ids of units whose
    own list names it.
    """

    code: str
    on: date
    centre: bool = False
    commune_desks: bool = False
    excluded: bool = False
    excluded_reason: str = ""
    post: bool = False
    groups: tuple[str, ...] = ()
    boundary_free: str = ""
    units: tuple[int, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether some list says where the procedure is received, or that it is not."""
        return self.centre or self.commune_desks or self.excluded

    @property
    def contradicted(self) -> bool:
        """Whether one list receives the procedure and another excludes it."""
        return self.excluded and (self.centre or self.commune_desks)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            "code": self.code,
            "on": self.on.isoformat(),
            "listed": self.listed,
            "centre": self.centre,
            "commune_desks": self.commune_desks,
            "excluded": self.excluded,
            "excluded_reason": self.excluded_reason,
            "post": self.post,
            "linked_groups": list(self.groups),
            "boundary_free": self.boundary_free,
        }

"""What a desk puts up, replaces and takes down: what has to hang there against what was confirmed to hang there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.organisation.fold import fold
from motcua.organisation.models import UnitPeriod
from motcua.posting.deadline import Facts
from motcua.posting.models import Posting
from motcua.posting.scope import scope_of, versions
from motcua.publication.models import AnnouncedLine
from motcua.publication.models.decisions import ANNOUNCED_ONCE

Act = Literal["up", "replace", "down"]
ACT_WORDS: dict[str, str | Promise] = {"up": _("Treo lên"), "replace": _("Thay bản mới"), "down": _("Gỡ xuống")}
FEW = 500  # items whose procedures are named in a statement; beyond it every announced line is read
ACT_KINDS = {"up": "info", "replace": "warning", "down": "danger"}


@dataclass(frozen=True, slots=True)
class Item:
    """One change of a board. `version_id` is what goes up (0: nothing), `posting_id` what comes down (0: nothing)."""

    act: Act
    procedure_id: int
    code: str
    name: str
    field: str
    facts: Facts
    version_id: int = 0
    number: int = 0
    posting_id: int = 0
    up_since: date | None = None

    @property
    def key(self) -> str:
        """The change as forms, machines and the terminal name it: "up:1.001193"."""
        return f"{self.act}:{self.code}"

    @property
    def words(self) -> str | Promise:
        """The act as a verb."""
        return ACT_WORDS[self.act]

    @property
    def look(self) -> str:
        """How the act is marked."""
        return ACT_KINDS[self.act]

    @property
    def plain(self) -> dict[str, str | int]:
        """What a confirmation keeps of it."""
        return {"code": self.code, "act": self.act, "number": self.number}


@dataclass(frozen=True, slots=True)
class _Up:
    """What hangs: one open posting."""

    pk: int
    version: int
    since: date
    code: str
    name: str
    field: str
    number: int
    left_on: date | None


def to_do(desk: UnitPeriod, on: date) -> list[Item]:
    """The changes of a desk's board on a day: first what comes down, then what is replaced, then what goes up.

    `desk` is the unit's period of that day. Four statements however long the list is.
    """
    up = _hanging(desk.unit_id, on)
    items = _wanted(desk, on, up)
    for procedure, row in up.items():
        facts = Facts(left_on=row.left_on if row.left_on and row.left_on <= on else None)
        items.append(Item("down", procedure, row.code, row.name, row.field, facts, 0, row.number, row.pk, row.since))
    items.sort(key=lambda item: (("down", "replace", "up").index(item.act), item.field, item.code))
    return _with_decisions(items, on)


def _hanging(desk: int, on: date) -> dict[int, _Up]:
    rows = Posting.objects.on(on).filter(desk=desk).order_by("pk")
    names = ("pk", "procedure_version_id", "valid_from", "procedure__code", "procedure_version__name")
    more = ("procedure_version__field__name", "procedure_version__number", "procedure_version__effective_to")
    return {
        row[0]: _Up(row[1], row[2], row[3], row[4], row[5], row[6] or "", row[7], row[8])
        for row in rows.values_list("procedure_id", *names, *more)
    }


def _wanted(desk: UnitPeriod, on: date, up: dict[int, _Up]) -> list[Item]:
    """What goes up or is replaced; takes out of `up` whatever may stay or is replaced."""
    rows = versions(scope_of(desk, on), on).values_list(
        "procedure_id", "pk", "number", "procedure__code", "name", "field__name", "effective_from", "recorded_at"
    )
    items: list[Item] = []
    for procedure, version, number, code, name, field, start, recorded in rows.order_by("procedure_id", "-number"):
        held = up.pop(procedure, None)
        if held is not None and held.version == version:
            continue
        facts = Facts(in_force_from=start, known_on=_day_of(recorded, on))
        act: Act = "replace" if held else "up"
        posting, since = (held.pk, held.since) if held else (0, None)
        items.append(Item(act, procedure, code, name, field or "", facts, version, number, posting, since))
    return items


def _day_of(moment: datetime, on: date) -> date | None:
    """The day on which the catalogue learned of a version, as far as it was learned by `on`."""
    day = timezone.localdate(moment)
    return day if day <= on else None


def _with_decisions(items: Sequence[Item], on: date) -> list[Item]:
    """The items with the province's last decision about each procedure by that day: one statement."""
    lines = AnnouncedLine.objects.filter(
        procedure__isnull=False,
        decision__state__in=ANNOUNCED_ONCE,
        decision__signed_on__lte=on,
        outrun_by__isnull=True,
    )
    if len(items) <= FEW:
        lines = lines.filter(procedure__in=[item.procedure_id for item in items])
    rows = lines.order_by("decision__signed_on", "pk")
    found = {
        procedure: (number, signed)
        for procedure, number, signed in rows.values_list("procedure_id", "decision__number", "decision__signed_on")
    }
    return [_decided(item, *found[item.procedure_id]) if item.procedure_id in found else item for item in items]


def _decided(item: Item, number: str, signed_on: date | None) -> Item:
    return replace(item, facts=replace(item.facts, decision=number, signed_on=signed_on))


def narrowed(items: Iterable[Item], *, act: str = "", field: str = "", text: str = "") -> list[Item]:
    """The items of an act, of a field, with every word of `text` in name or code; empty filters do not filter."""
    words = fold(text).split()
    return [
        item
        for item in items
        if (not act or item.act == act)
        and (not field or item.field == field)
        and all(word in f"{fold(item.name)} {item.code}" for word in words)
    ]


def digest_of(items: Iterable[Item]) -> str:
    """What a list of changes is, in 16 hex digits: a form that confirms a whole list carries it."""
    lines = "\n".join(f"{item.key}:{item.version_id}:{item.posting_id}" for item in items)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]

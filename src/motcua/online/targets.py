"""Targets: those that the product brings along as history, and the province's own; all in one shape."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from motcua.access.actors import Actor
from motcua.law.explained import Citation, Confidence
from motcua.law.words import N_
from motcua.online.frame import Scope
from motcua.online.models import Indicator, Target
from motcua.online.selectors import own_targets
from motcua.web.words import storable

LABEL = N_("chỉ tiêu dịch vụ công trực tuyến")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target: at least `minimum` per cent by the day `by`; `key` is its address, `historic` marks shipped ones."""

    key: str
    indicator: Indicator
    levels: tuple[str, ...]
    tier: str
    field_id: int | None
    field: str
    by: date
    minimum: Decimal
    source: str
    article: str
    confidence: Confidence
    historic: bool
    note: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """The procedures that it speaks of."""
        return Scope(self.tier, self.field_id)

    @property
    def citation(self) -> Citation:
        """The document that sets it, as the source of a judgement."""
        return Citation(
            key=f"online.target.{self.key}",
            instrument=self.source,
            article=self.article,
            value=str(self.minimum),
            confidence=self.confidence,
            layer="national" if self.historic else "local",
            label=LABEL,
            note=self.note,
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "id": self.key,
            "indicator": str(self.indicator),
            "indicator_name": str(self.indicator.label),
            "levels": list(self.levels),
            "tier": self.tier,
            "field": self.field,
            "by": self.by,
            "minimum": float(self.minimum),
            "source": self.source,
            "article": self.article,
            "confidence": self.confidence,
            "historic": self.historic,
            "note": self.note,
            "version": self.version,
        }


@cache
def shipped_targets() -> tuple[TargetRow, ...]:
    """The historic targets of the product, as its file has them."""
    text = (resources.files("motcua.online") / "seed" / "targets.toml").read_text(encoding="utf-8")
    return read_targets(tomllib.loads(text))


def read_targets(file: dict[str, Any]) -> tuple[TargetRow, ...]:
    """Targets of a parsed file; raises `KeyError` or `ValueError` for one that says too little."""
    return tuple(
        TargetRow(
            key=row["key"],
            indicator=Indicator(row["indicator"]),
            levels=tuple(row["levels"]),
            tier=row["tier"],
            field_id=None,
            field="",
            by=row["by"],
            minimum=Decimal(row["minimum"]),
            source=file["instrument"],
            article=row["article"],
            confidence=row["confidence"],
            historic=file["historic"],
            note=row.get("note", ""),
        )
        for row in file["target"]
    )


def target_rows(actor: Actor) -> list[TargetRow]:
    """Every target in use, the province's own first, each by its day (one statement)."""
    return [*_own(own_targets(actor)), *sorted(shipped_targets(), key=lambda row: (row.by, row.key))]


def target_by_key(key: str, actor: Actor) -> TargetRow | None:
    """The target of an address, where the actor may see it."""
    shipped = next((row for row in shipped_targets() if row.key == key), None)
    if shipped is not None:
        return shipped if actor.may("online.view") else None
    return next(iter(_own(own_targets(actor).filter(public_id=storable(key)))), None)


def _own(rows: Iterable[Target]) -> list[TargetRow]:
    return [
        TargetRow(
            key=row.public_id,
            indicator=Indicator(row.indicator),
            levels=tuple(row.levels),
            tier=row.tier,
            field_id=row.field_id,
            field=row.field.name if row.field else "",
            by=row.by,
            minimum=row.minimum,
            source=row.source,
            article=row.article,
            confidence="A",
            historic=False,
            note=row.note,
            version=row.version,
        )
        for row in rows
    ]

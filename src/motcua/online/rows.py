"""A service as one line of a list: what pages, tables, papers and open data all show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.online.judging import ServiceSaid, said_of
from motcua.online.models import OnlineService, ServiceQuerySet
from motcua.online.regime import words_on
from motcua.online.selectors import suspended_among, with_tiers
from motcua.organisation.models import Tier


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service with the name, field and tiers of its procedure."""

    row: OnlineService
    said: ServiceSaid
    name: str
    field: str
    tiers: tuple[str, ...]
    in_force: bool

    @property
    def code(self) -> str:
        """The procedure's code."""
        return self.said.code

    @property
    def state(self) -> tuple[str, str]:
        """Where the service stands: words and the kind of mark."""
        if not self.in_force:
            return _("thủ tục đã bãi bỏ"), "danger"
        if self.said.suspended:
            return _("tạm dừng"), "danger"
        if self.said.reassess:
            return _("cần đánh giá lại"), "warning"
        if self.said.launched:
            return _("đang khai thác"), "success"
        return _("chưa khai thác"), "info"

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            **self.said.to_dict(),
            "id": self.row.public_id,
            "name": self.name,
            "field": self.field,
            "tiers": list(self.tiers),
            "version": self.row.version,
        }


def tier_names() -> dict[str, str]:
    """The names of tiers by key, old ones and those outside local government too."""
    return {"ministry": _("Cấp bộ"), "other": _("Cơ quan khác"), **dict(Tier.objects.values_list("key", "name"))}


def shown(rows: Iterable[OnlineService], day: date, tiers: dict[str, str] | None = None) -> list[ServiceRow]:
    """Services read with their tiers (`with_tiers`) as lines of a list on a day; three statements for any number."""
    found = list(rows)
    names = tier_names() if tiers is None else tiers
    stops, words = suspended_among(found, day), words_on(day)
    lines = []
    for row in found:
        version = row.procedure.current
        lines.append(
            ServiceRow(
                row=row,
                said=said_of(row.procedure.code, day, row, stops.get(row.procedure_id), words),
                name=version.name if version else "",
                field=version.field.name if version and version.field else "",
                tiers=tuple(names.get(line.tier, line.tier) for line in version.tiers.all()) if version else (),
                in_force=version is not None,
            )
        )
    return lines


def shown_all(rows: ServiceQuerySet, day: date) -> list[ServiceRow]:
    """Every service of a selection as lines of a list; a fixed number of statements."""
    return shown(with_tiers(rows), day)

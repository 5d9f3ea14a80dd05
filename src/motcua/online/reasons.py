"""Why a service is only partial, as kept beside it: kind, article, whose text it is, day of repair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.online.models import Cause, PartialKind
from motcua.web.faults import UserError

BY_LAW = (PartialKind.PRESENCE, PartialKind.SITE)


@dataclass(frozen=True, slots=True)
class PartialReason:
    """One reason: `article` names the provision that requires presence or a look at the place.

    `own` says that the provision stands in a document of the province; `repair_by` is the day on which a fault is to
    be mended.
    """

    kind: PartialKind
    article: str = ""
    own: bool = False
    repair_by: date | None = None
    note: str = ""

    @property
    def cause(self) -> Cause:
        """Whose power the reason lies in."""
        if self.kind not in BY_LAW:
            return Cause.TECHNICAL
        return Cause.OWN_DOCUMENT if self.own else Cause.CENTRAL_LAW

    def words(self) -> str:
        """The reason as it is published."""
        text = str(self.kind.label)
        if self.article:
            text += f" ({self.article})"
        if self.repair_by:
            text += _("; dự kiến khắc phục %(day)s") % {"day": f"{self.repair_by:%d/%m/%Y}"}
        return f"{text}; {self.note}" if self.note else text

    def plain(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "kind": str(self.kind),
            "article": self.article,
            "own": self.own,
            "repair_by": self.repair_by.isoformat() if self.repair_by else None,
            "note": self.note,
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> PartialReason:
        """Back from what a row keeps or a machine sends. Raises `UserError` for a kind or day that does not exist."""
        try:
            day = plain.get("repair_by")
            return cls(
                kind=PartialKind(plain.get("kind", "")),
                article=str(plain.get("article") or "").strip(),
                own=bool(plain.get("own", False)),
                repair_by=date.fromisoformat(str(day)) if day else None,
                note=str(plain.get("note") or "").strip(),
            )
        except ValueError as error:
            raise UserError(
                "bad-reason",
                _("Lý do một phần cần có kind là một trong: %(kinds)s; ngày dạng 2026-11-20.")
                % {"kinds": ", ".join(PartialKind.values)},
                field="reasons",
            ) from error


def reasons_in(rows: Iterable[Mapping[str, Any]]) -> tuple[PartialReason, ...]:
    """The reasons of a row."""
    return tuple(PartialReason.read(row) for row in rows)


def faults_of(reasons: Sequence[PartialReason]) -> list[str]:
    """What is missing from reasons that must be published: an article, a day of repair."""
    faults = []
    for reason in reasons:
        if reason.kind in BY_LAW and not reason.article:
            faults.append(_("chưa ghi điều khoản yêu cầu: %(kind)s") % {"kind": reason.kind.label})
        if reason.kind is PartialKind.FAULT and reason.repair_by is None:
            faults.append(_("lỗi kỹ thuật chưa ghi ngày dự kiến khắc phục"))
    return faults

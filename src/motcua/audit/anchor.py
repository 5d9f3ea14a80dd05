"""The anchor file: where the log stood at a moment, kept outside the database, so that a cut tail can be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.audit.canon import keyed
from motcua.audit.horizon import is_postgresql
from motcua.audit.models import Entry, Seal
from motcua.web.faults import UserError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the log stood at a moment.

    `head` is the chain value of row `last_id` (SQLite) or the hash of seal `seal_id` (PostgreSQL); `open` are
    (id, digest) of rows written but not yet sealed.
    """

    at: str
    rows: int
    last_id: int
    seal_id: int
    head: str
    open: tuple[tuple[int, str], ...]

    def _mac(self) -> str:
        pairs = [f"{identity}:{digest}" for identity, digest in self.open]
        return keyed("anchor", self.at, str(self.rows), str(self.last_id), str(self.seal_id), self.head, *pairs)

    def to_dict(self) -> dict[str, Any]:
        """The anchor as it is written to a file, with its keyed hash."""
        return {
            "format": FORMAT,
            "at": self.at,
            "rows": self.rows,
            "last_id": self.last_id,
            "seal_id": self.seal_id,
            "head": self.head,
            "open": [list(pair) for pair in self.open],
            "mac": self._mac(),
        }

    @classmethod
    def from_dict(cls, raw: Any) -> Anchor:
        """Read an anchor back; raises `UserError` where it is not one, was changed or was made under another key."""
        try:
            pairs = tuple((int(identity), str(digest)) for identity, digest in raw["open"])
            anchor = cls(
                str(raw["at"]), int(raw["rows"]), int(raw["last_id"]), int(raw["seal_id"]), str(raw["head"]), pairs
            )
            genuine = raw["format"] == FORMAT and raw["mac"] == anchor._mac()
        except (KeyError, TypeError, ValueError):
            raise UserError("anchor.unreadable", _("Tệp neo không đọc được.")) from None
        if not genuine:
            raise UserError(
                "anchor.forged",
                _("Tệp neo đã bị sửa hoặc được tạo bằng khóa khác."),
                hint=_("Dùng tệp neo gốc và khóa nhật ký của chính hệ thống này."),
            )
        return anchor


def take() -> Anchor:
    """The anchor of the log as it stands now."""
    at = timezone.now().isoformat(timespec="seconds")
    last = Entry.objects.order_by("-id").values_list("id", "chain").first()
    rows = Entry.objects.count()
    last_id, chain = last if last else (0, "")
    if not is_postgresql():
        return Anchor(at, rows, last_id, 0, chain, ())
    seal = Seal.objects.order_by("-id").first()
    unsealed = Entry.objects.filter(tx__gte=seal.to_tx if seal else 0).order_by("tx", "id")
    pairs = tuple(unsealed.values_list("id", "digest"))
    return Anchor(at, rows, last_id, seal.pk if seal else 0, seal.hash if seal else "", pairs)


def write(anchor: Anchor, path: Path) -> None:
    """Write the anchor to `path`."""
    path.write_text(json.dumps(anchor.to_dict(), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Anchor:
    """The anchor in `path`; raises `UserError` where it is missing, unreadable or forged."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UserError("anchor.unreadable", _("Tệp neo không đọc được.")) from None
    return Anchor.from_dict(raw)

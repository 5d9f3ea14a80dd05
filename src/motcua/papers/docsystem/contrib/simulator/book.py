"""What the stand-in knows: documents handed to it, numbers by unit, symbol and year, faults it is told to play.

Everything is kept in a folder, so that a number given before a restart is not given again after it.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from motcua.web.publicid import new_public_id

SIGNER = "Người ký (mô phỏng)"


class Refused(Exception):
    """What the stand-in does not do: an HTTP status and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass
class Entry:
    """One document in the stand-in's book."""

    id: str
    key: str
    unit: str
    unit_name: str
    title: str
    symbol: str
    came_at: str
    decision: str = "waiting"
    number: int = 0
    signed_on: str = ""
    signer: str = ""
    reason: str = ""
    sent_to: list[str] = field(default_factory=list)
    received: dict[str, str] = field(default_factory=dict)


class Book:
    """The documents; safe for several threads. After `sign_after` seconds a document signs itself (None: never)."""

    def __init__(self, folder: Path, sign_after: float | None = None) -> None:
        self._folder, self._sign_after = folder, sign_after
        self._lock = threading.RLock()
        self._faults: list[int] = []
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / "book.json"
        rows = json.loads(kept.read_text()) if kept.exists() else []
        self._entries = {row["id"]: Entry(**row) for row in rows}

    def play_fault(self, status: int, times: int) -> None:
        """Answer the next `times` calls with `status`."""
        with self._lock:
            self._faults = [status] * times

    def fault(self) -> int:
        """The status of the fault to be played now, 0 for none."""
        with self._lock:
            return self._faults.pop() if self._faults else 0

    def take(self, told: dict[str, Any], pdf: bytes) -> Entry:
        """Enter a document; the same key is the same document."""
        with self._lock:
            known = next((one for one in self._entries.values() if one.key == told["key"]), None)
            if known is not None:
                return known
            if not pdf.startswith(b"%PDF-"):
                raise Refused(422, "Bản trình ký không phải tệp PDF.")
            if not told["symbol"] or not told["title"]:
                raise Refused(422, "Thiếu ký hiệu hoặc trích yếu.")
            entry = Entry(
                id=new_public_id(),
                key=str(told["key"]),
                unit=str(told["unit"]),
                unit_name=str(told["unit_name"]),
                title=str(told["title"]),
                symbol=str(told["symbol"]),
                came_at=datetime.now(UTC).isoformat(),
            )
            (self._folder / f"{entry.id}.pdf").write_bytes(pdf)
            self._entries[entry.id] = entry
            self._keep()
            return entry

    def find(self, identity: str) -> Entry:
        """A document as it stands now; raises `Refused` for an unknown one."""
        with self._lock:
            entry = self._entries.get(identity)
            if entry is None:
                raise Refused(404, "Không có văn bản này.")
            came = datetime.fromisoformat(entry.came_at)
            after = self._sign_after
            if entry.decision == "waiting" and after is not None and datetime.now(UTC) >= came + timedelta(0, after):
                self.sign(identity)
            return entry

    def all(self) -> list[Entry]:
        """All documents, latest first."""
        with self._lock:
            return sorted(self._entries.values(), key=lambda one: one.came_at, reverse=True)

    def sign(self, identity: str, signer: str = "", signed_on: str = "") -> Entry:
        """Sign a document: the next number of its unit, symbol and year."""
        with self._lock:
            entry = self._waiting(identity)
            day = date.fromisoformat(signed_on) if signed_on else datetime.now().astimezone().date()
            same = (entry.unit_name, entry.symbol, str(day.year))
            numbers = [o.number for o in self._entries.values() if (o.unit_name, o.symbol, o.signed_on[:4]) == same]
            entry.number, entry.signed_on = max(numbers, default=0) + 1, day.isoformat()
            entry.signer, entry.decision = signer or SIGNER, "signed"
            self._keep()
            return entry

    def turn_back(self, identity: str, reason: str) -> Entry:
        """Return a document to who handed it over."""
        with self._lock:
            entry = self._waiting(identity)
            entry.decision, entry.reason = "returned", reason or "Đề nghị xem lại."
            self._keep()
            return entry

    def withdraw(self, identity: str) -> None:
        """Forget a document that is not signed; raises `Refused` for a signed one."""
        with self._lock:
            entry = self._entries.get(identity)
            if entry is None:
                return
            if entry.decision == "signed":
                raise Refused(409, f"Văn bản đã ký, số {entry.number:02d}/{entry.symbol}.")
            del self._entries[identity]
            (self._folder / f"{identity}.pdf").unlink(missing_ok=True)
            self._keep()

    def send(self, identity: str, recipients: list[str]) -> Entry:
        """Send a signed document; the stand-in's recipients have it at once."""
        with self._lock:
            entry = self.find(identity)
            if entry.decision != "signed":
                raise Refused(409, "Văn bản chưa ký.")
            for name in recipients:
                if name not in entry.sent_to:
                    entry.sent_to.append(name)
                    entry.received[name] = datetime.now(UTC).isoformat()
            self._keep()
            return entry

    def signed_pdf(self, identity: str) -> bytes:
        """The copy that comes back: what was handed over, marked at its end with number, day and signer."""
        entry = self.find(identity)
        if entry.decision != "signed":
            raise Refused(409, "Văn bản chưa ký.")
        mark = f"\n% {entry.number:02d}/{entry.symbol} {entry.signed_on} {entry.signer}\n"
        return (self._folder / f"{identity}.pdf").read_bytes() + mark.encode()

    def _waiting(self, identity: str) -> Entry:
        entry = self._entries.get(identity)
        if entry is None:
            raise Refused(404, "Không có văn bản này.")
        if entry.decision != "waiting":
            raise Refused(409, "Văn bản đã có kết quả.")
        return entry

    def _keep(self) -> None:
        """Write the book beside the old one, then in its place."""
        fresh = self._folder / "book.json.new"
        fresh.write_text(json.dumps([asdict(one) for one in self._entries.values()], ensure_ascii=False))
        fresh.replace(self._folder / "book.json")

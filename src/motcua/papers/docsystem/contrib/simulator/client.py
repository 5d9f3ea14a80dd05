"""The client: JSON over HTTP, one connection a call, with a limit of time."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from motcua.papers.docsystem.base import Answer, Outgoing, SystemAway, SystemRefused

PATIENCE = 20.0  # seconds for one answer
MOST_NUMBER = 999_999  # as people and machines may type it
_LARGEST = 64 * 1024 * 1024  # bytes of one answer


class SimulatorSystem:
    """`address` is the server's, "http://127.0.0.1:8600"; `token` is sent as a bearer key."""

    def __init__(self, address: str, token: str = "", patience: float = PATIENCE) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LookupError(f"MOTCUA_DOCSYSTEM: {address!r} is no address of a server.")
        self._parts, self._token, self._patience = parts, token, patience

    def hand_over(self, outgoing: Outgoing) -> str:
        """Hand a document over; the same key is answered with the same id."""
        told = {
            "key": outgoing.key,
            "unit": outgoing.unit,
            "unit_name": outgoing.unit_name,
            "title": outgoing.title,
            "symbol": outgoing.symbol,
            "pdf": base64.b64encode(outgoing.pdf).decode(),
        }
        return _text(self._json("POST", "/documents", told), "id")

    def look(self, external_id: str) -> Answer:
        """How far the document is."""
        told = self._json("GET", f"/documents/{quote(external_id, safe='')}")
        try:
            return answer_from(told)
        except (KeyError, TypeError, ValueError) as error:
            raise SystemAway(f"{self._parts.netloc}: unreadable answer ({type(error).__name__})") from error

    def signed_file(self, external_id: str) -> bytes:
        """The signed copy."""
        return self._call("GET", f"/documents/{quote(external_id, safe='')}/file")

    def withdraw(self, external_id: str) -> None:
        """Take the document back."""
        self._call("DELETE", f"/documents/{quote(external_id, safe='')}")

    def send(self, external_id: str, recipients: Sequence[str]) -> None:
        """Send the signed document on."""
        self._json("POST", f"/documents/{quote(external_id, safe='')}/send", {"recipients": list(recipients)})

    def _json(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> Any:
        content = self._call(method, path, None if told is None else json.dumps(told).encode())
        try:
            return json.loads(content)
        except ValueError as error:
            raise SystemAway(f"{self._parts.netloc}: the answer is no JSON") from error

    def _call(self, method: str, path: str, body: bytes | None = None) -> bytes:
        parts = self._parts
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        link = kind(str(parts.hostname), parts.port, timeout=self._patience)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            link.request(method, parts.path.rstrip("/") + path, body, headers)
            answer = link.getresponse()
            content = answer.read(_LARGEST + 1)
        except (OSError, HTTPException) as error:
            raise SystemAway(f"{parts.netloc}: {type(error).__name__}") from error
        finally:
            link.close()
        if len(content) > _LARGEST:
            raise SystemAway(f"{parts.netloc}: the answer is too long")
        if answer.status >= 500 or answer.status in (408, 425, 429):
            raise SystemAway(f"{parts.netloc}: {answer.status}")
        if answer.status >= 300:
            raise SystemRefused(_reason(content) or f"HTTP {answer.status}")
        return content


def answer_from(told: Mapping[str, Any]) -> Answer:
    """The answer in our words; raises `KeyError`, `TypeError` or `ValueError` for one that cannot be."""
    decision = told["decision"]
    if decision == "waiting":
        return Answer("waiting")
    if decision == "returned":
        return Answer("returned", reason=str(told.get("reason", ""))[:1000])
    if decision != "signed":
        raise ValueError(decision)
    number = int(told["number"])
    if not 1 <= number <= MOST_NUMBER or not told["symbol"] or not told["signer"]:
        raise ValueError("a signed document without number, symbol or signer")
    received = {str(name): datetime.fromisoformat(at) for name, at in dict(told.get("received", {})).items()}
    if any(at.tzinfo is None for at in received.values()):
        raise ValueError("a receipt whose moment names no time zone")
    return Answer(
        "signed",
        number=number,
        symbol=str(told["symbol"]),
        signed_on=date.fromisoformat(told["signed_on"]),
        signer=str(told["signer"]),
        received=received,
    )


def _text(told: Any, name: str) -> str:
    value = told.get(name) if isinstance(told, dict) else None
    if not isinstance(value, str) or not value:
        raise SystemAway(f"the answer holds no {name}")
    return value


def _reason(content: bytes) -> str:
    try:
        told = json.loads(content)
    except ValueError:
        return ""
    return str(told.get("reason", ""))[:300] if isinstance(told, dict) else ""

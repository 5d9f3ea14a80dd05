"""The stand-in as an HTTP server: what programs call, and a page on which a person signs or returns documents."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jinja2 import Environment

from motcua.papers.docsystem.contrib.simulator.book import Book, Entry, Refused

_LARGEST = 48 * 1024 * 1024  # bytes of one request
_PAGE = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Hệ thống văn bản mô phỏng</title>
<h1>Hệ thống văn bản mô phỏng</h1><p>Dùng để chạy thử. Chữ ký ở đây không có giá trị.</p>
{% set words = {"waiting": "chờ ký", "signed": "đã ký", "returned": "đã trả lại"} %}
{% for one in entries %}<section><h2>{{ one.title }}</h2>
<p>{{ one.unit_name }} · {{ words.get(one.decision, one.decision) }}
{% if one.number %}· {{ "%02d" % one.number }}/{{ one.symbol }} · {{ one.signed_on }}{% endif %}</p>
{% if one.decision == "waiting" %}<form method="post" action="/control/sign">
<input type="hidden" name="id" value="{{ one.id }}">
<button>Ký, cấp số</button></form><form method="post" action="/control/return">
<input type="hidden" name="id" value="{{ one.id }}">
<label>Lý do <input name="reason"></label> <button>Trả lại</button></form>{% endif %}</section>
{% else %}<p>Chưa có văn bản nào.</p>{% endfor %}</html>"""
)


def serve(
    port: int, folder: Path, *, token: str = "", sign_after: float | None = None, host: str = "127.0.0.1"
) -> ThreadingHTTPServer:
    """A server bound to `port` (0: any free one), not yet running; call `serve_forever()`.

    `token` is the key that callers must send; `sign_after` as in `Book`.
    """
    server = ThreadingHTTPServer((host, port), _Handler)
    server.daemon_threads = True
    server.__dict__["book"] = Book(folder, sign_after)
    server.__dict__["token"] = token
    return server


class _Handler(BaseHTTPRequestHandler):
    """Programs call `/documents…`; `/` and `/control/…` are for who plays the province's document office."""

    protocol_version = "HTTP/1.1"
    timeout = 60

    @property
    def book(self) -> Book:
        book: Book = self.server.__dict__["book"]
        return book

    def do_GET(self) -> None:
        """A document's state, its signed copy, the page."""
        self._answer("GET")

    def do_POST(self) -> None:
        """A document handed over or sent; what the person decides."""
        self._answer("POST")

    def do_DELETE(self) -> None:
        """A document withdrawn."""
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        path = [unquote(part) for part in urlsplit(self.path).path.split("/") if part]
        try:
            body = self._body()
            if not path and method == "GET":
                self._send(200, _PAGE.render(entries=self.book.all()).encode(), "text/html; charset=utf-8")
            elif path[:1] == ["control"] and method == "POST" and len(path) == 2:
                self._control(path[1], self._told(body))
            elif path[:1] == ["documents"]:
                self._check_caller()
                self._documents(method, path[1:], body)
            else:
                raise Refused(404, "Không có địa chỉ này.")
        except Refused as refused:
            self._json({"reason": refused.reason}, refused.status)
        except (KeyError, TypeError, ValueError, binascii.Error):
            self._json({"reason": "Yêu cầu không đọc được."}, 400)

    def _check_caller(self) -> None:
        token = self.server.__dict__["token"]
        if token and self.headers.get("Authorization", "") != f"Bearer {token}":
            raise Refused(401, "Khóa truy cập không đúng.")
        status = self.book.fault()
        if status:
            raise Refused(status, "Sự cố mô phỏng.")

    def _documents(self, method: str, path: list[str], body: bytes) -> None:
        match (method, path):
            case ("POST", []):
                told = json.loads(body)
                entry = self.book.take(told, base64.b64decode(told["pdf"], validate=True))
                self._json({"id": entry.id}, 201)
            case ("GET", [identity]):
                self._json(_plain(self.book.find(identity)))
            case ("GET", [identity, "file"]):
                self._send(200, self.book.signed_pdf(identity), "application/pdf")
            case ("DELETE", [identity]):
                self.book.withdraw(identity)
                self._json({})
            case ("POST", [identity, "send"]):
                recipients = [str(name) for name in json.loads(body)["recipients"]]
                self._json(_plain(self.book.send(identity, recipients)))
            case _:
                raise Refused(404, "Không có địa chỉ này.")

    def _control(self, verb: str, told: dict[str, str]) -> None:
        if verb == "sign":
            self.book.sign(told["id"], told.get("signer", ""), told.get("signed_on", ""))
        elif verb == "return":
            self.book.turn_back(told["id"], told.get("reason", ""))
        elif verb == "faults":
            self.book.play_fault(int(told["status"]), min(int(told["times"]), 100))
        else:
            raise Refused(404, "Không có địa chỉ này.")
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _body(self) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _LARGEST:
            self.close_connection = True
            raise Refused(413, "Tệp quá lớn.")
        return self.rfile.read(length)

    @staticmethod
    def _told(body: bytes) -> dict[str, str]:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))

    def _json(self, value: dict[str, Any], status: int = 200) -> None:
        self._send(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""


def _plain(entry: Entry) -> dict[str, Any]:
    """A document as programs are told of it."""
    shown = ("id", "decision", "number", "symbol", "signed_on", "signer", "reason", "received")
    return {name: value for name, value in asdict(entry).items() if name in shown}

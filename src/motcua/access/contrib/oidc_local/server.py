"""The local provider as an HTTP server on this machine."""

from __future__ import annotations

import base64
import binascii
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment

from motcua.access.contrib.oidc_local.persons import PERSONS
from motcua.access.contrib.oidc_local.provider import Provider, Refused

_LARGEST = 64 * 1024  # bytes of a form
_PAGE = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Định danh thử nghiệm</title>
<h1>Định danh thử nghiệm</h1><p>Chọn người để đăng nhập. Không có người nào ở đây là thật.</p>
<form method="post">
{% for name, value in asked.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}
{% for person in persons %}<p><button name="sub" value="{{ person.sub }}">{{ person.name }}</button></p>{% endfor %}
<p><button name="sub" value="">Thôi</button></p></form></html>"""
)


def serve(port: int, client_id: str, client_secret: str, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A server bound to `port` (0: any free one), not yet running; call `serve_forever()`."""
    server = ThreadingHTTPServer((host, port), _Handler)
    server.daemon_threads = True
    issuer = f"http://{host}:{server.server_address[1]}"
    server.__dict__["provider"] = Provider(issuer, client_id, client_secret)
    return server


class _Handler(BaseHTTPRequestHandler):
    """Answers the five addresses of the protocol."""

    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        provider: Provider = self.server.__dict__["provider"]
        return provider

    def do_GET(self) -> None:
        """Discovery, keys, the page where one chooses who to be, what is told about a person."""
        parts = urlsplit(self.path)
        try:
            if parts.path == "/.well-known/openid-configuration":
                self._json(self.provider.discovery())
            elif parts.path == "/jwks":
                self._json(self.provider.jwks())
            elif parts.path == "/userinfo":
                self._json(self.provider.userinfo(self.headers.get("Authorization", "")))
            elif parts.path == "/authorize":
                asked = dict(parse_qsl(parts.query))
                self.provider.check_request(asked)
                page = _PAGE.render(asked=asked, persons=PERSONS)
                self._send(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})
            else:
                self._send(404, b"", {})
        except Refused as refused:
            self._json({"error": refused.code}, refused.status)

    def do_POST(self) -> None:
        """The choice of a person; the exchange of a code."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST:
            self._send(413, b"", {"Connection": "close"})
            return
        form = dict(parse_qsl(self.rfile.read(length).decode("utf-8", "replace"), keep_blank_values=True))
        try:
            if urlsplit(self.path).path == "/token":
                self._json(self.provider.exchange(form, self._basic()))
            else:
                self._authorized(form)
        except Refused as refused:
            self._json({"error": refused.code}, refused.status)

    def _authorized(self, form: dict[str, str]) -> None:
        sub = form.pop("sub", "")
        self.provider.check_request(form)
        told = {"code": self.provider.authorize(form, sub)} if sub else {"error": "access_denied"}
        query = urlencode({**told, "state": form.get("state", "")})
        self._send(302, b"", {"Location": f"{form['redirect_uri']}?{query}"})

    def _basic(self) -> tuple[str, str] | None:
        kind, _space, value = self.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            name, _colon, secret = base64.b64decode(value).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return name, secret

    def _json(self, value: dict[str, Any], status: int = 200) -> None:
        self._send(status, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is logged: addresses hold codes."""

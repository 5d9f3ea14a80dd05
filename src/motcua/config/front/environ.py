"""From an ASGI scope to the environment of a WSGI application (PEP 3333)."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

from motcua.config.front.limits import Network

_FORWARDING = frozenset({"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"})
_BARE = {"CONTENT-TYPE": "CONTENT_TYPE", "CONTENT-LENGTH": "CONTENT_LENGTH"}


def headers_of(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Request headers under their WSGI names; repeated ones are joined.

    A name with an underscore is dropped: it would pass for the one with a hyphen.
    """
    found: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name = raw_name.decode("latin-1").upper()
        if "_" in name:
            continue
        key = _BARE.get(name) or "HTTP_" + name.replace("-", "_")
        value = raw_value.decode("latin-1")
        if key in found:
            value = found[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
        found[key] = value
    return found


def _is_trusted(address: str, proxies: tuple[Network, ...]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in proxies)


def client_of(peer: str, headers: dict[str, str], proxies: tuple[Network, ...]) -> tuple[str, str | None]:
    """The client's address and, where a trusted proxy says so, the scheme it used.

    `peer` is the other end of the socket. Its forwarding headers count only if it is one of `proxies`; the list of
    addresses is then read from the right, past further trusted proxies. Forwarding headers are removed in any case.
    """
    given = {name: headers.pop(name) for name in _FORWARDING if name in headers}
    if not _is_trusted(peer, proxies):
        return peer, None
    scheme = given.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip().lower()
    address = peer
    for hop in reversed(given.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        try:
            address = str(ipaddress.ip_address(hop.strip()))
        except ValueError:
            break
        if not _is_trusted(address, proxies):
            break
    return address, scheme if scheme in {"http", "https"} else None


def environ_of(scope: dict[str, Any], body: BinaryIO, size: int, proxies: tuple[Network, ...]) -> dict[str, Any]:
    """The WSGI environment of a request whose whole body of `size` bytes lies in `body`."""
    headers = headers_of(scope["headers"])
    address, scheme = client_of((scope.get("client") or ("", 0))[0], headers, proxies)
    host, port = scope.get("server") or ("127.0.0.1", 80)
    headers["CONTENT_LENGTH"] = str(size) if size or "CONTENT_LENGTH" in headers else ""
    headers.pop("HTTP_TRANSFER_ENCODING", None)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme or "http",
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }

"""The front tells the application who asks, and believes only proxies that the installation named."""

import ipaddress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.config.environment import SettingsError
from motcua.config.front.environ import client_of, environ_of, headers_of
from motcua.config.front.limits import from_environment, trusted_proxies

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("127.0.0.1/32"))


@pytest.mark.parametrize(
    ("case", "peer", "forwarded", "proto", "expected"),
    [
        ("no proxy", "203.0.113.9", None, None, ("203.0.113.9", None)),
        ("a stranger forges the address", "203.0.113.9", "1.2.3.4", "https", ("203.0.113.9", None)),
        ("the proxy says who", "10.0.0.1", "198.51.100.7", "https", ("198.51.100.7", "https")),
        ("a client forges through the proxy", "10.0.0.1", "1.2.3.4, 198.51.100.7", "https", ("198.51.100.7", "https")),
        ("two proxies", "10.0.0.1", "198.51.100.7, 10.0.0.2", "http", ("198.51.100.7", "http")),
        ("only proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", None, ("10.0.0.3", None)),
        ("nonsense from the proxy", "10.0.0.1", "unknown", "gopher", ("10.0.0.1", None)),
        ("nothing from the proxy", "127.0.0.1", None, None, ("127.0.0.1", None)),
        ("IPv6", "10.0.0.1", "2001:db8::7", "https", ("2001:db8::7", "https")),
    ],
)
def test_the_client_is_the_socket_unless_a_trusted_proxy_says_otherwise(case, peer, forwarded, proto, expected):
    headers = {"HTTP_HOST": "x"}
    if forwarded is not None:
        headers["HTTP_X_FORWARDED_FOR"] = forwarded
    if proto is not None:
        headers["HTTP_X_FORWARDED_PROTO"] = proto
    assert client_of(peer, headers, PROXIES) == expected, case
    assert headers == {"HTTP_HOST": "x"}, "forwarding headers never reach the application"


@given(st.text(max_size=60), st.ip_addresses())
def test_no_header_of_a_stranger_moves_the_address(forwarded, peer):
    address = str(peer)
    if any(peer in network for network in PROXIES if network.version == peer.version):
        return
    assert client_of(address, {"HTTP_X_FORWARDED_FOR": forwarded}, PROXIES) == (address, None)


def test_a_header_with_an_underscore_does_not_pass_for_one_with_a_hyphen():
    headers = headers_of([(b"x_forwarded_for", b"1.2.3.4"), (b"x-request-id", b"abc"), (b"content-type", b"text/a")])
    assert headers == {"HTTP_X_REQUEST_ID": "abc", "CONTENT_TYPE": "text/a"}


def test_repeated_headers_are_joined_as_their_kind_asks():
    headers = headers_of([(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y")])
    assert headers == {"HTTP_COOKIE": "a=1; b=2", "HTTP_ACCEPT": "x,y"}


def test_a_vietnamese_address_reaches_the_application_as_pep_3333_wants_it():
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/thủ-tục/",
        "query_string": b"q=%C4%91%E1%BA%A5t",
        "http_version": "1.1",
        "headers": [(b"host", b"tinh.vn")],
        "client": ("203.0.113.9", 4000),
        "server": ("127.0.0.1", 8000),
    }
    environ = environ_of(scope, BytesIO(b"abc"), 3, ())
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/thủ-tục/"
    assert environ["QUERY_STRING"] == "q=%C4%91%E1%BA%A5t"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["REMOTE_ADDR"] == "203.0.113.9"
    assert environ["wsgi.url_scheme"] == "http"


def test_trusted_proxies_are_named_by_address_or_network(monkeypatch):
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", "10.1.2.3, 192.0.2.0/24")
    assert [str(network) for network in trusted_proxies()] == ["10.1.2.3/32", "192.0.2.0/24"]


def test_a_mistyped_proxy_stops_the_start(monkeypatch):
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", "proxy.local")
    with pytest.raises(SettingsError, match="MOTCUA_TRUSTED_PROXIES"):
        trusted_proxies()


def test_the_spool_is_for_its_owner_only(tmp_path):
    limits = from_environment(tmp_path, 1000)
    assert limits.body == 1000
    assert limits.folder is not None
    assert limits.folder.stat().st_mode & 0o077 == 0

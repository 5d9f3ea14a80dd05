"""What a production installation must not start with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from motcua.config.environment import SettingsError

SHORTEST_SECRET = 40
FEWEST_LETTERS = 12
_LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1", ""}


def faults(given: Mapping[str, Any]) -> Iterator[str]:
    """Each unsafe setting in `given` (Django's settings by name), as a sentence that names its variable."""
    if given["DEBUG_ASKED"]:
        yield "MOTCUA_DEBUG: shows the inside of the system to strangers; remove it."
    for variable, name in (("MOTCUA_SECRET_KEY", "SECRET_KEY"), ("MOTCUA_AUDIT_KEY", "AUDIT_KEY")):
        secret = given[name]
        if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
            yield f"{variable}: too weak; remove it to have one made, or give {SHORTEST_SECRET} random characters."
    if given["SECRET_KEY"] == given["AUDIT_KEY"]:
        yield "MOTCUA_AUDIT_KEY: must differ from MOTCUA_SECRET_KEY."
    base = urlsplit(given["BASE_URL"])
    if base.scheme != "https" or not base.hostname:
        yield f"MOTCUA_BASE_URL: must be an https address, is {given['BASE_URL']!r}."
    hosts = set(given["ALLOWED_HOSTS"])
    if any("*" in host or host.startswith(".") for host in hosts):
        yield "MOTCUA_HOSTS: must name each host; a wildcard lets forged links out by mail."
    elif not hosts - _LOCAL:
        yield "MOTCUA_HOSTS: must name the host people use, for example motcua.vinhlong.gov.vn."
    elif base.hostname and base.hostname not in hosts:
        yield f"MOTCUA_HOSTS: lacks {base.hostname}, the host of MOTCUA_BASE_URL."


def refuse_unsafe(given: Mapping[str, Any]) -> None:
    """Raise `SettingsError` with every unsafe setting of a production installation."""
    found = list(faults(given))
    if found:
        raise SettingsError("unsafe for production:\n" + "\n".join(f"  - {line}" for line in found))

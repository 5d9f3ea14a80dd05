"""Every address of the product says who may open it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.access.routes import PUBLIC, SIGNED_IN_RULE
from motcua.access.table import PERMISSIONS
from tests.house.rules import PACKAGE_ROUTES


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its whole pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern)
        else:
            yield pattern, entry


def rule_of(entry: URLPattern) -> str | None:
    """The rule that the view declares, or the one listed for a package's view."""
    declared = getattr(entry.callback, "access_rule", None)
    if declared is None and (entry.callback.__module__ or "").startswith("motcua."):
        return None
    return declared or PACKAGE_ROUTES.get(entry.name or "")


ALL = list(routes())


def test_there_are_routes():
    assert len(ALL) >= 3


@pytest.mark.parametrize(("pattern", "entry"), ALL, ids=[pattern or "/" for pattern, _ in ALL])
def test_every_route_declares_a_known_rule(pattern, entry):
    rule = rule_of(entry)
    assert rule is not None, f"{pattern} ({entry.callback.__module__}) says nothing of who may open it"
    assert rule in {PUBLIC, SIGNED_IN_RULE, *PERMISSIONS}, f"{pattern}: no such rule {rule!r}"


def test_the_list_of_package_routes_has_no_stale_entry():
    names = {entry.name for _, entry in ALL}
    assert not set(PACKAGE_ROUTES) - names


def test_the_admin_of_the_framework_is_not_routed():
    assert not [pattern for pattern, entry in ALL if "admin" in (entry.callback.__module__ or "").split(".")]


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in_page_or_refused(client):
    """Every guarded route without parameters, asked by nobody."""
    for pattern, entry in ALL:
        if "<" in pattern or "^" in pattern or rule_of(entry) == PUBLIC:
            continue
        answer = client.get("/" + pattern)
        assert answer.status_code in {302, 401, 403, 405}, f"/{pattern} answered {answer.status_code} to a stranger"

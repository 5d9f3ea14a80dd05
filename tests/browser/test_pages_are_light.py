"""The first visit of a citizen's page, weighed as a browser receives it (design.md 6): fonts stand apart."""

from __future__ import annotations

import re
from urllib.request import Request, urlopen

import pytest

from tests.processes import Site

KB = 1024
LIMITS = {"html": 18 * KB, "css": 14 * KB, "js": 28 * KB}
WHOLE = 60 * KB
CITIZEN_PAGES = ["/", "/tim/?q=khai+sinh"]


def received(site: Site, path: str, coding: str = "br, gzip") -> bytes:
    """The body as it comes over the line, still compressed."""
    with urlopen(Request(f"{site.url}{path}", headers={"Accept-Encoding": coding})) as answer:
        return bytes(answer.read())


def weights(site: Site, path: str, coding: str) -> dict[str, int]:
    """The bytes of a page and of the styles and scripts it names."""
    page = received(site, path, "identity").decode()
    found = {"html": len(received(site, path, coding)), "css": 0, "js": 0}
    for name in re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', page):
        found["css" if ".css" in name else "js"] += len(received(site, name, coding))
    return found


@pytest.mark.parametrize("coding", ["br, gzip", "gzip"])
@pytest.mark.parametrize("path", CITIZEN_PAGES)
def test_a_citizens_page_is_light(site: Site, path: str, coding: str):
    found = weights(site, path, coding)
    assert found["css"] > 1000
    assert found["js"] > 500
    too_heavy = {kind: size for kind, size in found.items() if size > LIMITS[kind]}
    assert too_heavy == {}
    assert sum(found.values()) <= WHOLE


def test_built_files_are_kept_for_good_by_the_browser(site: Site):
    page = received(site, "/", "identity").decode()
    sheet = re.search(r'rel="stylesheet" href="([^"]+)"', page)
    assert sheet is not None
    assert re.search(r"portal\.[0-9a-f]{12}\.css", sheet.group(1))
    with urlopen(f"{site.url}{sheet.group(1)}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_portal_carries_nothing_of_the_staff_bundle(site: Site):
    page = received(site, "/", "identity").decode()
    assert "staff." not in page
    assert "htmx" not in page


def test_fonts_are_ours_and_few(site: Site):
    page = received(site, "/", "identity").decode()
    fonts = re.findall(r'href="([^"]+\.woff2)"', page)
    assert len(fonts) == 2
    assert sum(len(received(site, name)) for name in fonts) < 40 * KB
    assert not re.search(r'(?:src|href)="https?://', page)

"""A seeded site served by the product's own processes, a real Chromium, and axe."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.processes import Site, serving

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_CHANGING = re.compile(r' (?:nonce|value)="[^"]*"')  # one-use keys, tokens: no colour depends on them
_IDS_TWICE = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
    .filter((id, at, all) => all.indexOf(id) !== at)"""
NARROW = {"width": 320, "height": 720}
WIDE = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A seeded province on the configured kind of database; `site.url`, `site.sign_ins`, `site.motcua(…)`."""
    with serving(tmp_path_factory.mktemp("site"), seed=True) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    import browser

    path = browser.find()
    if path is None:
        pytest.skip("not run: no Chromium on this machine (MOTCUA_CHROMIUM)")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh browser session at the site; ends with a failure where a script or the content policy complained."""
    made = chromium.new_context(base_url=site.url, viewport=WIDE, locale="vi-VN")
    made.set_default_timeout(60_000)
    complaints: list[str] = []
    made.on("weberror", lambda error: complaints.append(str(error.error)))
    made.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield made
    made.close()
    assert not complaints, complaints


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in a fresh session."""
    return context.new_page()


@pytest.fixture
def narrow_page(context: BrowserContext) -> Page:
    """A page 320 pixels wide."""
    found = context.new_page()
    found.set_viewport_size(NARROW)
    return found


@pytest.fixture(scope="session")
def axe_faults() -> Callable[[Page], list[str]]:
    """`axe_faults(page)`: what axe finds wrong, and ids that stand twice, as lines; empty for a page for everyone.

    Contrast, nine tenths of the time, is looked at once for a document: its colours do not depend on the width.
    """
    axe = Axe()
    seen: set[int] = set()

    def check(page: Page) -> list[str]:
        document = hash(_CHANGING.sub("", page.content()))
        rules = {"color-contrast": {"enabled": document not in seen}}
        seen.add(document)
        options = {"resultTypes": ["violations"], "rules": rules, "preload": False}
        found = axe.run(page, options=options).response["violations"]
        told = [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]
        return told + [f"id twice: {name}" for name in page.evaluate(_IDS_TWICE)]

    return check


@pytest.fixture
def signed_in(site: Site, page: Page) -> Callable[[str], Page]:
    """`signed_in("control_officer")`: the page with the session of a seeded account (by user name)."""

    def enter(username: str) -> Page:
        page.context.add_cookies([{"name": "sessionid", "value": site.session(username), "url": site.url}])
        return page

    return enter

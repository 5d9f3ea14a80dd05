"""`make screenshots`: the pictures of the documents, taken from a seeded product that is started for it and stopped.

    .venv/bin/python tools/screenshots.py                                  # starts its own
    .venv/bin/python tools/screenshots.py --url http://127.0.0.1:8000 --session KEY   # of one that runs

KEY is the value of the session cookie of a signed-in control officer. Pictures go to docs/images, at most 150 KB each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import browser
from house import ROOT, Failure, end_in_order, finish, say
from picture import smaller

FOLDER = ROOT / "docs" / "images"
MOST = 150_000
OFFICER = "kiemsoat"  # the seeded sign-in of the office that controls procedures
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
DESKTOP, LAPTOP, PHONE = (1280, 800), (1366, 768), (360, 720)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the address, the window in CSS pixels, whether an officer is signed in."""

    name: str
    path: str
    window: tuple[int, int] = LAPTOP
    signed_in: bool = True


PICTURES = (
    Picture("portal-home", "/", DESKTOP, signed_in=False),
    Picture("portal-home-phone", "/", PHONE, signed_in=False),
    Picture("search", "/tim/?q=lam+giay+khai+sinh+cho+con", DESKTOP, signed_in=False),
    Picture("procedure", "/thu-tuc/1.001193/", DESKTOP, signed_in=False),
    Picture("catalogue", "/kiem-soat/danh-muc/"),
    Picture("findings", "/kiem-soat/phat-hien/"),
    Picture("rules", "/quy-dinh/", (1280, 1120), signed_in=False),
    Picture("log", "/kiem-soat/nhat-ky/"),
)


@contextmanager
def product(url: str | None, session: str | None) -> Iterator[tuple[str, str]]:
    """The address of a product and a control officer's session there."""
    if url:
        if not session:
            raise Failure("--url needs --session: the value of a signed-in control officer's session cookie.")
        yield url.rstrip("/"), session
        return
    sys.path.insert(0, str(ROOT))
    from tests.processes import serving

    with (
        tempfile.TemporaryDirectory(prefix="motcua-pictures-") as home,
        serving(Path(home), seed=True, LOGNAME="motcua") as site,
    ):
        yield site.url, site.session(OFFICER)


def take(chromium: Browser, picture: Picture, base: str, session: str) -> bytes:
    """The picture, made small; raises `Failure` where the page does not answer as it should."""
    width, height = picture.window
    context = chromium.new_context(
        base_url=base, viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
    )
    if picture.signed_in:
        context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    page = context.new_page()
    answer = page.goto(picture.path, wait_until="networkidle")
    if answer is None or not answer.ok or "/dang-nhap/" in page.url:
        raise Failure(f"{picture.path} did not answer with its page.")
    page.evaluate("document.fonts.ready")
    found = smaller(page.screenshot())
    context.close()
    if len(found) > MOST:
        raise Failure(f"{picture.name}.png would have {len(found):,} bytes, more than {MOST:,}.")
    return found


def main() -> None:
    """Take all pictures."""
    end_in_order()
    parser = argparse.ArgumentParser(description="Takes the pictures of the documents.")
    parser.add_argument("--url", help="a product that runs (default: one is started)")
    parser.add_argument("--session", help="session cookie of a control officer there")
    chosen = parser.parse_args()
    path = browser.find_or_install()
    if path is None:
        raise Failure("No Chromium on this machine. Name one in MOTCUA_CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with product(chosen.url, chosen.session) as (base, session), sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=FLAGS)
        for picture in PICTURES:
            found = take(chromium, picture, base, session)
            (FOLDER / f"{picture.name}.png").write_bytes(found)
            say(f"docs/images/{picture.name}.png  {len(found):,} bytes")
        chromium.close()


if __name__ == "__main__":
    finish(main)

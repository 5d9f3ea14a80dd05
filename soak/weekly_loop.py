"""The control office's week, by hand in a browser: from a ministry's new version to three boards, measured on time.

Ten real procedures are imported as they were, taken stock of, and imported anew; the work that opens is followed
through lists signed in the stand-in of the province's document system, the upload, and the boards of three desks.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import browser
from soak.scenario import NotRun, Soak
from tests.processes import MOTCUA, ROOT, Site, free_port

NAME = "the weekly loop in a browser"
DATABASES = ("sqlite",)
PATIENCE = 120_000  # milliseconds for one step of a page
TURNS = 90  # looks at a page that a job has still to change
CODES = {  # none of the seed catalogue: what rests on the new decision already opens no work
    *("1.000080", "1.000094", "1.000419", "1.000593", "1.001695", "2.000497"),  # civil status, at the communes' desks
    *("1.000390", "1.000404", "1.000588", "1.000627"),  # legal advice, at the province's centre
}
MINISTRY = ("163/QĐ-BTP", "516/QĐ-BTP")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def run(soak: Soak) -> str:
    """Walk the loop once; raises `AssertionError` where a page does not lead on or something is not on time."""
    path = browser.find()
    if path is None:
        raise NotRun("no Chromium on this machine (MOTCUA_CHROMIUM)")
    shared = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared/data")
    if not shared.is_dir():
        raise NotRun(f"no folder {shared} (MOTCUA_SHARED_DATA)")
    port = free_port()
    system = f"http://127.0.0.1:{port}"
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with (
        soak.site(MOTCUA_DOCSYSTEM=f"simulator:{system}") as site,
        _document_system(site, port),
        sync_playwright() as it,
        it.chromium.launch(executable_path=path, args=flags) as chromium,
    ):
        page = _officer(chromium, site)
        return Week(page, site, system, shared).walk()


@contextmanager
def _document_system(site: Site, port: int) -> Iterator[None]:
    command = [*MOTCUA, "paper", "simulator", "--port", str(port)]
    stand_in = subprocess.Popen(command, env=site.env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        stand_in.terminate()
        stand_in.wait(15)


def _officer(chromium: Browser, site: Site) -> Page:
    context = chromium.new_context(base_url=site.url, locale="vi-VN", viewport={"width": 1366, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "sessionid", "value": site.session("kiemsoat"), "url": site.url}])
    return context.new_page()


class Week:
    """The officer's week, page by page."""

    def __init__(self, page: Page, site: Site, system: str, shared: Path) -> None:
        self.page, self.site, self.system, self.shared = page, site, system, shared
        self.desks: list[str] = []

    def walk(self) -> str:
        """Go through the week; returns what was measured."""
        self.bring("tthc-phien-ban-cu-sample.jsonl.gz")
        self.desks = self.three_desks()
        for desk in self.desks:
            self.confirm(desk)  # the first time takes stock of what hangs
        self.bring("tthc-sample.jsonl.gz")
        decisions = [self.follow(number) for number in MINISTRY]
        self.sign(len(decisions))
        for decision in decisions:
            self.publish(decision)
        changed = sum(self.confirm(desk) for desk in self.desks)
        return f"{self.measured()}; {changed} changes on three boards"

    def bring(self, name: str) -> None:
        """Import the ten procedures as the file has them, and apply."""
        with gzip.open(self.shared / name, "rt", encoding="utf-8") as lines:
            rows = [line for line in lines if json.loads(line)["code"] in CODES]
        assert len(rows) == len(CODES), f"{name} has {len(rows)} of the ten"
        self.page.goto("/kiem-soat/nhap/")
        data = "".join(rows).encode()
        self.page.get_by_label("Tệp danh mục").set_input_files(
            {"name": name.removesuffix(".gz"), "mimeType": "application/json", "buffer": data}
        )
        self.page.get_by_role("button", name="Đọc tệp").click()
        self.page.get_by_role("button", name="Áp dụng các dòng đã chọn").click()
        expect(self.page.locator("#lan-nhap").get_by_text("đã áp dụng").first).to_be_visible(timeout=PATIENCE)

    def three_desks(self) -> list[str]:
        """The addresses of the province's centre and of two communes' desks."""
        rows = json.loads(
            self.site.motcua("units", "list", "--json", "--name", "trung tam phuc vu hanh chinh cong").stdout
        )
        centre = [row["id"] for row in rows if row["tier"] == "province"][:1]
        communes = [row["id"] for row in rows if row["tier"] == "commune"][:2]
        assert len(centre) == 1, rows[:3]
        assert len(communes) == 2, rows[:3]
        return [f"/can-bo/niem-yet/{public_id}/" for public_id in (*centre, *communes)]

    def confirm(self, desk: str) -> int:
        """Confirm all that a board has to change, with a photo; returns how many changes."""
        self.page.goto(desk)
        everything = self.page.get_by_role("button", name=re.compile("Xác nhận cả danh sách"))
        words = everything.inner_text()
        photo = {"name": "bang.png", "mimeType": "image/png", "buffer": PNG}
        self.page.get_by_label("Ảnh chụp bảng niêm yết").set_input_files(photo)
        everything.click()
        expect(self.page.get_by_text("Đã ghi xác nhận niêm yết.")).to_be_visible()
        return int("".join(character for character in words if character.isdigit()))

    def follow(self, number: str) -> str:
        """Type the ministry's days, draft the list and check it; returns the decision's address."""
        link = self.page.get_by_role("link", name=number)
        self.until(self.page, f"/kiem-soat/viec-cong-bo/?q={quote(number)}", link)
        link.first.click()
        task = self.page.url
        self.page.get_by_role("link", name="Xem cả quyết định, ghi ngày ký và ngày hiệu lực").click()
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.page.get_by_role("textbox", name=re.compile("^Ngày ký")).fill(f"{today:%d/%m/%Y}")
        self.page.get_by_label("Ngày văn bản quy định thủ tục có hiệu lực").fill(
            f"{today + timedelta(days=45):%d/%m/%Y}"
        )
        self.page.get_by_role("button", name="Ghi các ngày").click()
        self.page.goto(task)
        self.page.get_by_role("button", name=re.compile("Lập dự thảo danh mục")).click()
        self.page.wait_for_url("**/kiem-soat/cong-bo/**")
        self.page.get_by_role("button", name="Kiểm soát xong").click()
        self.page.get_by_role("button", name="Lập văn bản và trình ký").click()
        return self.page.url

    def sign(self, number: int) -> None:
        """Sign in the document system what waits there: so many documents. Its page closes with the browser.

        Closing it here, while its last answer may still be under way, has left the driver waiting for ever.
        """
        office = self.page.context.new_page()
        for _document in range(number):
            self.until(office, self.system, office.get_by_role("button", name="Ký, cấp số"))
            office.get_by_role("button", name="Ký, cấp số").first.click()
            office.wait_for_load_state()

    def publish(self, decision: str) -> None:
        """Wait for the number, then say that all procedures of the decision are in the national database."""
        self.ask(decision)
        words = self.page.get_by_text("Ghi việc công khai các dòng đã đánh dấu")
        self.until(self.page, decision, words)
        words.first.click()
        self.page.get_by_role("button", name="Ghi công khai tất cả").click()
        expect(self.page.get_by_text("đã công khai", exact=True).first).to_be_visible()

    def ask(self, decision: str) -> None:
        """Have the document system asked for the number now, as one in a hurry does: its turn is every two minutes."""
        self.page.goto(decision)
        self.page.locator('main a[href*="/van-ban/"]').first.click()
        button = self.page.get_by_role("button", name="Hỏi kết quả ngay")
        if button.count():  # the number may have come by itself meanwhile
            button.click()

    @staticmethod
    def until(page: Page, address: str, wanted: Locator) -> None:
        """Open the page again and again until it shows what is waited for; jobs work behind it."""
        for _turn in range(TURNS):
            page.goto(address)
            if wanted.count():
                return
            page.wait_for_timeout(2000)
        raise AssertionError(f"{address} never showed what was waited for: {page.locator('body').inner_text()[:800]}")

    def measured(self) -> str:
        """Read the two indicators as the pages show them; both must be whole."""
        told = []
        for key in ("cong-bo-dung-han", "cong-khai-dung-han"):
            self.page.goto(f"/kiem-soat/cong-bo/chi-so/{key}/")
            text = self.page.locator("main").inner_text()
            good, bad, unknown = (self.figure(text, words) for words in ("Đạt", "Chưa đạt", "Chưa rõ"))
            assert good >= len(CODES), text[:500]
            assert bad == unknown == 0, text[:500]
            told.append(f"{key} {good} of {good}")
        return ", ".join(told)

    @staticmethod
    def figure(text: str, words: str) -> int:
        """The number behind the words on a line of their own; raises `AssertionError` where there is none."""
        found = re.search(rf"^{words} ([\d.]+)$", text, re.M)
        assert found, text[:500]
        return int(found[1].replace(".", ""))

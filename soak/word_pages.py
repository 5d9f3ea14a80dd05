"""First pages of Word files as LibreOffice prints them: each part of Decree 30/2020 stands where the PDF has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from soak.office_files import office, opened
from soak.scenario import NotRun, Soak

NAME = "Word pages beside their PDF"
DATABASES = ("sqlite",)
PARTS = {  # a word of each part: agency, national header, number, title, body, recipients, signature
    "decision": ("DÂN", "CỘNG", "Độc", "Số:", "QUYẾT", "CHỦ", "Căn", "Điều", "Nơi", "KT.", "(Họ"),
    "letter": ("UBND", "CỘNG", "Độc", "Số:", "V/v", "Kính", "Thực", "Nơi", "KT.", "(Họ"),
}
ACROSS, DOWN = 5.0, 8.0  # millimetres that a part may stand elsewhere: lines of a body break a little otherwise
_MM = 72 / 25.4  # points
Place = tuple[float, float]


def run(soak: Soak) -> str:
    """Draw each document as PDF and as Word, print the Word file, compare where the parts of the first pages stand."""
    program = office()
    if shutil.which("pdftotext") is None:
        raise NotRun("pdftotext is absent (package poppler-utils)")
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "-m", "soak.word_pages", str(soak.folder)], env=env, check=True)
    farthest = 0.0
    for name, words in PARTS.items():
        drawn = places(soak.folder / f"{name}.pdf")
        (soak.folder / f"{name}-word.docx").write_bytes((soak.folder / f"{name}.docx").read_bytes())
        printed = places(opened(program, soak.folder / f"{name}-word.docx", "pdf"))
        for word in words:
            assert word in drawn, f"{name}: “{word}” is not on the first page of the PDF"
            assert word in printed, f"{name}: “{word}” is not on the first page of the Word file"
            across, down = (abs(one - other) for one, other in zip(drawn[word], printed[word], strict=True))
            assert across <= ACROSS, f"{name}: “{word}” stands {across:.1f} mm beside its place"
            assert down <= DOWN, f"{name}: “{word}” stands {down:.1f} mm above or below its place"
            farthest = max(farthest, across, down)
    return f"{sum(map(len, PARTS.values()))} parts of the pages, the farthest {farthest:.1f} mm off"


def places(file: Path) -> dict[str, Place]:
    """Where each word stands first on the first page, in millimetres from the left and the top."""
    told = subprocess.run(["pdftotext", "-bbox", "-l", "1", str(file), "-"], capture_output=True, check=True).stdout
    found: dict[str, Place] = {}
    for word in ElementTree.fromstring(told).iter("{http://www.w3.org/1999/xhtml}word"):
        place = float(word.attrib["xMin"]) / _MM, float(word.attrib["yMin"]) / _MM
        found.setdefault((word.text or "").strip(), place)
    return found


def write(folder: Path) -> None:
    """Draw the documents, here."""
    import django

    django.setup()
    from motcua.papers.rendering import render
    from tests.papers.documents import announcement, letter

    for name, document in (("decision", announcement()), ("letter", letter())):
        for kind in ("pdf", "docx"):
            (folder / f"{name}.{kind}").write_bytes(render(document, kind))


if __name__ == "__main__":
    write(Path(sys.argv[1]))

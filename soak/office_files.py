"""The list of a whole province as Word and Excel files: made in seconds, opened by LibreOffice with every line."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from soak.scenario import NotRun, Soak

NAME = "office files of 2,300 lines"
DATABASES = ("sqlite",)
LINES = 2300
SECONDS = 10  # for both files together
PATIENCE = 600


def office() -> str:
    """Return the program that opens office files; raises `NotRun` where this machine has none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise NotRun("LibreOffice is absent (packages libreoffice-writer-nogui, libreoffice-calc-nogui)")
    return found


def make(folder: Path) -> float:
    """Write both files into the folder, in a process of its own with settings of its own; returns the seconds."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "soak.office_files", str(folder)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


def write(folder: Path) -> float:
    """Write both files into the folder, here; returns the seconds that took."""
    import django

    django.setup()
    from motcua.papers.rendering import render
    from tests.papers.documents import announcement

    started = time.monotonic()
    document = announcement(new=LINES)
    (folder / "list.docx").write_bytes(render(document, "docx"))
    (folder / "list.xlsx").write_bytes(render(document, "xlsx"))
    return time.monotonic() - started


def opened(program: str, file: Path, target: str) -> Path:
    """Let LibreOffice open a file and write what it found in another format; raises where it could not open it."""
    profile = (file.parent / "profile").as_uri()
    words = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", target]
    done = subprocess.run(
        [*words, "--outdir", str(file.parent), str(file)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    made = file.with_suffix("." + target.partition(":")[0])
    assert done.returncode == 0, done.stderr
    assert made.is_file(), f"{file.name} was not opened: {done.stdout} {done.stderr}"
    return made


def run(soak: Soak) -> str:
    """Make both, open both, count the lines that came through, and see that a spoilt file is not opened."""
    program = office()
    seconds = make(soak.folder)
    told = soak.within(seconds, SECONDS, f"DOCX and XLSX of {LINES} lines")
    expected = {f"1.{number:06d}" for number in range(LINES)}
    words = opened(program, soak.folder / "list.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    lost = expected - set(words.split())
    assert not lost, f"{len(lost)} lines are not in the Word file, as {min(lost)}"
    csv_file = opened(program, soak.folder / "list.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1")
    with csv_file.open(encoding="utf-8", newline="") as file:
        codes = {row[1] for row in csv.reader(file) if len(row) > 1}
    assert expected <= codes, f"{len(expected - codes)} lines are not in the Excel file"
    assert not _opens(program, _spoilt(soak.folder / "list.docx")), "a spoilt Word file was opened: the check is blind"
    return f"{told}, both opened whole"


def _spoilt(file: Path) -> Path:
    bad = file.with_name("spoilt.docx")
    data = bytearray(file.read_bytes())
    data[len(data) // 2 :] = b"\0" * (len(data) - len(data) // 2)
    bad.write_bytes(bytes(data))
    return bad


def _opens(program: str, file: Path) -> bool:
    try:
        return opened(program, file, "txt").is_file()
    except AssertionError:
        return False


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))

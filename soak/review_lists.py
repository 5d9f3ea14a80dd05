"""All documents of a whole province's campaign: made by one job in seconds, each opened by LibreOffice."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from soak.office_files import office, opened
from soak.scenario import Soak

NAME = "documents of a campaign of 1,825 procedures"
DATABASES = ("sqlite",)
TEXT, CELLS = "txt:Text (encoded):UTF8", "csv:Text - txt - csv (StarCalc):44,34,76,1"


def run(soak: Soak) -> str:
    """Make all, open each, and see that every line of the long lists came through.

    Raises `AssertionError` where a file is not opened or a procedure is lost, in a long run also where it was slow.
    """
    program = office()
    out = soak.folder / "documents"
    out.mkdir()
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "bench.review_lists", "--only-job", "--out", str(out)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip(), done.stderr
    report = json.loads(done.stdout)
    made = report["job"]
    told = soak.within(made["seconds"], report["job_bar_seconds"], f"{made['files']} files")
    for file in sorted(out.glob("*.docx")):
        words = opened(program, file, TEXT).read_text(encoding="utf-8-sig")
        lost = [code for code in _codes(out, file.stem) if code not in words]
        assert not lost, f"{len(lost)} procedures are not in {file.name}, as {lost[0]}"
    for file in sorted(out.glob("*.xlsx")):
        with opened(program, file, CELLS).open(encoding="utf-8", newline="") as cells:
            assert len(list(csv.reader(cells))) >= made["rows"][file.stem], f"rows are lost in {file.name}"
    return f"{told}, {made['cpu_seconds']} s of processor, all opened"


def _codes(out: Path, form: str) -> list[str]:
    """The procedures that the list names, as its JSON says."""
    rows = json.loads((out / f"{form}.json").read_text(encoding="utf-8"))["rows"]
    return [row["code"] for row in rows if "code" in row]

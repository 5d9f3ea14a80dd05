"""What the commands of this folder share: the folders of the checkout, words for the person, stamps of what is built.

Only the standard library is used: these commands run before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
OLDEST_PYTHON = (3, 11)
# Whatever the shell says: a process that must compile every module anew takes three times as long to start.
os.environ["PYTHONDONTWRITEBYTECODE"] = ""

_started = time.monotonic()


class Failure(Exception):
    """A step could not be done; the message tells the person what to do."""


def say(text: str) -> None:
    """Tell the person, with the seconds since the command began."""
    sys.stdout.write(f"[{time.monotonic() - _started:5.1f} s] {text}\n")
    sys.stdout.flush()


def end_in_order() -> None:
    """Let TERM end this program as an error would, so that what it started is stopped."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def run(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
    folder: Path = ROOT,
) -> None:
    """Run a command to its end; raises `Failure` with the tail of what it said where it fails."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join((done.stdout or "").splitlines()[-30:])
        raise Failure(f"{' '.join(words[:4])} … ended with {done.returncode}\n{tail}")


def digest(paths: Iterable[Path], *more: str) -> str:
    """A digest of the names and contents of files (folders are walked) and of further words."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(str(file.relative_to(ROOT)).encode())
                total.update(file.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the thing behind `stamp` was built from `value`."""
    return stamp.is_file() and stamp.read_text() == value


def put_stamp(stamp: Path, value: str) -> None:
    """Remember that the thing behind `stamp` was built from `value`."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def finish(work: object) -> None:
    """Run `work` (a function) as a command: a `Failure` becomes its sentence and exit code 1."""
    try:
        code = work()  # type: ignore[operator]
    except Failure as failure:
        sys.stderr.write(f"\n{failure}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code or 0)

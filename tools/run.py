"""`make run`: from a checkout to a served, seeded province. Data goes to `var/` (`MOTCUA_HOME` changes it)."""

from __future__ import annotations

import os
from pathlib import Path

from build import everything
from house import BIN, ROOT, digest, finish, is_stamped, put_stamp, run, say


def static_files(home: Path) -> None:
    """Gather styles and scripts under their digested names, where they changed."""
    own = sorted((ROOT / "src/motcua").glob("*/static"))
    sources = digest([*own, ROOT / "requirements/core.txt"], str(home))
    stamp = home / ".static"
    if is_stamped(stamp, sources) and (home / "static/staticfiles.json").exists():
        return
    say("Gathering static files")
    run([BIN / "motcua", "collectstatic", "--no-input", "--clear", "--verbosity", "0"])
    put_stamp(stamp, sources)


def database(home: Path) -> None:
    """Bring the database up to date, where its migrations changed since the last start."""
    url = os.environ.get("DATABASE_URL", "")
    steps = sorted((ROOT / "src/motcua").glob("*/migrations/*.py"))
    sources, stamp = digest([*steps, ROOT / "requirements/core.txt"], str(home)), home / ".migrated"
    if not url and is_stamped(stamp, sources) and (home / "motcua.sqlite3").exists():
        return
    say("Bringing the database up to date")
    run([BIN / "motcua", "migrate", "--verbosity", "0"])
    put_stamp(stamp, sources)


def main() -> None:
    """Build what is missing, bring the database up to date, then become the supervisor."""
    everything("core")
    home = Path(os.environ.get("MOTCUA_HOME") or ROOT / "var").resolve()
    home.mkdir(parents=True, exist_ok=True)
    static_files(home)
    database(home)
    say("Starting")
    python = str(BIN / "python")
    os.execv(python, [python, "-m", "motcua.config.serving", "--logs", "--seed"])


if __name__ == "__main__":
    finish(main)

"""The steps of `make test`; runs inside `.venv`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import browser
import postgres
from house import BIN, ROOT, end_in_order
from steps import Run, Step

sys.path.append(str(ROOT))
from tests import ready

TEMPLATE = "motcua_empty"  # the migrated database of each server
CODE = ["src", "tests", "tools", "bench", "soak"]
PYTEST = [str(BIN / "pytest"), "-q", "--maxfail", "40", "-rfEs", "--durations", "10"]
# A file stays on one worker: what a module or a folder of stories needs is built once.
SPREAD = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder", "--ignore", "tests/browser"]
PLAIN = [*PYTEST, *SPREAD, "-m", "not soak and not browser"]
# Hostile requests are tried on PostgreSQL alone: it refuses all that SQLite does, and lengths and kinds beside.
ON_SQLITE = [*PYTEST, *SPREAD, "-m", "not soak and not browser and not hostile"]
# A browser's driver keeps an event loop in its process, where others may start none: a process of its own, one site.
BROWSER = [*PYTEST, "-n", "0", "-m", "browser and not soak", "tests/browser"]


def static_checks(run: Run) -> None:
    """Form, lint, types, the import contract, messages, links."""
    code = [folder for folder in CODE if (ROOT / folder).is_dir()]
    run.command("layout (ruff format)", [BIN / "ruff", "format", "--check", *code])
    run.command("lint (ruff)", [BIN / "ruff", "check", *code])
    run.command("types (mypy --strict)", [BIN / "mypy"])
    run.command("rooms import downward (import-linter)", [BIN / "lint-imports"])
    run.command("translations are whole", [sys.executable, "tools/messages.py", "check"])
    run.command("links of the documents", [sys.executable, "tools/links.py"])


def tests(run: Run, chromium: str | None) -> None:
    """Everything on SQLite, what touches SQL once more on PostgreSQL."""
    shared = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared/data")
    if not shared.is_dir():
        run.not_run("tests on real records", f"no folder {shared} (MOTCUA_SHARED_DATA)")
    if chromium is None:
        run.not_run("tests in a browser", "no Chromium on this machine and none to be installed (MOTCUA_CHROMIUM)")
    with tempfile.TemporaryDirectory(prefix="motcua-empty-") as folder:
        env = {
            "MOTCUA_CHROMIUM": chromium or "absent",
            "DATABASE_URL": "",
            "MOTCUA_TEST_EMPTY": str(ready.build_file(Path(folder))),
        }
        _on_both(run, env)


def _on_both(run: Run, env: dict[str, str]) -> None:
    with ThreadPoolExecutor(1) as beside:  # the browser waits much: its tests run beside all others
        browsing = beside.submit(_in_browser, run, env, "SQLite")
        run.command("tests on SQLite", ON_SQLITE, env=env)
        _with_postgres(run, env, beside)
        browsing.result()


def _in_browser(run: Run, env: dict[str, str], database: str, *words: str) -> None:
    """The tests in a browser, where there is one."""
    if env["MOTCUA_CHROMIUM"] != "absent":
        run.command(f"tests in a browser on {database}", [*BROWSER, *words], env=env)


def _with_postgres(run: Run, env: dict[str, str], beside: ThreadPoolExecutor) -> None:
    """On the server that is given, else on three temporary ones: two workers and the browser's site have one each."""
    if postgres.given():  # one server, one worker: see tests/settings.py
        own = {**env, "DATABASE_URL": postgres.given()}
        run.command("tests on PostgreSQL", [*PLAIN, "--sql", "-n", "1"], env=own)
        _in_browser(run, own, "PostgreSQL", "--sql")
        return
    try:
        with postgres.servers(3, prepare=lambda address: ready.build_database(address, TEMPLATE)) as addresses:
            own = {**env, "MOTCUA_TEST_TEMPLATE": TEMPLATE, "MOTCUA_TEST_POSTGRES_GW1": addresses[1]}
            smoke = {**own, "DATABASE_URL": addresses[2]}
            browsing = beside.submit(_in_browser, run, smoke, "PostgreSQL", "--sql")
            run.command("tests on PostgreSQL", [*PLAIN, "--sql"], env={**own, "DATABASE_URL": addresses[0]})
            browsing.result()
    except (OSError, RuntimeError, KeyError) as error:
        run.not_run("tests on PostgreSQL", f"{error} (MOTCUA_TEST_POSTGRES names a server)")


def main() -> int:
    """Run the steps asked for; returns the exit code."""
    end_in_order()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["checks", "tests"], help="half of the suite")
    only = parser.parse_args().only
    run = Run("make test")
    with ThreadPoolExecutor(1) as beside:  # the checks need one core for less than a minute
        checking = beside.submit(static_checks, run) if only != "tests" else None
        if only != "checks":
            try:
                tests(run, browser.find_or_install())
            except AssertionError as error:  # no absence of a server: the product's own fault
                run.add(Step("an empty database is migrated", "FAILED", note=str(error)))
        if checking:
            checking.result()
    return run.finish()


if __name__ == "__main__":
    sys.exit(main())

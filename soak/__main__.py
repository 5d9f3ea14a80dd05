"""`make soak`: every scenario of this folder, on each database it asks for, with one table and one verdict.

`python -m soak NAME …` runs only those named. `SHORT=1` does each once.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import time
import traceback
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))  # after the root: tools/bench.py must not hide the folder bench

import postgres
import soak
from house import end_in_order
from soak.scenario import NotRun, Scenario, Soak
from steps import Run, Step

HELPERS = {"scenario", "__main__"}


def scenarios(chosen: list[str]) -> list[Scenario]:
    """The modules of this folder that are scenarios, by name."""
    names = [found.name for found in pkgutil.iter_modules(soak.__path__) if found.name not in HELPERS]
    modules = [importlib.import_module(f"soak.{name}") for name in sorted(names) if not chosen or name in chosen]
    return [cast(Scenario, module) for module in modules if hasattr(module, "NAME")]


def once(scenario: Scenario, database: str, url: str, *, is_short: bool) -> Step:
    """Run one scenario on one database."""
    name = f"{scenario.NAME} ({database})"
    os.environ["DATABASE_URL"] = url
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-soak-", ignore_cleanup_errors=True) as folder:
        try:
            note = scenario.run(Soak(is_short, database, Path(folder)))
        except NotRun as absent:
            return Step(name, "not run", time.monotonic() - started, str(absent))
        except Exception:
            return Step(name, "FAILED", time.monotonic() - started, traceback.format_exc())
    return Step(name, "ok", time.monotonic() - started, note)


def main() -> int:
    """Run what was asked for; returns the exit code."""
    end_in_order()
    is_short = os.environ.get("SHORT", "") not in {"", "0"}
    found = scenarios(sys.argv[1:])
    run = Run("make soak" + (" (short)" if is_short else ""))
    for database in ("sqlite", "postgresql"):
        ours = [scenario for scenario in found if database in scenario.DATABASES]
        try:
            with _server(database) as url:
                for scenario in ours:
                    run.add(once(scenario, database, url, is_short=is_short))
        except (OSError, RuntimeError, KeyError) as error:
            for scenario in ours:
                run.not_run(f"{scenario.NAME} ({database})", str(error))
    return run.finish()


def _server(database: str) -> AbstractContextManager[str]:
    if database == "sqlite":
        return nullcontext("")
    return nullcontext(postgres.given()) if postgres.given() else postgres.server(safe=True)


if __name__ == "__main__":
    sys.exit(main())

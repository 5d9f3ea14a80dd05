"""The drill: a backup of the running product, put back in another place, holds every row and a whole log."""

from __future__ import annotations

import json

from soak.scenario import BOTH, Soak
from tests.processes import Site, installed

NAME = "backup drill"
DATABASES = BOTH
COUNT = """
import json
from django.apps import apps
left_out = {"jobs.worker", "sessions.session", "audit.entry", "audit.seal", "audit.era"}
models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower not in left_out]
print("ROWS=" + json.dumps({model._meta.label: model._base_manager.count() for model in models}))
"""


def rows(site: Site) -> dict[str, int]:
    """How many rows each table holds (the log aside, which grows by being read)."""
    text = site.motcua("shell", "--verbosity", "0", "-c", COUNT).stdout
    counted: dict[str, int] = json.loads(text.rpartition("ROWS=")[2])
    return counted


def run(soak: Soak) -> str:
    """Back up while it runs, restore elsewhere, compare, start there."""
    with soak.site(seed=True) as site:
        made = json.loads(site.motcua("backup", "--out", str(soak.folder), "--json").stdout)
        site.stop()
        before = rows(site)
        home = soak.folder / "other"
        home.mkdir()
        with installed(home, is_migrated=False) as other:
            told = json.loads(other.motcua("restore", made["file"], "--json").stdout)
            after = rows(other)
            assert after == before, {name: (before.get(name), number) for name, number in after.items()}
            assert told["log"]["ok"], told
            other.start()
    total = sum(before.values())
    return f"{total} rows, {made['bytes'] / 1e6:.1f} MB, log of {told['log']['rows']} rows whole"

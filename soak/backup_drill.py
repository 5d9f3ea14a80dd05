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
left_out = {"jobs.worker", "sessions.session", "audit.entry", "audit.seal", "audit.era", "audit.check"}
models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower not in left_out]
print("ROWS=" + json.dumps({model._meta.label: model._base_manager.count() for model in models}))
"""


def rows(site: Site) -> dict[str, int]:
    """How many rows each table holds (the log aside, which grows by being verified)."""
    text = site.motcua("shell", "--verbosity", "0", "-c", COUNT).stdout
    counted: dict[str, int] = json.loads(text.rpartition("ROWS=")[2])
    return counted


def run(soak: Soak) -> str:
    """Back up while it runs, be refused over it, restore elsewhere, compare, start there."""
    with soak.site(seed=True) as site:
        before = rows(site)
        made = json.loads(site.motcua("backup", "--out", str(soak.folder), "--json").stdout)
        after = rows(site)
        refused = site.motcua("restore", made["file"], "--force", check=False)
        assert refused.returncode == 1, f"a running product was restored over: {refused.stdout}"
        site.stop()
        home = soak.folder / "other"
        home.mkdir()
        with installed(home, is_migrated=False) as other:
            told = json.loads(other.motcua("restore", made["file"], "--json").stdout)
            restored = rows(other)
            other.start()
    lost = {
        name: (before[name], number, after[name])
        for name, number in restored.items()
        if not before[name] <= number <= after[name]
    }
    assert not lost, f"rows before the backup, restored, after it: {lost}"
    assert told["log"]["ok"], told
    return f"{sum(restored.values())} rows, {made['bytes'] / 1e6:.1f} MB, log of {told['log']['rows']} rows whole"

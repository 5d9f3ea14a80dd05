"""The product's settings with the drill's application, without the rooms above `files`: many processes are started."""

from motcua.config import settings as ours

BELOW = {f"motcua.{room}" for room in ("web", "access", "audit", "jobs", "files")}

globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})
KEPT = [name for name in ours.INSTALLED_APPS if not name.startswith("motcua.") or name in BELOW]
INSTALLED_APPS = [*KEPT, "tests.jobs.drill"]

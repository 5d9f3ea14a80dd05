"""The product's settings with the drill's application, without the rooms above `files`: many processes are started."""

from motcua.config import settings as ours

ABOVE = {f"motcua.{room}" for room in ("organisation", "rulebook", "catalog", "faces", "config.apps.ServerConfig")}

globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})
INSTALLED_APPS = [*(name for name in ours.INSTALLED_APPS if name not in ABOVE), "tests.jobs.drill"]

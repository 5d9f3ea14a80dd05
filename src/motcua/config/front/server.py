"""Runs the web processes: `python -m motcua.config.front.server`."""

from __future__ import annotations

import os

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from motcua.config import environment as env
from motcua.config.supervisor import tie_to_parent

STOP_SECONDS = 5


def main() -> None:
    """Serve until told to stop; address, port and number of processes come from the environment."""
    tie_to_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    Granian(
        "motcua.config.asgi:application",
        address=env.text("MOTCUA_ADDRESS", "127.0.0.1"),
        port=env.whole("PORT", 8000),
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.whole("MOTCUA_WEB_WORKERS", 2),
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        log_level=LogLevels.warning,
        http1_settings=HTTP1Settings(header_read_timeout=1000 * env.whole("MOTCUA_HEADER_SECONDS", 15)),
    ).serve()


if __name__ == "__main__":
    main()

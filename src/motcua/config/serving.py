"""Serving: the web processes and the job processes, kept running side by side.

Needs the settings only, not the rooms: a start waits for one process to load them, not for two in turn.
`python -m motcua.config.serving` and `motcua serve` are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

from motcua.config.supervisor import Child, Supervisor
from motcua.config.welcome import welcome

START_SECONDS = 90
QUEUES = ("quick", "slow")
MOTCUA = [sys.executable, "-m", "motcua.config"]


class NotServing(Exception):
    """The web processes do not answer; the message says what is known."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What both ways of starting take."""
    parser.add_argument("--port", type=int, help="the port (default: PORT, else 8000)")
    parser.add_argument("--logs", action="store_true", help="write logs to files in the data folder")
    parser.add_argument("--seed", action="store_true", help="fill the installation and print who can sign in")


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def serve(*, port: int | None, has_log_files: bool, is_seeding: bool) -> None:
    """Serve until TERM or INT; raises `NotServing` where the web processes do not come up."""
    port = port or int(os.environ.get("PORT") or 8000)
    os.environ["PORT"] = str(port)
    home = Path(settings.HOME)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_fresh_folder(home / "metrics"))
    logs = home / "logs" if has_log_files else None
    web = _child("web", [sys.executable, "-m", "motcua.config.front.server"], logs)
    supervisor = Supervisor([web], say)

    def greet() -> None:
        _wait_for_web(port, supervisor, web)
        if supervisor.stopping:
            return
        for queue in QUEUES:
            supervisor.add(_child(f"jobs-{queue}", [*MOTCUA, "jobs", "run", "--queue", queue], logs))
        if is_seeding:
            _greet(supervisor)

    supervisor.run(greet)
    say("Đã dừng.")


def _child(name: str, command: Sequence[str], logs: Path | None) -> Child:
    return Child(name, command, log=logs and logs / f"{name}.log")


def _fresh_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _wait_for_web(port: int, supervisor: Supervisor, web: Child) -> None:
    until = time.monotonic() + START_SECONDS
    while not supervisor.stopping:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if answer.status == 200 and web.is_running():
                    return
        except (URLError, OSError):
            pass
        if not web.is_running():
            raise NotServing(f"Không khởi động được máy chủ web trên cổng {port}.{_last_words(web)}")
        if time.monotonic() > until:
            raise NotServing(f"Máy chủ web không trả lời sau {START_SECONDS} giây.{_last_words(web)}")
        time.sleep(0.1)


def _last_words(child: Child) -> str:
    if child.log is None or not child.log.exists():
        return ""
    return "\n" + "\n".join(child.log.read_text(errors="replace").splitlines()[-5:])


def _greet(supervisor: Supervisor) -> None:
    """Fill the installation and print addresses and sign-ins."""
    code, out = supervisor.run_beside([*MOTCUA, "seed", "start", "--json"])
    if supervisor.stopping:
        return
    if code:
        say("Chưa nạp được dữ liệu ban đầu; xem thông báo ở trên. Chạy lại: motcua seed start")
        return
    sys.stdout.write("\n".join(welcome(settings.BASE_URL, json.loads(out))) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Serve as the command line says; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    parser = argparse.ArgumentParser(prog="motcua serve")
    arguments(parser)
    given = parser.parse_args()
    if given.port:
        os.environ["PORT"] = str(given.port)
    try:
        serve(port=given.port, has_log_files=given.logs, is_seeding=given.seed)
    except NotServing as error:
        say(f"motcua: {error}")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())

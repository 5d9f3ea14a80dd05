"""`motcua serve`: the web processes and the job processes, kept running side by side."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.config.supervisor import Child, Supervisor
from motcua.config.welcome import welcome

START_SECONDS = 90
QUEUES = ("quick", "slow")


class Command(BaseCommand):
    help = "Serve the product: web and job processes, restarted when they die, stopped together"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="the port (default: PORT, else 8000)")
        parser.add_argument("--logs", action="store_true", help="write logs to files in the data folder")
        parser.add_argument("--seed", action="store_true", help="fill the installation and print who can sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until TERM or INT."""
        port = options["port"] or int(os.environ.get("PORT") or 8000)
        os.environ["PORT"] = str(port)
        metrics = settings.HOME / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
        logs = settings.HOME / "logs" if options["logs"] else None
        motcua = [sys.executable, "-m", "motcua.config"]
        children = [Child("web", [sys.executable, "-m", "motcua.config.front.server"], log=logs and logs / "web.log")]
        children += [
            Child(f"jobs-{queue}", [*motcua, "jobs", "run", "--queue", queue], log=logs and logs / f"jobs-{queue}.log")
            for queue in QUEUES
        ]
        supervisor = Supervisor(children, self._say)

        def greet() -> None:
            self._wait_for_web(port, supervisor)
            if options["seed"] and not supervisor.stopping:
                self._greet(motcua, port)

        supervisor.run(greet)
        self._say("Đã dừng.")

    def _say(self, text: str) -> None:
        self.stderr.write(text)
        self.stderr.flush()

    def _wait_for_web(self, port: int, supervisor: Supervisor) -> None:
        """Return once the web answers; raises `CommandError` where it does not within `START_SECONDS`."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not supervisor.stopping:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                pass
            if not supervisor.children[0].is_running():
                raise CommandError(f"Không khởi động được máy chủ web trên cổng {port}.", returncode=3)
            time.sleep(0.1)
        if not supervisor.stopping:
            raise CommandError(f"Máy chủ web không trả lời sau {START_SECONDS} giây.", returncode=3)

    def _greet(self, motcua: list[str], port: int) -> None:
        """Fill the installation and print addresses and sign-ins."""
        done = subprocess.run(
            [*motcua, "seed", "start", "--json"], stdout=subprocess.PIPE, text=True, check=False, process_group=0
        )
        if done.returncode:
            self._say("Chưa nạp được dữ liệu ban đầu; xem thông báo ở trên. Chạy lại: motcua seed start")
            return
        for line in welcome(settings.BASE_URL, json.loads(done.stdout)):
            self.stdout.write(line)
        self.stdout.flush()

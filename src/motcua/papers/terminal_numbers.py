"""`motcua paper …` about registers and the document system; mixed into the command of the room."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.access.commands import RoomCommand, a_day
from motcua.organisation.selectors import find_unit
from motcua.papers.asking import find_register
from motcua.papers.docsystem.contrib.simulator.server import serve
from motcua.papers.models import RegisterKind, RegisterSource
from motcua.papers.selectors import entries_of, registers_rows
from motcua.papers.services import close_register, open_register, take_number
from motcua.papers.showing import entry_dict, register_dict


class RegisterVerbs(RoomCommand):
    """Registers: list, open, close, numbers, take a number; and the stand-in of the document system."""

    register_verbs = {
        "registers": "the registers of numbers",
        "numbers": "the numbers of a register, latest first",
        "open-register": "open a register",
        "close-register": "end a register",
        "take-number": "take a number for a document written elsewhere",
        "simulator": "a document system on this machine, for trials; answers until stopped",
    }

    def arguments_registers(self, parser: ArgumentParser) -> None:
        """Which year."""
        parser.add_argument("--year", type=int)

    def verb_registers(self, given: Namespace) -> list[dict[str, Any]]:
        """Every register."""
        rows = registers_rows(self.acting(given), year=given.year).select_related("unit")
        return [register_dict(row) for row in rows]

    def arguments_numbers(self, parser: ArgumentParser) -> None:
        """Which register."""
        parser.add_argument("register", help="its id, or symbol and year: QĐ-UBND/2026")

    def verb_numbers(self, given: Namespace) -> dict[str, Any]:
        """The numbers of a register, and those that are missing between its first and last (none in an own one)."""
        actor = self.acting(given)
        register = find_register(actor, given.register)
        rows = list(entries_of(actor, register))
        have = {row.number for row in rows}
        expected = range(register.first, register.last + 1) if register.source == RegisterSource.OWN else range(0)
        missing = [number for number in expected if number not in have]
        return {**register_dict(register), "numbers": [entry_dict(row) for row in rows], "missing": missing}

    def arguments_open_register(self, parser: ArgumentParser) -> None:
        """What it is."""
        parser.add_argument("pattern", help="{number}/QĐ-UBND")
        parser.add_argument("--unit", required=True, help="code or id")
        parser.add_argument("--kind", choices=RegisterKind.values, default=RegisterKind.ALL.value)
        parser.add_argument("--year", type=int)
        parser.add_argument("--first", type=int, default=1)
        parser.add_argument("--source", choices=RegisterSource.values, default=RegisterSource.OWN.value)

    def verb_open_register(self, given: Namespace) -> dict[str, Any]:
        """Open a register."""
        today = timezone.localdate()
        register = open_register(
            actor=self.acting(given),
            unit=find_unit(given.unit, today),
            kind=given.kind,
            year=given.year or today.year,
            pattern=given.pattern,
            first=given.first,
            source=given.source,
        )
        return register_dict(register)

    def arguments_close_register(self, parser: ArgumentParser) -> None:
        """Which register."""
        parser.add_argument("register")

    def verb_close_register(self, given: Namespace) -> dict[str, Any]:
        """End a register."""
        actor = self.acting(given)
        register = find_register(actor, given.register)
        return register_dict(close_register(actor=actor, register=register, version=register.version))

    def arguments_take_number(self, parser: ArgumentParser) -> None:
        """For what."""
        parser.add_argument("register")
        parser.add_argument("subject")
        parser.add_argument("--on", type=a_day, help="2026-11-20; today unless given")

    def verb_take_number(self, given: Namespace) -> dict[str, Any]:
        """Take a number."""
        actor = self.acting(given)
        register = find_register(actor, given.register)
        return entry_dict(take_number(actor=actor, register=register, subject=given.subject, on=given.on))

    def arguments_simulator(self, parser: ArgumentParser) -> None:
        """Where it listens."""
        parser.add_argument("--port", type=int, default=8600)
        parser.add_argument("--sign-after", type=float, metavar="SECONDS", help="sign by itself (else on its page)")
        parser.add_argument("--folder", type=Path, help="where it keeps its book")

    def verb_simulator(self, given: Namespace) -> None:
        """Answer until stopped."""
        folder = given.folder or Path(settings.HOME) / "docsystem-simulator"
        token = os.environ.get("MOTCUA_DOCSYSTEM_TOKEN", "")
        server = serve(given.port, folder, token=token, sign_after=given.sign_after)
        self.say(f"MOTCUA_DOCSYSTEM=simulator:http://127.0.0.1:{server.server_address[1]}")

        def stop(_number: int, _frame: object) -> None:
            Thread(target=server.shutdown).start()  # it waits for the loop, which a handler interrupts

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        server.serve_forever()
        server.server_close()

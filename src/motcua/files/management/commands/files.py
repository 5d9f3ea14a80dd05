"""`motcua files`: keep a file, look at one, verify the store, tidy it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.files import selectors, services
from motcua.web.faults import UserError


class Command(RoomCommand):
    help = "Stored papers: store, show, verify, clean."
    verbs = {
        "store": "keep a file",
        "show": "show what is known about a stored file",
        "verify": "compare every content with its digest; exit 1 where one is missing or changed",
        "clean": "let go of contents that no row names",
    }

    def arguments_store(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--purpose", default="files.terminal")

    def verb_store(self, given: Namespace) -> dict[str, Any]:
        try:
            stream = given.path.open("rb")
        except OSError as error:
            raise UserError("file-unreadable", f"Không đọc được {given.path}: {error.strerror}.") from error
        with stream:
            kept = services.store(actor=self.acting(given), stream=stream, name=given.path.name, purpose=given.purpose)
        return selectors.to_dict(kept)

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        self.acting(given).require("jobs.manage")
        file = selectors.by_public_id(given.id)
        if file is None:
            raise UserError("file-not-found", f"Không có tệp {given.id}.")
        return selectors.to_dict(file)

    def verb_verify(self, given: Namespace) -> dict[str, Any]:
        self.acting(given).require("jobs.manage")
        return {"faults": list(selectors.faults())}

    def verb_clean(self, given: Namespace) -> dict[str, int]:
        return services.clean(actor=self.acting(given))

    def exit_code(self, given: Namespace, result: Any) -> int:
        return int(given.verb == "verify" and bool(result["faults"]))

"""`motcua audit`: read, verify, seal and anchor the log."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.commands import RoomCommand, a_day
from motcua.audit import anchor as anchors
from motcua.audit import selectors, services
from motcua.audit.plain import line_dict
from motcua.audit.selectors import Search


class Command(RoomCommand):
    help = "The log: read, verify, seal, anchor."
    verbs = {
        "list": "newest rows, narrowed by person, unit, verb, object, address or days",
        "verify": "find changed, missing or reordered rows and, against an anchor file, a cut tail",
        "seal": "chain finished rows (PostgreSQL)",
        "anchor": "write where the log stands to a file kept elsewhere",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        for name in ("person", "unit", "verb-code", "object-type", "object-id", "address"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--since", type=a_day, help="first day, YYYY-MM-DD")
        parser.add_argument("--until", type=a_day, help="last day, YYYY-MM-DD")
        parser.add_argument("--before", type=int, help="only rows with a smaller id (the next page)")
        parser.add_argument("--limit", type=int, default=50)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        actor = self.acting(given)
        actor.require("audit.view")
        search = Search(
            given.person,
            given.unit,
            given.verb_code,
            given.object_type,
            given.object_id,
            given.address,
            given.since,
            given.until,
        )
        rows = selectors.entries(actor, search)
        if given.before is not None:
            rows = rows.filter(id__lt=given.before)
        return [line_dict(line) for line in selectors.lines(list(rows[: max(1, given.limit)]))]

    def arguments_verify(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", type=Path, help="an anchor file written by `motcua audit anchor`")

    def verb_verify(self, given: Namespace) -> dict[str, Any]:
        anchor = anchors.read(given.anchor) if given.anchor else None
        return services.verify(actor=self.acting(given), anchor=anchor).to_dict()

    def verb_seal(self, given: Namespace) -> dict[str, int]:
        return {"sealed": services.seal(actor=self.acting(given))}

    def arguments_anchor(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def verb_anchor(self, given: Namespace) -> dict[str, Any]:
        anchor = services.anchor(actor=self.acting(given))
        anchors.write(anchor, given.out)
        return {"file": str(given.out), "at": anchor.at, "rows": anchor.rows, "last_id": anchor.last_id}

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        if given.verb == "list":
            for row in result:
                when = timezone.localtime(row["recorded_at"]).strftime("%d/%m/%Y %H:%M:%S")
                yield f"{row['id']}  {when}  {row['actor']}: {row['what']}"
        elif given.verb == "verify":
            yield _("Đã đọc %(rows)s dòng, %(sealed)s dòng đã nối chuỗi, %(found)s chỗ không khớp.") % result
            for problem in result["problems"]:
                yield f"{problem['kind']}: {problem['words']}"
        elif given.verb == "seal":
            yield _("Đã niêm phong %(sealed)s dòng.") % result
        else:
            yield _("Đã ghi mốc của %(rows)s dòng vào %(file)s.") % result

    def exit_code(self, given: Namespace, result: Any) -> int:
        return 1 if given.verb == "verify" and not result["ok"] else 0

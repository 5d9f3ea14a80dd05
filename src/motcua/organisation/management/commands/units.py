"""`motcua units …`: units on a day, loading a province, what became of an old commune, focal officers, findings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.access.commands import RoomCommand, a_day
from motcua.organisation import findings, officers, plain, selectors
from motcua.organisation.services.focal import record_reminders
from motcua.organisation.services.province import set_up_province
from motcua.web.faults import UserError


class Command(RoomCommand):
    """Units from the terminal."""

    help = "Đơn vị hành chính, cơ quan, công chức đầu mối"
    verbs = {
        "show": "one unit by code or id, as it was on a date",
        "list": "units of a date",
        "load": "load a province with its departments and make it this installation's",
        "map": "what became of an old commune, by code or name",
        "focal": "focal officers: who is appointed, who is missing; with --remind, record the reminders due",
        "findings": "what is wrong with the units of today",
    }

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="statistical code or public id")
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--code-list", default="", metavar="KEY", help="the list that the code stands in")

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--name", default="", help="part of the name, diacritics not needed")
        parser.add_argument("--tier", default="")
        parser.add_argument("--under", metavar="CODE")
        parser.add_argument("--limit", type=int, default=100_000)

    def arguments_load(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", default=settings.PROVINCE_NAME, help="code or name of today")
        parser.add_argument("--all", action="store_true", help="every unit of the country, not only this province's")

    def arguments_map(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", help="code or name before the change")

    def arguments_focal(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", nargs="?", choices=["list", "remind"], default="list")
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--state", default="", choices=["", *officers.STATE_WORDS])

    def arguments_findings(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", default="", choices=["", *findings.KINDS])
        parser.add_argument("--on", type=a_day, metavar="DATE")

    @staticmethod
    def _on(given: Namespace) -> date:
        return given.on or timezone.localdate()

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        day = self._on(given)
        if given.code_list:
            unit = selectors.unit_by_code(given.code, day, given.code_list)
            if unit is not None:
                return plain.unit_dict(unit, day)
        return plain.unit_dict(selectors.find_unit(given.code, day), day)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        day = self._on(given)
        under = selectors.find_unit(given.under, day) if given.under else None
        rows = selectors.periods_on(day, text=given.name, tier=given.tier, under=under)
        return [plain.line_of_period(row) for row in islice(rows, given.limit)]

    def verb_load(self, given: Namespace) -> dict[str, Any]:
        territory, departments = set_up_province(
            actor=self.acting(given), province=given.province, everything=given.all
        )
        chosen = selectors.province()
        shown = chosen.on(timezone.localdate()) if chosen else None
        return {
            "province": {"code": shown.code, "name": shown.name} if shown else None,
            "created": territory.units + departments.units,
            "known": territory.known + departments.known,
            "successions": territory.successions + departments.successions,
        }

    def verb_map(self, given: Namespace) -> list[dict[str, Any]]:
        today = timezone.localdate()
        found = selectors.old_units_like(given.old, today=today, limit=1000)
        if not found:
            raise UserError(
                "unknown-unit",
                f"Không có đơn vị cũ nào mang tên hoặc mã “{given.old}”.",
                hint="Nạp mọi tỉnh bằng lệnh motcua units load --all.",
            )
        return [plain.mapped(row, today) for row in found]

    def verb_focal(self, given: Namespace) -> list[dict[str, Any]] | dict[str, int]:
        actor, day = self.acting(given), self._on(given)
        if given.action == "remind":
            notices = officers.due_reminders(actor, day)
            return {"due": len(notices), "new": record_reminders(actor=actor, reminders=[n.reminder for n in notices])}
        return [plain.focal_dict(line) for line in officers.focal_lines(actor, day, state=given.state)]

    def verb_findings(self, given: Namespace) -> list[dict[str, str]]:
        return [row.to_dict() for row in findings.unit_findings(self.acting(given), self._on(given), given.kind)]

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person: a unit a line where the result is a list."""
        if isinstance(result, list) and given.verb != "map":
            for row in result:
                name = row.get("name") or ""
                yield "\t".join(str(part) for part in (row.get("code") or row.get("state") or row.get("kind"), name))
            return
        yield from super().words(given, result)

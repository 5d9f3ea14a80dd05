"""The arguments of `motcua online` and what they name."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.commands import a_day
from motcua.catalog.models import Field, Procedure
from motcua.catalog.selectors import procedure_by_code
from motcua.online.content import Decided, ServiceLine
from motcua.online.models import OnlineService, PartialKind, RoadmapEntry, Target
from motcua.online.reasons import PartialReason, reasons_in
from motcua.online.selectors import Wanted, entry_by_id, own_targets, service_on
from motcua.organisation.models import Unit
from motcua.organisation.selectors import find_unit
from motcua.web.faults import UserError


def scope_arguments(parser: ArgumentParser) -> None:
    """Field and tier."""
    parser.add_argument("--field", default="", help="of this field, by name")
    parser.add_argument("--tier", default="", help="handled at this tier")


def decision_arguments(parser: ArgumentParser) -> None:
    """A signed decision, and its lines by codes or from a file."""
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--number", required=True)
    parser.add_argument("--signed-on", type=a_day, metavar="DATE", required=True)
    parser.add_argument("--signer", required=True)
    parser.add_argument("--effective-from", type=a_day, metavar="DATE", required=True)
    parser.add_argument("--level", default="")
    parser.add_argument("--proactive", type=int, default=0)
    parser.add_argument("--reason", default="", choices=["", *PartialKind.values], help="why a service is partial")
    parser.add_argument("--article", default="", help="the provision that requires it")
    parser.add_argument("--own", action="store_true", help="the provision stands in the province's own document")
    parser.add_argument("--repair-by", type=a_day, metavar="DATE")
    parser.add_argument("--launched-on", type=a_day, metavar="DATE")
    parser.add_argument("--file", type=Path, help="JSON list of {code, level, proactive, reasons, launched_on}")


def plan_arguments(parser: ArgumentParser) -> None:
    """When, at which level, by whom, what stands in the way."""
    parser.add_argument("--level", required=True)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--quarter", type=int)
    parser.add_argument("--unit", default="", metavar="CODE")
    parser.add_argument("--cause", default="")
    parser.add_argument("--cause-note", default="")


def decision_of(given: Namespace) -> Decided:
    """The decision named."""
    return Decided(given.number, given.signed_on, given.signer, given.effective_from)


def lines_of(given: Namespace) -> list[ServiceLine]:
    """The lines named by codes and those of the file. Raises `UserError` for a file that cannot be read."""
    reasons: tuple[PartialReason, ...] = ()
    if given.reason:
        reasons = (PartialReason(PartialKind(given.reason), given.article, given.own, given.repair_by),)
    lines = [
        ServiceLine(code, given.level, given.proactive, reasons, launched_on=given.launched_on) for code in given.codes
    ]
    return lines + [_line(row) for row in rows_in(given.file)] if given.file else lines


def _line(row: dict[str, Any]) -> ServiceLine:
    try:
        launched, joined = row.get("launched_on"), row.get("integrated_on")
        return ServiceLine(
            code=str(row["code"]),
            level=str(row["level"]),
            proactive=int(row.get("proactive", 0)),
            reasons=reasons_in(row.get("reasons", ())),
            integrated_on=date.fromisoformat(joined) if joined else None,
            launched_on=date.fromisoformat(launched) if launched else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError("bad-lines", _("Mỗi dòng cần có code và level; ngày dạng 2026-11-20.")) from error


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON file that holds a list. Raises `UserError` for a file that cannot be read or is no list."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error
    except (ValueError, RecursionError) as error:
        raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=path)) from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise UserError("not-json", _("Tệp {path} phải chứa một danh sách JSON.").format(path=path))
    return found


def field_of(name: str) -> Field | None:
    """The field of a name, None for none. Raises `UserError` for an unknown one."""
    found = Field.objects.filter(name=name).first() if name else None
    if name and found is None:
        raise UserError("unknown-field", _("Không có lĩnh vực “%(name)s”.") % {"name": name}, status=404)
    return found


def unit_of(text: str) -> Unit | None:
    """The unit of a code or id, None for none. Raises `UserError` for an unknown one."""
    return find_unit(text, timezone.localdate()) if text else None


def wanted_of(given: Namespace) -> Wanted:
    """The filters named."""
    return Wanted(field=field_of(given.field), tier=given.tier, level=given.level, state=given.state)


def procedure_of(actor: Actor, code: str) -> Procedure:
    """The procedure of a code. Raises `UserError` where there is none."""
    found = procedure_by_code(code, actor)
    if found is None:
        raise UserError("unknown-procedure", _("Không có thủ tục “%(code)s”.") % {"code": code}, status=404)
    return found


def row_of(actor: Actor, code: str) -> OnlineService:
    """Today's row of a procedure, else its newest open one. Raises `UserError` where there is none."""
    procedure = procedure_of(actor, code)
    rows = OnlineService.objects.visible_to(actor).standing().filter(procedure=procedure, effective_to__isnull=True)
    found = service_on(procedure, timezone.localdate()) or rows.first()
    if found is None:
        raise UserError("no-service", _("Sổ không có dịch vụ của %(code)s.") % {"code": code}, status=404)
    return found


def target_of(actor: Actor, key: str) -> Target:
    """The province's own target of an id. Raises `UserError` where there is none."""
    found = own_targets(actor).filter(public_id=key).first()
    if found is None:
        raise UserError("unknown-target", _("Không có chỉ tiêu “%(key)s” của tỉnh.") % {"key": key}, status=404)
    return found


def entry_of(actor: Actor, key: str) -> RoadmapEntry:
    """The entry of the roadmap of an id. Raises `UserError` where there is none."""
    found = entry_by_id(key, actor)
    if found is None:
        raise UserError("unknown-entry", _("Lộ trình không có dòng “%(key)s”.") % {"key": key}, status=404)
    return found

"""The reading verbs of `motcua online`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any, cast

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.online import plain
from motcua.online.frame import Frame, Scope
from motcua.online.lists import KINDS, PLAN, list_document
from motcua.online.measuring import Measurer
from motcua.online.missed import missing_of
from motcua.online.models import Indicator
from motcua.online.roadmap_list import roadmap_document
from motcua.online.rows import shown_all
from motcua.online.selectors import (
    history_of,
    roadmap_rows,
    said_on,
    services_on,
    suspensions_of,
    usage_rows,
)
from motcua.online.targets import target_by_key, target_rows
from motcua.online.terminal_asking import field_of, procedure_of, wanted_of
from motcua.online.timeline import steps_of, uses_of
from motcua.papers.rendering import Format, render
from motcua.web.faults import UserError


def services(actor: Actor, given: Namespace) -> list[dict[str, Any]]:
    """Services in force on a day."""
    actor.require("online.view")
    day = given.on or timezone.localdate()
    return [row.to_dict() for row in shown_all(services_on(day, wanted_of(given)), day)]


def show(actor: Actor, given: Namespace) -> dict[str, Any]:
    """One procedure's service on a day with reasons, its history and suspensions."""
    actor.require("online.view")
    procedure = procedure_of(actor, given.code)
    return {
        **said_on(procedure, given.on or timezone.localdate()).to_dict(),
        "rows": plain.service_dicts(history_of(procedure, actor)),
        "suspensions": [plain.suspension_dict(stop) for stop in suspensions_of(procedure, actor)],
    }


def targets(actor: Actor, given: Namespace) -> Any:
    """Every target with what it came to; with an id the procedures that it does not count."""
    actor.require("online.view")
    today = timezone.localdate()
    if not given.id:
        return [row.to_dict() for row in Measurer(today).measure_all(target_rows(actor))]
    found = target_by_key(given.id, actor)
    if found is None:
        raise UserError("unknown-target", f"Không có chỉ tiêu “{given.id}”.", status=404)
    frame = Frame()
    measured = Measurer(today, frame).measure(found)
    missing = missing_of(found, measured.on, frame) if found.indicator is Indicator.LAUNCHED else []
    return {**measured.to_dict(), "missing": [row.to_dict() for row in missing]}


def roadmap(actor: Actor, given: Namespace) -> dict[str, Any]:
    """A year of the roadmap by quarter, its entries, and what is known of use."""
    actor.require("online.view")
    today = timezone.localdate()
    year, field = given.year or today.year, field_of(given.field)
    entries = list(roadmap_rows(actor, year=year, field=field, tier=given.tier))
    frame = Frame()
    among = set(frame.procedures(Scope(given.tier, field.pk if field else None), today))
    return {
        "year": year,
        "steps": [step.to_dict() for step in steps_of(entries, frame, among, year, today)],
        "use": uses_of(among, [year])[0].to_dict(),
        "entries": plain.entry_dicts(entries),
    }


def usage(actor: Actor, given: Namespace) -> list[dict[str, Any]]:
    """Facts about use."""
    return plain.usage_dicts(usage_rows(actor, given.year))


def export(actor: Actor, given: Namespace) -> dict[str, Any]:
    """A list of services, or the roadmap of a year, as Word, Excel or PDF."""
    actor.require("online.view")
    day = timezone.localdate()
    if given.kind == PLAN:
        year = given.year or day.year
        entries = list(roadmap_rows(actor, year=year, field=field_of(given.field), tier=given.tier))
        document, lines = roadmap_document(entries, year, day), len(entries)
    else:
        rows = shown_all(services_on(day, wanted_of(given)), day)
        document, lines = list_document(KINDS[given.kind], rows, day), len(rows)
    given.out.write_bytes(render(document, cast(Format, given.format)))
    return {"file": str(given.out), "lines": lines}


VERBS: dict[str, Callable[[Actor, Namespace], Any]] = {
    "list": services,
    "show": show,
    "targets": targets,
    "roadmap": roadmap,
    "usage": usage,
    "export": export,
}

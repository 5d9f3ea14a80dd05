"""The writing verbs of `motcua decision`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.selectors import find_unit
from motcua.publication import plain
from motcua.publication.asking import find_act, find_decision, find_lines, find_lines_to_publish
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.lists import ListAsked
from motcua.publication.models import AnnouncementDecision, DecisionKind, DecisionState, LineKind, Place
from motcua.publication.services.annexes import ask_annex
from motcua.publication.services.checking import check_decision, return_decision
from motcua.publication.services.drafting import (
    add_lines,
    change_decision,
    discard_decision,
    draft_decision,
    remove_line,
)
from motcua.publication.services.effects import apply_abolitions
from motcua.publication.services.publishing import end_decision, publish_lines, withdraw_publication
from motcua.publication.services.recording import record_decision
from motcua.publication.services.signing import submit_for_signature
from motcua.web.faults import UserError

Answer = dict[str, Any]


def _shown(row: AnnouncementDecision, actor: Actor) -> Answer:
    return plain.decision_dict(find_decision(actor, row.public_id), actor, timezone.localdate())


def _read(path: Path) -> Answer:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error
    except (ValueError, RecursionError) as error:
        raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=path)) from error
    if not isinstance(found, dict):
        raise UserError("not-json", _("Tệp {path} phải chứa một đối tượng JSON.").format(path=path))
    return found


def _content(found: Answer) -> DecisionContent:
    try:
        kind = DecisionKind(found.get("kind", DecisionKind.LIST))
    except ValueError as error:
        raise UserError("bad-kind", _("Loại quyết định không có trong danh sách."), field="kind") from error
    unit = find_unit(str(found.get("advising_unit", "")), timezone.localdate())
    return DecisionContent(
        title=str(found.get("title", "")),
        advising_unit=unit,
        kind=kind,
        source=str(found.get("source", "")),
        shortened=bool(found.get("shortened")),
        law_issued_on=_day(found, "law_issued_on"),
        law_effective_on=_day(found, "law_effective_on"),
        effective_from=_day(found, "effective_from"),
    )


def _day(found: Answer, name: str) -> date | None:
    value = found.get(name)
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError as error:
        raise UserError(
            "bad-day", _("Ngày “{value}” không đúng dạng 2026-11-20.").format(value=value), field=name
        ) from error


def _lines(rows: Any) -> list[LineGiven]:
    try:
        return [
            LineGiven(
                str(row["code"]),
                LineKind(row["kind"]),
                str(row.get("name", "")),
                str(row.get("field", "")),
                _day(row, "law_effective_on"),
                str(row.get("basis", "")),
                str(row.get("replaces", "")),
            )
            for row in rows
        ]
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise UserError("bad-lines", _("Mỗi dòng cần có code và kind (new, amended, replaced, abolished).")) from error


def draft(actor: Actor, given: Namespace) -> Answer:
    """Open a decision from a JSON file with its lines."""
    found = _read(given.file)
    made = draft_decision(actor=actor, content=_content(found), lines=_lines(found.get("lines", [])))
    return _shown(made, actor)


def change(actor: Actor, given: Namespace) -> Answer:
    """Write what a draft says anew from a JSON file."""
    row = find_decision(actor, given.id)
    return _shown(
        change_decision(actor=actor, decision=row, content=_content(_read(given.file)), version=row.version), actor
    )


def discard(actor: Actor, given: Namespace) -> Answer:
    """Throw a draft away."""
    row = find_decision(actor, given.id)
    discard_decision(actor=actor, decision=row, version=row.version)
    return {"id": given.id, "discarded": True}


def add(actor: Actor, given: Namespace) -> Answer:
    """Add procedures of one kind by code."""
    row = find_decision(actor, given.id)
    lines = [LineGiven(code, LineKind(given.kind), law_effective_on=given.effective) for code in given.codes]
    add_lines(actor=actor, decision=row, lines=lines, version=row.version)
    return _shown(row, actor)


def remove(actor: Actor, given: Namespace) -> Answer:
    """Take a procedure out."""
    row = find_decision(actor, given.id)
    (line,) = find_lines(row, [given.code])
    remove_line(actor=actor, decision=row, line=line, version=row.version)
    return _shown(row, actor)


def check(actor: Actor, given: Namespace) -> Answer:
    """Pass a draft as checked."""
    row = find_decision(actor, given.id)
    return _shown(check_decision(actor=actor, decision=row, version=row.version), actor)


def give_back(actor: Actor, given: Namespace) -> Answer:
    """Send a checked decision back."""
    row = find_decision(actor, given.id)
    return _shown(return_decision(actor=actor, decision=row, reason=given.reason, version=row.version), actor)


def submit(actor: Actor, given: Namespace) -> Answer:
    """Make the paper and submit it for signature."""
    row = find_decision(actor, given.id)
    submit_for_signature(actor=actor, decision=row, version=row.version, signature=given.signature)
    return _shown(row, actor)


def sign(actor: Actor, given: Namespace) -> Answer:
    """Record number, day and signer."""
    row = find_decision(actor, given.id)
    signed = Signed(given.number, given.signed, given.signer, given.effective)
    return _shown(record_decision(actor=actor, decision=row, signed=signed, version=row.version), actor)


def publish(actor: Actor, given: Namespace) -> Answer:
    """Record where lines were made public, all that are not there yet where no code is given."""
    row = find_decision(actor, given.id)
    at = given.at or timezone.now()
    place = Place(given.place)
    lines = find_lines_to_publish(row, place, given.codes)
    publish_lines(actor=actor, lines=lines, place=place, published_at=at, evidence=given.evidence)
    return _shown(row, actor)


def withdraw(actor: Actor, given: Namespace) -> Answer:
    """Take back a wrong record of making public."""
    row = find_decision(actor, given.id)
    withdraw_publication(actor=actor, publication=find_act(row, given.act), reason=given.reason)
    return _shown(row, actor)


def end(actor: Actor, given: Namespace) -> Answer:
    """Say by which decision another one ended."""
    row, by = find_decision(actor, given.id), find_decision(actor, given.by)
    state = DecisionState(given.state)
    return _shown(end_decision(actor=actor, decision=row, by=by, state=state, version=row.version), actor)


def abolish(actor: Actor, given: Namespace) -> Answer:
    """End in the catalogue what decisions abolished and whose day has come."""
    ended = apply_abolitions(actor=actor, on=given.on or timezone.localdate())
    return {"ended": [procedure.code for procedure in ended]}


def ask_list(actor: Actor, given: Namespace) -> Answer:
    """Ask for a list as DOCX and XLSX; a worker makes it."""
    asked = ListAsked(timezone.localdate(), given.field, given.tier, given.unit, given.since)
    return plain.annex_dict(ask_annex(actor=actor, asked=asked))


VERBS: dict[str, Callable[[Actor, Namespace], Answer]] = {
    "draft": draft,
    "change": change,
    "discard": discard,
    "add": add,
    "remove": remove,
    "check": check,
    "return": give_back,
    "submit": submit,
    "sign": sign,
    "publish": publish,
    "withdraw": withdraw,
    "end": end,
    "abolish": abolish,
    "ask-list": ask_list,
}

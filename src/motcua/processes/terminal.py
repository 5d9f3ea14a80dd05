"""What the terminal says of processes and does with them: `motcua processes …`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.selectors import find_unit
from motcua.processes import plain
from motcua.processes.asking import find_edition, find_process
from motcua.processes.content import content_from
from motcua.processes.flow.changes import compared
from motcua.processes.models import Process
from motcua.processes.output.files import file_of
from motcua.processes.output.reading import MOST_BYTES, taken_from
from motcua.processes.selectors import edition_of, editions_of, process_rows, steps_of
from motcua.processes.services.opening import Opening, discard_draft, open_process, reopen_process
from motcua.processes.services.writing import confirm_process, import_process, write_process
from motcua.web.faults import UserError

Answer = dict[str, Any]


def listed(actor: Actor, given: Namespace) -> list[Answer]:
    """Processes as the actor sees them."""
    rows = process_rows(actor, text=given.text, kind=given.kind, state=given.state)
    return [plain.process_line(row) for row in rows[: max(given.limit, 0)]]


def show(actor: Actor, given: Namespace) -> Answer:
    """One process by id or code."""
    return _whole(find_process(actor, given.id), given.number)


def draft(actor: Actor, given: Namespace) -> Answer:
    """Open a process from the records: one code a single procedure, several a group."""
    unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
    asked = Opening(tuple(given.codes), given.title, unit, not given.empty)
    return _whole(open_process(actor=actor, asked=asked))


def write(actor: Actor, given: Namespace) -> Answer:
    """Write the draft anew from a JSON file as `show --json` or `export --format json` gives it."""
    row = find_process(actor, given.id)
    try:
        found = json.loads(_read(given.file).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=given.file)) from error
    if not isinstance(found, dict):
        raise UserError("not-json", _("Tệp {path} phải chứa một đối tượng JSON.").format(path=given.file))
    if row.kind == "single":
        found.pop("members", None)
    write_process(actor=actor, process=row, content=content_from(found), version=_version(row))
    return _whole(row)


def take(actor: Actor, given: Namespace) -> Answer:
    """Take the steps from a file."""
    row = find_process(actor, given.id)
    taken = taken_from(_read(given.file), given.format)
    import_process(actor=actor, process=row, taken=taken, version=_version(row))
    return _whole(row)


def give(actor: Actor, given: Namespace) -> Answer:
    """A version as a file at `--out`."""
    row = find_process(actor, given.id)
    data = file_of(row, find_edition(row, given.number), given.format)
    try:
        given.out.write_bytes(data)
    except OSError as error:
        raise UserError("no-such-file", _("Không ghi được tệp {path}.").format(path=given.out)) from error
    return {"id": row.public_id, "format": given.format, "path": str(given.out), "bytes": len(data)}


def confirm(actor: Actor, given: Namespace) -> Answer:
    """Confirm the draft."""
    row = find_process(actor, given.id)
    confirm_process(actor=actor, process=row, version=_version(row))
    return _whole(row)


def reopen(actor: Actor, given: Namespace) -> Answer:
    """Draw a confirmed process up anew."""
    row = find_process(actor, given.id)
    reopen_process(actor=actor, process=row, reason=given.reason)
    return _whole(row)


def discard(actor: Actor, given: Namespace) -> Answer:
    """Throw the draft away."""
    row = find_process(actor, given.id)
    return {"id": given.id, "gone": discard_draft(actor=actor, process=row, version=_version(row))}


def compare(actor: Actor, given: Namespace) -> list[Answer]:
    """Two versions row by row."""
    row = find_process(actor, given.id)
    old, new = find_edition(row, given.old), find_edition(row, given.new)
    return [plain.pair_dict(pair) for pair in compared(steps_of(old), steps_of(new))]


VERBS: dict[str, Callable[[Actor, Namespace], object]] = {
    "list": listed,
    "show": show,
    "draft": draft,
    "write": write,
    "import": take,
    "export": give,
    "confirm": confirm,
    "reopen": reopen,
    "discard": discard,
    "compare": compare,
}


def _whole(row: Process, number: int | None = None) -> Answer:
    history = [plain.edition_line(one) for one in editions_of(row)]
    return {**plain.edition_dict(row, find_edition(row, number)), "history": history}


def _version(row: Process) -> int:
    edition = edition_of(row)
    return edition.version if edition is not None else 0


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error

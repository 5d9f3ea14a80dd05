"""What machines and the terminal name: a process by id or code, a version by number."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.processes.models import Edition, Process
from motcua.processes.selectors import edition_of, process_by_id
from motcua.web.faults import UserError


def find_process(actor: Actor, text: str) -> Process:
    """The process with the id, or of the procedure with the code. Raises `UserError` where the actor sees none."""
    found = process_by_id(actor, text.strip())
    if found is None:
        raise UserError("no-process", _("Không có quy trình “{text}”.").format(text=text[:100]), status=404)
    return found


def find_edition(process: Process, number: int | None = None) -> Edition:
    """The version with the number, the newest without one. Raises `UserError` where there is none."""
    found = edition_of(process, number)
    if found is None:
        raise UserError("no-edition", _("Quy trình không có lần lập {number}.").format(number=number), status=404)
    return found

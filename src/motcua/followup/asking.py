"""What machine API and terminal share: rows found by id, refused with a sentence where there are none."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.followup.models import FieldDepartment, FollowStep, FollowTask, InternalProcessNote, MinistryAnnouncement
from motcua.followup.selectors import announcement_by_id, task_by_id
from motcua.organisation.forms import UnitField
from motcua.organisation.models import Unit
from motcua.organisation.selectors import find_unit
from motcua.web.faults import UserError


def unit_named(text: str) -> Unit:
    """The unit of a name as pages take it, a code or a public id, today; raises `UserError` where none is meant."""
    if " " not in text.strip():  # a code or an id
        return find_unit(text, timezone.localdate())
    try:
        return cast(Unit, UnitField(max_length=None).clean(text))
    except ValidationError as error:
        raise UserError("unknown-unit", " ".join(error.messages), field="unit", status=404) from error


def find_task(actor: Actor, public_id: str) -> FollowTask:
    """The task; raises `UserError` where there is none for this actor."""
    task = task_by_id(actor, public_id) if "\x00" not in public_id else None
    if task is None:
        raise UserError("no-such-task", _("Không có việc này."), status=404)
    return task


def find_step(task: FollowTask, kind: str) -> FollowStep:
    """A step of a task by its kind; raises `UserError` for a kind that is none."""
    step = next((one for one in task.steps.all() if one.kind == kind), None)
    if step is None:
        raise UserError("no-such-step", _("Không có bước này; các bước là list, process, posting, upload."), status=404)
    return step


def find_announcement(actor: Actor, public_id: str) -> MinistryAnnouncement:
    """The ministry's decision; raises `UserError` where there is none for this actor."""
    found = announcement_by_id(actor, public_id) if "\x00" not in public_id else None
    if found is None:
        raise UserError("no-such-announcement", _("Không có quyết định này của bộ, ngành."), status=404)
    return found


def find_field(actor: Actor, text: str) -> FieldDepartment:
    """The row of a field by its name or number; raises `UserError` where there is none."""
    rows = FieldDepartment.objects.visible_to(actor).select_related("field", "unit")
    if "\x00" in text:
        rows = rows.none()
    is_number = text.isascii() and text.isdigit() and len(text) < 15
    row = rows.filter(field=int(text)).first() if is_number else rows.filter(field__name__iexact=text.strip()).first()
    if row is None:
        raise UserError("no-such-field", _("Không có lĩnh vực “%(text)s” trong bảng.") % {"text": text}, status=404)
    return row


def find_note(actor: Actor, public_id: str) -> InternalProcessNote:
    """An approval of an internal process; raises `UserError` where there is none."""
    rows = InternalProcessNote.objects.visible_to(actor).select_related("procedure")
    note = rows.filter(public_id=public_id).first() if "\x00" not in public_id else None
    if note is None:
        raise UserError("no-such-note", _("Không có ghi nhận này."), status=404)
    return note

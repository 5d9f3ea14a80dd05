"""The draft of a process is written, taken from a file, confirmed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.processes.content import Content
from motcua.processes.flow.checks import problems_of
from motcua.processes.models import Edition, EditionState, Process, ProcessKind, WorkingCopy
from motcua.processes.output.reading import Taken
from motcua.processes.selectors import edition_of, steps_of
from motcua.processes.services.claims import claim, tell
from motcua.processes.services.rows import keep_members, keep_steps
from motcua.web.faults import UserError


@service(permission="processes.edit")
def write_process(*, actor: Actor, process: Process, content: Content, version: int) -> Edition:
    """Write the draft anew: all steps and, for a group, its procedures. Returns it as it is now.

    Raises as `claim`; `UserError` for too many steps or procedures that are none.
    """
    draft = claim(actor, process, version)
    rows = keep_steps(draft, content.steps)
    if content.members is not None and process.kind == ProcessKind.GROUP:
        keep_members(draft, content.members)
    _forget_copy(actor, draft)
    tell("written", process, number=draft.number, steps=len(rows))
    return draft


@service(permission="processes.edit")
def import_process(*, actor: Actor, process: Process, taken: Taken, version: int) -> Edition:
    """Put the steps of a file in the place of those of the draft; what the reader said of it is kept with them.

    Raises as `claim`.
    """
    draft = claim(actor, process, version)
    rows = keep_steps(draft, taken.steps)
    draft.source, draft.notes = taken.source, list(taken.notes)
    draft.save(update_fields=["source", "notes", "changed_at"])
    _forget_copy(actor, draft)
    tell("imported", process, number=draft.number, steps=len(rows), form=taken.form)
    return draft


@service(permission="processes.edit")
def confirm_process(*, actor: Actor, process: Process, version: int) -> Edition:
    """Confirm the draft: it is frozen, with who and when. Returns it.

    Raises as `claim`; `UserError` with the first thing that keeps it from being confirmed.
    """
    draft = claim(actor, process, version)
    steps = steps_of(draft)
    blocking = [problem for problem in problems_of(steps) if problem.blocking]
    if blocking:
        hint = _("Còn {n} điểm cần sửa; xem danh sách trên trang quy trình.").format(n=len(blocking))
        raise UserError("not-whole", blocking[0].said(_), field="steps", hint=hint, status=409)
    draft.copies.all().delete()
    Edition.objects.filter(pk=draft.pk).update(
        state=EditionState.CONFIRMED,
        confirmed_at=timezone.now(),
        confirmed_by=actor.user,
        confirmed_label=actor.label[:200],
    )
    tell("confirmed", process, number=draft.number, steps=len(steps))
    return Edition.objects.get(pk=draft.pk)


@service(permission="processes.edit")
def keep_copy(*, actor: Actor, process: Process, content: Content, version: int) -> WorkingCopy | None:
    """Keep what a person is typing, for nobody else to see; None where there is no draft or nobody to keep it for.

    `version` is that of the draft that was read: a copy of an older one is shown beside what was written since.
    """
    draft = edition_of(process)
    if draft is None or draft.confirmed or actor.user is None:
        return None
    kept, _new = WorkingCopy.objects.update_or_create(
        edition=draft, user=actor.user, defaults={"content": content.to_dict(), "based_on": version}
    )
    return kept


@service(permission="processes.edit")
def drop_copy(*, actor: Actor, process: Process) -> None:
    """Forget what a person was typing and did not write."""
    WorkingCopy.objects.filter(edition__process=process, user=actor.user).delete()


def _forget_copy(actor: Actor, draft: Edition) -> None:
    WorkingCopy.objects.filter(edition=draft, user=actor.user).delete()

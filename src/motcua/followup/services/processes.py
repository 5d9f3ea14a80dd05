"""Approvals of internal processes, written down by hand or from a file until processes have a room of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.followup.models import FollowTask, InternalProcessNote, MinistryLine, NoteSource, TaskState
from motcua.followup.numbers import tidy_number
from motcua.followup.refreshing import bring_up_to_date
from motcua.web.faults import UserError

MOST_CODES = 3000


@service(permission="publication.draft")
def note_processes(
    *,
    actor: Actor,
    codes: Sequence[str],
    decision_no: str,
    approved_on: date,
    source: str = NoteSource.TYPED,
) -> list[InternalProcessNote]:
    """Write down that a decision approved the internal processes of procedures; open work takes note.

    The same decision of a year is kept once for a procedure. Returns the new notes. Raises `UserError` for a missing
    number, a day to come or codes that the catalogue does not know.
    """
    number = tidy_number(decision_no)[:200]
    if not number:
        raise UserError("no-number", _("Chưa ghi số quyết định phê duyệt quy trình."), field="decision_no")
    if approved_on > timezone.localdate():
        raise UserError("day-to-come", _("Ngày ký không thể sau hôm nay."), field="approved_on")
    procedures = _procedures(codes)
    known = set(
        InternalProcessNote.objects.filter(
            procedure__in=procedures, decision_no=number, approved_on__year=approved_on.year
        ).values_list("procedure", flat=True)
    )
    notes = InternalProcessNote.objects.bulk_create(
        InternalProcessNote(procedure=one, decision_no=number, approved_on=approved_on, source=source)
        for one in procedures
        if one.pk not in known
    )
    _tell("noted", number, len(notes))
    _follow([one.pk for one in procedures])
    return notes


@service(permission="publication.draft")
def drop_process(*, actor: Actor, note: InternalProcessNote) -> None:
    """Take back a note that was written down by mistake."""
    procedure, number = note.procedure_id, note.decision_no
    note.delete()
    _tell("dropped", number, 1)
    _follow([procedure])


def _procedures(codes: Sequence[str]) -> list[Procedure]:
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not wanted:
        raise UserError("no-codes", _("Chưa ghi mã thủ tục nào."), field="codes")
    if len(wanted) > MOST_CODES:
        raise UserError("too-many-codes", _("Mỗi lần ghi nhiều nhất %(n)d mã.") % {"n": MOST_CODES}, field="codes")
    found = {one.code: one for one in Procedure.objects.filter(code__in=wanted)}
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise UserError(
            "unknown-codes",
            _("Danh mục không có mã: %(codes)s.") % {"codes": ", ".join(unknown[:10])},
            field="codes",
            hint=_("Kiểm tra lại mã, hoặc nhập thủ tục vào danh mục trước."),
        )
    return [found[code] for code in wanted]


def _follow(procedure_ids: Sequence[int]) -> None:
    """Bring the tasks about these procedures up to date."""
    lines = MinistryLine.objects.filter(procedure__in=procedure_ids).values("task")
    tasks = FollowTask.objects.filter(pk__in=lines).exclude(state=TaskState.DISMISSED)
    bring_up_to_date(list(tasks), timezone.localdate())


def _tell(verb: str, number: str, procedures: int) -> None:
    record(Event(f"followup.process.{verb}", "followup.process", facts={"number": number, "procedures": procedures}))

"""A process is opened, opened again after it was confirmed, and a draft is thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.processes.content import MOST_MEMBERS
from motcua.processes.drafting import Draft, draft_of_group, draft_of_procedure
from motcua.processes.flow.steps import plain_text
from motcua.processes.models import Edition, EditionState, MemberRow, Process, ProcessKind, Relation, Source
from motcua.processes.selectors import edition_of, steps_of
from motcua.processes.services.claims import claim, require_unit, tell
from motcua.processes.services.rows import keep_steps
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class Opening:
    """What a process is opened for: codes (one: a single procedure; more: a group), its title, who draws it up.

    Without `from_record` it begins empty.
    """

    codes: tuple[str, ...]
    title: str = ""
    unit: Unit | None = None
    from_record: bool = True


@service(permission="processes.edit")
def open_process(*, actor: Actor, asked: Opening) -> Process:
    """Open a process with a first draft of its steps.

    Raises `Denied` for another unit, `UserError` for no or unknown codes, a procedure named twice, a group without a
    title, and a procedure whose process exists.
    """
    require_unit(actor, asked.unit)
    procedures = _procedures(actor, asked.codes)
    is_group = len(procedures) > 1
    title = plain_text(asked.title, 1000, True) or ("" if is_group else _title(procedures[0]))
    if not title:
        words = _("Chưa ghi tên quy trình của nhóm thủ tục.")
        raise UserError("no-title", words, field="title", hint=_("Ví dụ: Đăng ký khai sinh, thường trú, cấp thẻ BHYT."))
    process = _made(actor, asked, procedures, title)
    draft = _first_draft(procedures, asked.from_record)
    edition = Edition.objects.create(
        process=process,
        number=1,
        source=draft.source,
        procedure_version=draft.version,
        notes=list(draft.notes),
        created_by=actor.user,
        changed_label=actor.label[:200],
    )
    keep_steps(edition, draft.steps)
    if is_group:
        MemberRow.objects.bulk_create(
            MemberRow(
                edition=edition,
                ordinal=number,
                procedure=procedure,
                relation=Relation.FIRST if number == 1 else Relation.AFTER,
            )
            for number, procedure in enumerate(procedures, start=1)
        )
    tell("opened", process, number=1, steps=len(draft.steps), source=draft.source.value)
    return process


@service(permission="processes.edit")
def reopen_process(*, actor: Actor, process: Process, reason: str) -> Edition:
    """Open a new version on top of the confirmed one, which stays as it is; returns the new draft.

    Raises `Denied` for another unit's, `UserError` without a reason and where a draft is open already.
    """
    require_unit(actor, process.unit)
    why = plain_text(reason, 1000, True)
    if not why:
        raise UserError("no-reason", _("Chưa ghi lý do lập lại quy trình."), field="reason")
    last = edition_of(Process.objects.select_for_update().get(pk=process.pk))
    if last is None or not last.confirmed:
        raise UserError("draft-open", _("Quy trình đang có bản chưa xác nhận; sửa tiếp bản đó."), status=409)
    made = Edition.objects.create(
        process=process,
        number=last.number + 1,
        source=Source.EARLIER,
        procedure_version=last.procedure_version,
        reason=why,
        created_by=actor.user,
        changed_label=actor.label[:200],
    )
    keep_steps(made, steps_of(last))
    MemberRow.objects.bulk_create(
        MemberRow(edition=made, ordinal=row.ordinal, procedure=row.procedure, relation=row.relation, duty=row.duty)
        for row in last.members.all()
    )
    tell("reopened", process, number=made.number)
    return made


@service(permission="processes.edit")
def discard_draft(*, actor: Actor, process: Process, version: int) -> bool:
    """Throw the draft away; returns whether the process went with it, having no confirmed version.

    Raises as `claim`.
    """
    draft = claim(actor, process, version)
    tell("discarded", process, number=draft.number)
    draft.delete()
    alone = not Edition.objects.filter(process=process, state=EditionState.CONFIRMED).exists()
    if alone:
        Process.objects.filter(pk=process.pk).delete()
    return alone


def _procedures(actor: Actor, codes: tuple[str, ...]) -> list[Procedure]:
    wanted = [code.strip() for code in codes if code.strip()]
    if not wanted:
        raise UserError("no-code", _("Chưa ghi mã thủ tục."), field="codes")
    if len(wanted) > MOST_MEMBERS:
        words = _("Một nhóm có nhiều nhất {most} thủ tục.").format(most=MOST_MEMBERS)
        raise UserError("many-codes", words, field="codes")
    if len(set(wanted)) < len(wanted):
        raise UserError("code-twice", _("Có mã thủ tục ghi hai lần."), field="codes")
    clean = [code for code in wanted if "\x00" not in code]
    rows = Procedure.objects.visible_to(actor).filter(code__in=clean).select_related("current")
    by_code = {row.code: row for row in rows}
    unknown = [code for code in wanted if code not in by_code]
    if unknown:
        words = _("Không có thủ tục mang mã {codes}.").format(codes=", ".join(code[:40] for code in unknown[:5]))
        raise UserError("no-procedure", words, field="codes", status=404, hint=_("Xem mã trong danh mục thủ tục."))
    return [by_code[code] for code in wanted]


def _title(procedure: Procedure) -> str:
    name = procedure.current.name if procedure.current is not None else ""
    return plain_text(name or procedure.code, 1000, True)


def _made(actor: Actor, asked: Opening, procedures: list[Procedure], title: str) -> Process:
    single = procedures[0] if len(procedures) == 1 else None
    kind = ProcessKind.SINGLE if single else ProcessKind.GROUP
    try:
        with transaction.atomic():
            return Process.objects.create(
                kind=kind, title=title, procedure=single, unit=asked.unit, created_by=actor.user
            )
    except IntegrityError as error:
        raise UserError(
            "exists",
            _("Thủ tục {code} đã có quy trình.").format(code=procedures[0].code),
            field="codes",
            hint=_("Mở quy trình đó để sửa hoặc lập lại."),
            status=409,
        ) from error


def _first_draft(procedures: list[Procedure], from_record: bool) -> Draft:
    if not from_record:
        return Draft((), Source.TYPED)
    return draft_of_procedure(procedures[0]) if len(procedures) == 1 else draft_of_group(procedures)

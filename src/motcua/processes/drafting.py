"""First drafts: what the records, or the processes drawn up already, say of the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.processes.flow.steps import Step
from motcua.processes.intake.record import joined, steps_from_text
from motcua.processes.models import Edition, Source
from motcua.processes.selectors import latest_editions, steps_by_edition


@dataclass(frozen=True, slots=True)
class Draft:
    """Steps to begin with: where they come from and what a person should know of them."""

    steps: tuple[Step, ...]
    source: Source
    version: ProcedureVersion | None = None
    notes: tuple[str, ...] = ()


def draft_of_procedure(procedure: Procedure) -> Draft:
    """The steps that the record in force tells of; none where it tells of none."""
    version = procedure.current
    steps = steps_from_text(version.steps) if version is not None else ()
    if not steps:
        return Draft((), Source.TYPED, version, (_("Danh mục không ghi trình tự thực hiện; nhập từng bước."),))
    note = _(
        "Các bước được đọc từ trình tự trong danh mục, là bản gợi ý: xem lại người thực hiện, nhánh rẽ, thời gian."
    )
    return Draft(steps, Source.RECORD, version, (note,))


def draft_of_group(procedures: Sequence[Procedure]) -> Draft:
    """The steps of the procedures one after another: of their own processes where drawn up, else of their records."""
    editions = latest_editions([procedure.pk for procedure in procedures])
    steps_of = steps_by_edition([edition.pk for edition in editions.values()])
    parts, notes = [], []
    for procedure in procedures:
        own = _own(editions.get(procedure.pk), steps_of)
        steps = own or draft_of_procedure(procedure).steps
        if own:
            notes.append(_("{code}: lấy từ quy trình đã lập.").format(code=procedure.code))
        elif steps:
            notes.append(_("{code}: lấy từ trình tự trong danh mục, cần xem lại.").format(code=procedure.code))
        else:
            notes.append(_("{code}: danh mục không ghi trình tự.").format(code=procedure.code))
        parts.append((procedure.code, steps))
    return Draft(joined(parts), Source.MEMBERS, None, tuple(notes))


def _own(edition: Edition | None, steps_of: dict[int, tuple[Step, ...]]) -> tuple[Step, ...]:
    return steps_of.get(edition.pk, ()) if edition is not None else ()

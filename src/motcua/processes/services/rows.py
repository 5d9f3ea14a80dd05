"""Keeps the steps and procedures of a version as rows; called by services only."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.catalog.models import Procedure
from motcua.processes.content import MOST_MEMBERS, Member, check_length
from motcua.processes.flow.steps import Step, normal, plain_text
from motcua.processes.models import Edition, MemberRow, Relation, StepRow
from motcua.web.faults import UserError


def keep_steps(edition: Edition, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Put these steps in the place of those that are there; returns them in the form that is kept."""
    check_length(steps)
    rows = normal(steps)
    edition.rows.all().delete()
    StepRow.objects.bulk_create(
        StepRow(edition=edition, ordinal=number, **{**step.to_dict(), "kind": step.kind.value})
        for number, step in enumerate(rows, start=1)
    )
    return rows


def keep_members(edition: Edition, members: Sequence[Member]) -> None:
    """Put these procedures in the place of those of the group. Raises `UserError` for too few, many or unknown ones."""
    codes = [member.code for member in members]
    if not 2 <= len(codes) <= MOST_MEMBERS:
        words = _("Nhóm liên thông cần từ 2 đến {most} thủ tục.").format(most=MOST_MEMBERS)
        raise UserError("members-number", words, field="members")
    if len(set(codes)) < len(codes):
        raise UserError("code-twice", _("Có mã thủ tục ghi hai lần."), field="members")
    known = {row.code: row for row in Procedure.objects.filter(code__in=[code for code in codes if "\x00" not in code])}
    unknown = [code for code in codes if code not in known]
    if unknown:
        words = _("Không có thủ tục mang mã {codes}.").format(codes=", ".join(code[:40] for code in unknown[:5]))
        raise UserError("no-procedure", words, field="members", status=404)
    edition.members.all().delete()
    MemberRow.objects.bulk_create(
        MemberRow(
            edition=edition,
            ordinal=number,
            procedure=known[member.code],
            relation=Relation.FIRST if number == 1 else _later(member.relation),
            duty=plain_text(member.duty, 1000, True),
        )
        for number, member in enumerate(members, start=1)
    )


def _later(relation: Relation) -> Relation:
    return Relation.AFTER if relation == Relation.FIRST else relation

"""Drafting a list: opened empty, as a copy of the last one or by a rule; lines added, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Field, Procedure, TierLine
from motcua.organisation.models import Unit
from motcua.receiving.models import ListKind, ReceivingLine, ReceivingList, scope_of
from motcua.receiving.services.touch import claim, tell
from motcua.web.faults import UserError

PIECE = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Which procedures a list takes by itself: of a field, handled at a tier; both empty is every public one."""

    field: Field | None = None
    tier: str = ""

    def procedures(self) -> QuerySet[Procedure]:
        """The public procedures of today that the rule means."""
        rows = Procedure.objects.public()
        if self.field is not None:
            rows = rows.filter(current__field=self.field)
        if self.tier:
            rows = rows.filter(Exists(TierLine.objects.filter(procedure_version=OuterRef("current"), tier=self.tier)))
        return rows


@dataclass(frozen=True, slots=True)
class LineWords:
    """What stands beside a procedure on a list: why it is excluded, the group of linked procedures."""

    reason: str = ""
    group: str = ""


@service(permission="receiving.edit")
def open_draft(
    *, actor: Actor, kind: ListKind, unit: Unit | None = None, copy_last: bool = True, rule: Rule | None = None
) -> ReceivingList:
    """Open the draft of a list for the whole province or one unit.

    `copy_last` begins with the lines of the list that holds today, procedures that ended since left out; `rule` adds
    what it means. Raises `UserError` where a draft of the same scope is already open.
    """
    scope = scope_of(kind, unit.pk if unit else None)
    last = ReceivingList.objects.filter(scope=scope).on(timezone.localdate()).first()
    try:
        with transaction.atomic():
            row = ReceivingList.objects.create(kind=kind, unit=unit, scope=scope, follows=last)
    except IntegrityError as error:  # the database holds one open draft a scope, whoever comes at once
        raise UserError(
            "draft-open",
            _("Đang có một danh mục cùng loại, cùng phạm vi được lập dở."),
            hint=_("Mở danh mục đang lập để làm tiếp, hoặc hủy nó."),
            status=409,
        ) from error
    copied = _copy(row, last) if copy_last and last is not None else 0
    added = _add(row, rule.procedures(), LineWords()) if rule is not None else 0
    tell("opened", row, copied=copied, added=added)
    return row


@service(permission="receiving.edit")
def add_lines(
    *, actor: Actor, receiving_list: ReceivingList, codes: Sequence[str], words: LineWords, version: int
) -> int:
    """Put procedures on a draft by their codes; those already there get the new words. Returns how many were new.

    Raises `UserError` naming the codes that are no procedure in force, `Stale` where another changed the draft.
    """
    row = claim(receiving_list, version)
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not wanted:
        raise UserError("no-codes", _("Chưa ghi mã thủ tục nào."), field="codes")
    found = Procedure.objects.public().filter(code__in=wanted)
    unknown = sorted(set(wanted) - set(found.values_list("code", flat=True)))
    if unknown:
        raise UserError(
            "unknown-procedure",
            _("Không phải thủ tục đang áp dụng: %(codes)s.") % {"codes": ", ".join(unknown[:20])},
            field="codes",
            hint=_("Kiểm tra mã, hoặc nhập danh mục thủ tục trước."),
        )
    group = words.group.strip()
    if row.kind == ListKind.LINKED_GROUP and not group:
        raise UserError("no-group", _("Chưa ghi tên nhóm thủ tục liên thông."), field="group")
    row.lines.filter(procedure__in=found, group=group).update(reason=words.reason.strip())
    added = _add(row, found, words)
    tell("lines_added", row, added=added)
    return added


@service(permission="receiving.edit")
def add_by_rule(*, actor: Actor, receiving_list: ReceivingList, rule: Rule, words: LineWords, version: int) -> int:
    """Put every procedure that a rule means on a draft. Returns how many were new. Raises `Stale`, `UserError`."""
    row = claim(receiving_list, version)
    if row.kind == ListKind.LINKED_GROUP and not words.group.strip():
        raise UserError("no-group", _("Chưa ghi tên nhóm thủ tục liên thông."), field="group")
    added = _add(row, rule.procedures(), words)
    tell("lines_added", row, added=added)
    return added


@service(permission="receiving.edit")
def remove_lines(*, actor: Actor, receiving_list: ReceivingList, codes: Sequence[str], version: int) -> int:
    """Take procedures off a draft by their codes. Returns how many lines went. Raises `Stale`, `UserError`."""
    row = claim(receiving_list, version)
    if not codes:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    removed, _by_model = row.lines.filter(procedure__code__in=list(codes)).delete()
    tell("lines_removed", row, removed=removed)
    return removed


@service(permission="receiving.edit")
def discard_draft(*, actor: Actor, receiving_list: ReceivingList, version: int) -> None:
    """Throw a draft away with its lines. Raises `Stale` where another changed it, `UserError` once it was submitted."""
    row = claim(receiving_list, version)
    tell("discarded", row, lines=row.lines.count())
    row.delete()


def _copy(row: ReceivingList, last: ReceivingList) -> int:
    """Copy the lines of the list before, without procedures that are no longer in force."""
    kept = last.lines.filter(procedure__current__isnull=False, procedure__internal=False)
    lines = [
        ReceivingLine(list=row, procedure_id=procedure, reason=reason, group=group)
        for procedure, reason, group in kept.values_list("procedure_id", "reason", "group")
    ]
    ReceivingLine.objects.bulk_create(lines, batch_size=PIECE)
    return len(lines)


def _add(row: ReceivingList, procedures: QuerySet[Procedure], words: LineWords) -> int:
    group, reason = words.group.strip(), words.reason.strip()
    there = set(row.lines.filter(group=group).values_list("procedure_id", flat=True))
    lines = [
        ReceivingLine(list=row, procedure_id=pk, reason=reason, group=group)
        for pk in procedures.order_by("code").values_list("pk", flat=True)
        if pk not in there
    ]
    ReceivingLine.objects.bulk_create(lines, batch_size=PIECE)
    return len(lines)

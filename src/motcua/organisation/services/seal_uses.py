"""Uses of seals: entered by who keeps the log of a seal, taken back by a reversing row, never removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.organisation.models import Seal, SealCustody, SealUse
from motcua.organisation.procedures import known
from motcua.web.faults import Denied, UserError
from motcua.web.words import one_line

MOST_COPIES = 100_000


@dataclass(frozen=True, slots=True)
class UseContent:
    """What is said of one use: which document, when it was sealed, how many copies, for which procedure and dossier."""

    document: str
    used_at: datetime
    document_no: str = ""
    copies: int = 1
    procedure: str = ""
    dossier: str = ""


def may_log(actor: Actor, seal: Seal) -> bool:
    """Whether the actor keeps the log of a seal: clerks of its unit or of the place where it is kept, the office."""
    if not actor.may("organisation.seal"):
        return False
    return (
        actor.system
        or actor.may("organisation.manage")
        or bool(actor.units_for("organisation.seal") & {seal.unit_id, seal.kept_at_id})
    )


@service(permission="organisation.seal")
def log_use(*, actor: Actor, seal: Seal, content: UseContent) -> SealUse:
    """Enter that a document was sealed, by who kept the seal on that day.

    Raises `Denied` for a seal of another unit; `UserError` for a document left out, a moment to come, a day on which
    the seal was not in use or in nobody's keeping, a procedure that does not exist.
    """
    _require(actor, seal)
    row = Seal.objects.select_for_update().get(pk=seal.pk)
    if content.used_at > timezone.now():
        raise UserError("later", _("Chỉ ghi việc đã làm: thời điểm đóng dấu không thể sau lúc này."), field="used_at")
    if not 1 <= content.copies <= MOST_COPIES:
        raise UserError("copies", _("Số bản từ 1 đến {n}.").format(n=MOST_COPIES), field="copies")
    use = SealUse(
        seal=row,
        custody=_custody(row, content.used_at),
        used_at=content.used_at,
        document=_line(content.document, 500),
        document_no=_line(content.document_no, 100),
        copies=content.copies,
        procedure=_procedure(content.procedure),
        dossier=_line(content.dossier, 100),
    )
    if not use.document:
        raise UserError("not-given", _("Chưa ghi tên, trích yếu văn bản đóng dấu."), field="document")
    return _entered(actor, use, "used")


@service(permission="organisation.seal")
def reverse_use(*, actor: Actor, use: SealUse, reason: str) -> SealUse:
    """Take a use back by a row of its own that says why; both stay. Returns the new row.

    Raises `Denied` for a seal of another unit; `UserError` without a reason, for a row that takes back itself, and
    (409) for one taken back already.
    """
    _require(actor, use.seal)
    seal = Seal.objects.select_for_update().get(pk=use.seal_id)
    why = _line(reason, 1000)
    if not why:
        raise UserError("no-reason", _("Chưa ghi lý do."), field="reason")
    if use.reverses_id is not None:
        raise UserError("reversal", _("Dòng này đã là dòng ghi đảo."), status=409, hint=_("Ghi lần đóng dấu đúng."))
    if SealUse.objects.filter(reverses=use).exists():
        raise UserError("reversed", _("Lần đóng dấu này đã được ghi đảo."), status=409)
    row = SealUse(
        seal=seal, custody_id=use.custody_id, used_at=use.used_at, document=use.document, document_no=use.document_no,
        copies=use.copies, procedure=use.procedure, dossier=use.dossier, reverses=use, reason=why,
    )  # fmt: skip
    return _entered(actor, row, "use_reversed")


def _entered(actor: Actor, row: SealUse, verb: str) -> SealUse:
    """Give the row its number and keep it; the seal's row is locked."""
    last = SealUse.objects.filter(seal=row.seal).aggregate(last=Max("ordinal"))["last"] or 0
    row.ordinal, row.by, row.by_label = last + 1, actor.user, actor.label[:200]
    row.save(force_insert=True)
    facts: dict[str, int | str] = {"number": row.ordinal, "document": row.document_no or row.document[:200]}
    unit = row.seal.unit_id
    record(Event(f"organisation.seal.{verb}", "organisation.seal", row.seal.public_id, facts=facts, unit_id=unit))
    return row


def _require(actor: Actor, seal: Seal) -> None:
    if not may_log(actor, seal):
        raise Denied(_("Con dấu này do đơn vị khác giữ."), permission="organisation.seal")


def _custody(seal: Seal, at: datetime) -> SealCustody:
    day = timezone.localdate(at)
    if not seal.covers(day):
        raise UserError("seal-not-in-use", _("Con dấu không được dùng vào ngày này."), field="used_at", status=409)
    keeper = SealCustody.objects.on(day).filter(seal=seal).first()
    if keeper is None:
        raise UserError(
            "no-keeper",
            _("Ngày này chưa giao con dấu cho ai giữ."),
            field="used_at",
            hint=_("Ghi việc giao con dấu trước."),
            status=409,
        )
    return keeper


def _procedure(given: str) -> str:
    code = _line(given, 60)
    found = known([code]) if code else None
    if code and found is not None and code not in found:
        raise UserError("no-procedure", _("Không có thủ tục mã {code}.").format(code=code), field="procedure")
    return code


def _line(text: str, limit: int) -> str:
    return one_line(text)[:limit]

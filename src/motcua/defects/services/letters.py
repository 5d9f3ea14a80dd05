"""Letters: reports gathered, forwarded, sent under a number, or thrown away while drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.defects.models import GONE, DefectLetter, DefectReport, LetterLine, LetterState, Level, ReportState, Result
from motcua.defects.services.touch import claim_letter, require_hands, tell_letter
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: a unit of the province, or a ministry by its name."""

    unit: Unit | None = None
    name: str = ""

    def told(self) -> tuple[str, Level]:
        """The name on the letter and how high it goes. Raises `UserError` where neither unit nor name is given."""
        if self.unit is not None:
            return today_names([self.unit.pk]).get(self.unit.pk, self.unit.public_id), Level.PROVINCE
        name = " ".join(self.name.split())[:300]
        if not name:
            raise UserError("no-addressee", _("Chưa ghi nơi nhận văn bản."), field="to_name")
        return name, Level.MINISTRY


@dataclass(frozen=True, slots=True)
class Sent:
    """The letter as it went: number with symbol, day, signer."""

    number: str
    on: date
    signer: str


@service(permission="defects.letter")
def open_letter(*, actor: Actor, from_unit: Unit, to: Addressee, reports: Sequence[DefectReport]) -> DefectLetter:
    """Draft a letter of a unit with reports that stand in no letter yet.

    Raises `Denied` for another's unit, `UserError` where nothing was chosen, a report is no longer free or the letter
    would go to its own unit.
    """
    require_hands(actor, from_unit)
    letter = _open(from_unit, to, None)
    _gather(letter, reports)
    tell_letter("opened", letter, reports=len(reports))
    return letter


@service(permission="defects.letter")
def add_reports(*, actor: Actor, letter: DefectLetter, reports: Sequence[DefectReport], version: int) -> DefectLetter:
    """Put more free reports into a draft. Raises as `open_letter`, `Stale`."""
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT)
    _gather(row, reports)
    tell_letter("gathered", row, reports=len(reports))
    return row


@service(permission="defects.letter")
def remove_reports(*, actor: Actor, letter: DefectLetter, reports: Sequence[DefectReport], version: int) -> int:
    """Take reports out of a draft; they are free again, or with the letter that it passes on. Returns how many."""
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT)
    lines = row.lines.filter(report__in=[report.pk for report in reports])
    ids = list(lines.values_list("report", flat=True))
    lines.delete()
    _let_go(row, ids)
    tell_letter("removed", row, reports=len(ids))
    return len(ids)


@service(permission="defects.letter")
def change_addressee(*, actor: Actor, letter: DefectLetter, to: Addressee, version: int) -> DefectLetter:
    """Address a draft to another. Raises `UserError` for none or for its own unit, `Stale`."""
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT)
    _not_to_oneself(row.from_unit, to)
    row.to_unit = to.unit
    row.to_name, row.level = to.told()
    row.save(update_fields=["to_unit", "to_name", "level"])
    tell_letter("readdressed", row)
    return row


@service(permission="defects.letter")
def discard_letter(*, actor: Actor, letter: DefectLetter, version: int) -> None:
    """Throw a draft away; its reports are free again, or with the letter that it passes on. Raises `Stale`."""
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT)
    ids = list(row.lines.values_list("report", flat=True))
    row.lines.all().delete()
    _let_go(row, ids)
    tell_letter("discarded", row, reports=len(ids))
    row.delete()


@service(permission="defects.letter")
def forward_letter(
    *, actor: Actor, letter: DefectLetter, from_unit: Unit, to: Addressee, reports: Sequence[DefectReport]
) -> DefectLetter:
    """Draft a letter that passes on what a received letter asks and nobody answered; the chain is kept.

    `reports` empty passes on every such line. Raises `Denied` for another's unit or a letter to another, `UserError`
    where the letter was not sent, nothing is left to pass on or a chosen report was answered or passed on before.
    """
    require_hands(actor, from_unit)
    kept = DefectLetter.objects.select_for_update().get(pk=letter.pk)
    require_hands(actor, kept.to_unit)
    if kept.state != LetterState.SENT:
        raise UserError("not-sent", _("Chỉ chuyển tiếp văn bản đã gửi và còn chờ trả lời."), status=409)
    free = to_forward(kept)
    ids = {report.pk for report in reports}
    lines = list(free.filter(report__in=ids) if ids else free)
    if not lines or (ids and len(lines) != len(ids)):
        raise UserError("nothing-to-forward", _("Không còn nội dung nào chờ trả lời mà chưa chuyển tiếp."))
    row = _open(from_unit, to, kept)
    LetterLine.objects.bulk_create([LetterLine(letter=row, report_id=line.report_id) for line in lines])
    tell_letter("forwarded", row, reports=len(lines), source=kept.public_id)
    return row


@service(permission="defects.letter")
def record_sent(*, actor: Actor, letter: DefectLetter, sent: Sent, version: int) -> DefectLetter:
    """Write down that a letter went out: its number, day and signer.

    Raises `UserError` for an empty letter, one without number or signer, a day to come or before the letter it passes
    on was sent; `Stale`.
    """
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT, LetterState.SUBMITTED)
    number, signer = sent.number.strip(), sent.signer.strip()
    if not number:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu văn bản."), field="number")
    if not signer:
        raise UserError("no-signer", _("Chưa ghi người ký."), field="signer")
    if sent.on > timezone.localdate():
        raise UserError("sent-later", _("Ngày gửi không thể sau hôm nay."), field="on")
    if row.forwards is not None and row.forwards.sent_on is not None and sent.on < row.forwards.sent_on:
        raise UserError("sent-before", _("Ngày gửi không thể trước ngày của văn bản được chuyển tiếp."), field="on")
    filled(row)
    row.state, row.number, row.sent_on, row.signer = LetterState.SENT, number, sent.on, signer
    row.save(update_fields=["state", "number", "sent_on", "signer"])
    DefectReport.objects.filter(lines__letter=row, state=ReportState.GATHERED).update(
        state=ReportState.SENT, version=F("version") + 1
    )
    tell_letter("sent", row, number=row.number, on=sent.on.isoformat())
    return row


def filled(letter: DefectLetter) -> None:
    """Refuse a letter without a single report."""
    if not letter.lines.exists():
        raise UserError("empty-letter", _("Văn bản chưa có nội dung phản ánh nào."))


def to_forward(letter: DefectLetter) -> QuerySet[LetterLine]:
    """The lines of a letter that nobody answered and no later letter passes on."""
    later = LetterLine.objects.filter(report=OuterRef("report"), letter__forwards=letter)
    return letter.lines.filter(~Exists(later), result=Result.NONE).select_related("report")


def _not_to_oneself(from_unit: Unit, to: Addressee) -> None:
    if to.unit is not None and to.unit.pk == from_unit.pk:
        raise UserError("to-oneself", _("Nơi nhận trùng với đơn vị gửi."), field="to_unit")


def _open(from_unit: Unit, to: Addressee, forwards: DefectLetter | None) -> DefectLetter:
    _not_to_oneself(from_unit, to)
    name, level = to.told()
    return DefectLetter.objects.create(
        from_unit=from_unit,
        to_unit=to.unit,
        to_name=name,
        level=level,
        forwards=forwards,
        created_on=timezone.localdate(),
    )


def _gather(letter: DefectLetter, reports: Sequence[DefectReport]) -> None:
    if not reports:
        raise UserError("nothing-chosen", _("Chưa chọn phản ánh nào."), hint=_("Đánh dấu ít nhất một dòng."))
    ids = [report.pk for report in reports]
    free = DefectReport.objects.filter(pk__in=ids, state=ReportState.OPEN)
    if free.update(state=ReportState.GATHERED, version=F("version") + 1) != len(set(ids)):
        raise UserError(
            "not-free",
            _("Có phản ánh đã nằm trong văn bản khác hoặc đã kết thúc."),
            hint=_("Tải lại trang rồi chọn lại."),
            status=409,
        )
    LetterLine.objects.bulk_create([LetterLine(letter=letter, report_id=pk) for pk in dict.fromkeys(ids)])


def _let_go(letter: DefectLetter, ids: Sequence[int]) -> None:
    """Free the reports that stand in no other letter."""
    elsewhere = LetterLine.objects.filter(report=OuterRef("pk"), letter__state__in=GONE).exclude(letter=letter)
    rows = DefectReport.objects.filter(~Exists(elsewhere), pk__in=ids, state=ReportState.GATHERED)
    rows.update(state=ReportState.OPEN, version=F("version") + 1)

"""Own registers: opened, closed, and numbers given without a gap however many ask at once (Decree 30/2020, Art. 15)."""

from __future__ import annotations

import re
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.files.models import StoredFile
from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState, Register, RegisterEntry, RegisterKind, RegisterSource
from motcua.papers.services.drafting import title_of
from motcua.papers.services.signature import SignedCopy, record_signed
from motcua.papers.services.taking import check_hands
from motcua.web.faults import UserError

_PATTERN = re.compile(r"\{number\}/[^\s{}/]{1,45}")


@service(permission="papers.register")
def open_register(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    year: int,
    pattern: str,
    first: int = 1,
    source: str = RegisterSource.OWN,
) -> Register:
    """Open a row of numbers for a unit and year. `pattern` is "{number}/QĐ-UBND"; `first` the number it begins with.

    Numbers begin at 1 on 1 January; another `first` carries on a register that was kept elsewhere.
    Raises `UserError` for a pattern that is none or a register that is already open.
    """
    pattern = "".join(pattern.split())
    if not _PATTERN.fullmatch(pattern):
        raise UserError(
            "register-pattern",
            _("Mẫu số, ký hiệu cần có dạng {number}/QĐ-UBND."),
            field="pattern",
        )
    if first < 1:
        raise UserError("register-first", _("Số bắt đầu nhỏ nhất là 1."), field="first")
    try:
        with transaction.atomic():
            register = Register.objects.create(
                unit=unit,
                kind=RegisterKind(kind),
                year=year,
                pattern=pattern,
                source=RegisterSource(source),
                first=first,
                last=first - 1,
            )
    except IntegrityError as error:
        raise UserError("register-open", _("Đơn vị đã có sổ này trong năm."), field="pattern") from error
    _tell("opened", register, number=first)
    return register


@service(permission="papers.register")
def close_register(*, actor: Actor, register: Register, version: int) -> Register:
    """End a register: it gives no more numbers. Raises `Stale` where another changed it."""
    stale = _("Sổ này vừa được người khác sửa. Tải lại trang để xem.")
    take_row(register, version, stale, held=Q(closed_at__isnull=True), closed_at=timezone.now())
    _tell("closed", register, number=register.last)
    return register


@service(permission="papers.register")
def take_number(
    *, actor: Actor, register: Register, paper: Paper | None = None, on: date | None = None, subject: str = ""
) -> RegisterEntry:
    """Give the next number of an own register, for a submitted document or (`subject`) one written elsewhere.

    The register's row is locked until the number and its line are committed together, so none is skipped or given
    twice; a document that already has a number of this register keeps it. Locks: document, register, log.
    Raises `UserError` for a closed or foreign register, a day of another year or before the last number's.
    """
    day = on or timezone.localdate()
    if paper is not None:
        held = _hold(actor, paper, register)
        if held is not None:
            return held
        subject = paper.title
    counter = Register.objects.select_for_update().get(pk=register.pk)
    _check_counter(counter, day)
    counter.last += 1
    counter.save(update_fields=["last"])
    entry = RegisterEntry.objects.create(
        register=counter,
        number=counter.last,
        number_text=counter.text_of(counter.last),
        on=day,
        subject=title_of(subject),
        paper=paper,
        taken_by=actor.label[:200],
    )
    _tell("numbered", counter, number=entry.number)
    return entry


def _hold(actor: Actor, paper: Paper, register: Register) -> RegisterEntry | None:
    """Lock the document; the number it already holds in this register, if any."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    check_hands(actor, row)
    held = RegisterEntry.objects.filter(paper=row).first()
    if held is not None and held.register_id == register.pk:
        return held
    if held is not None or row.state != PaperState.SUBMITTED:
        raise UserError("number-not-now", _("Chỉ lấy số cho văn bản đã trình ký, chưa có số."), status=409)
    if row.unit_id != register.unit_id:
        raise UserError("register-other-unit", _("Sổ này của đơn vị khác."), field="register")
    return None


def _check_counter(register: Register, day: date) -> None:
    if register.source != RegisterSource.OWN:
        raise UserError("register-foreign", _("Số của sổ này do hệ thống quản lý văn bản cấp."), field="register")
    if register.closed_at is not None:
        raise UserError("register-closed", _("Sổ này đã khóa."), field="register", status=409)
    if day.year != register.year:
        words = _("Sổ này dùng cho năm {year}.").format(year=register.year)
        raise UserError("register-year", words, field="on", hint=_("Mở sổ của năm cần ghi."))
    last = RegisterEntry.objects.filter(register=register).order_by("-number").values_list("on", flat=True).first()
    if last is not None and day < last:
        words = _("Số trước đã ghi ngày {day}: số sau không thể ghi ngày sớm hơn.").format(day=f"{last:%d/%m/%Y}")
        raise UserError("register-order", words, field="on")


@service(permission="papers.register")
def number_paper(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    register: Register,
    signed_on: date,
    signer: str,
    file: StoredFile | SignedCopy | None = None,
) -> Paper:
    """Give a signed document the next number of an own register and record its signature, in one step.

    Raises as `take_number` and `record_signed`; nothing is numbered when one of them refuses.
    """
    entry = take_number(actor=actor, register=register, paper=paper, on=signed_on)
    return record_signed(
        actor=actor,
        paper=paper,
        version=version,
        number=entry.number,
        symbol=register.symbol,
        signed_on=signed_on,
        signer=signer,
        file=file,
    )


def _tell(verb: str, register: Register, *, number: int) -> None:
    record(
        Event(
            f"papers.register.{verb}",
            "papers.register",
            register.public_id,
            facts={"register": str(register), "number": number},
            unit_id=register.unit_id,
        )
    )

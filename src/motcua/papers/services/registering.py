"""What a signed number means for registers: no number twice, none past an own register, foreign ones entered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.papers.models import (
    SIGNED_ONCE,
    Paper,
    Register,
    RegisterEntry,
    RegisterKind,
    RegisterSource,
)
from motcua.web.faults import UserError

_KINDS = {
    "QĐ": RegisterKind.DECISION,
    "TTr": RegisterKind.SUBMISSION,
    "BC": RegisterKind.REPORT,
    "KH": RegisterKind.PLAN,
    "TB": RegisterKind.NOTICE,
}


def check_number(paper: Paper) -> None:
    """Raise `UserError` where the number of a document about to be signed cannot be."""
    assert paper.year is not None
    if paper.number is None or paper.number < 1:
        raise UserError("no-number", _("Số văn bản bắt đầu từ 1."), field="number")
    same = Paper.objects.filter(unit=paper.unit, year=paper.year, number_text=paper.number_text, state__in=SIGNED_ONCE)
    lines = RegisterEntry.objects.filter(
        register__unit=paper.unit, register__year=paper.year, number_text=paper.number_text
    )
    if same.exclude(pk=paper.pk).exists() or lines.exclude(paper=paper).exists():
        raise UserError(
            "number-used",
            _("Số {number} năm {year} đã dùng cho văn bản khác của đơn vị này.").format(
                number=paper.number_text, year=paper.year
            ),
            field="number",
        )
    entry = RegisterEntry.objects.filter(paper=paper).first()
    if entry is not None:
        if entry.number_text != paper.number_text:
            words = _("Văn bản này đã lấy số {number} trong sổ.").format(number=entry.number_text)
            raise UserError("number-other", words, field="number")
    elif _own_register(paper) is not None:
        raise UserError(
            "number-from-register",
            _("Đơn vị có sổ riêng cho ký hiệu này: số phải lấy từ sổ."),
            field="number",
            hint=_("Chọn sổ và bấm Lấy số."),
        )


def _own_register(paper: Paper) -> Register | None:
    assert paper.year is not None
    rows = Register.objects.filter(unit=paper.unit, year=paper.year, source=RegisterSource.OWN)
    return rows.filter(pattern="{number}/" + paper.symbol, closed_at__isnull=True).first()


def enter_foreign(actor: Actor, paper: Paper) -> None:
    """Enter a number that came from the document system into the register of such numbers, opened when needed."""
    assert paper.number is not None
    assert paper.year is not None
    assert paper.signed_on is not None
    register, _created = Register.objects.get_or_create(
        unit=paper.unit,
        year=paper.year,
        pattern="{number}/" + paper.symbol,
        kind=_KINDS.get(paper.symbol.partition("-")[0], RegisterKind.LETTER),
        source=RegisterSource.DOCSYSTEM,
    )
    RegisterEntry.objects.create(
        register=register,
        number=paper.number,
        number_text=paper.number_text,
        on=paper.signed_on,
        subject=paper.title,
        paper=paper,
        taken_by=actor.label[:200],
    )
    Register.objects.filter(pk=register.pk, last__lt=paper.number).update(last=paper.number)

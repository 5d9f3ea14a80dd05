"""What machines and the terminal name by id: found, or a refusal in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.selectors import find_unit
from motcua.papers.models import Dispatch, Paper, Register
from motcua.papers.selectors import dispatches_of, paper_by_id, register_by_id, registers_rows
from motcua.papers.signing import is_awaited
from motcua.papers.text import storable
from motcua.web.faults import UserError


def find_paper(actor: Actor, public_id: str) -> Paper:
    """The document; raises `UserError` (404) where there is none that the actor may see."""
    paper = paper_by_id(actor, public_id)
    if paper is None:
        raise UserError("paper-not-found", _("Không có văn bản này."), status=404)
    return paper


def must_be_awaited(paper: Paper) -> None:
    """Refuse a document whose list, decision or letter was taken back to be changed. Raises `UserError`."""
    if not is_awaited(paper):
        raise UserError(
            "paper-let-go",
            _("Nội dung của văn bản này đã được lấy lại để sửa, ký riêng văn bản sẽ không có hiệu lực gì."),
            hint=_("Trình ký lại từ trang của danh mục, quyết định hoặc văn bản ấy."),
            status=409,
        )


def find_register(actor: Actor, named: str) -> Register:
    """A register by its id or as "{number}/QĐ-UBND" with its year ("QĐ-UBND/2026"); raises `UserError` (404)."""
    register = register_by_id(actor, named)
    if register is not None:
        return register
    symbol, _stroke, year = named.rpartition("/")
    if symbol and year.isascii() and year.isdigit() and len(year) == 4:
        rows = list(registers_rows(actor, year=int(year)).filter(pattern="{number}/" + storable(symbol))[:2])
        if len(rows) == 1:
            return rows[0]
    raise UserError(
        "register-not-found",
        _("Không có sổ này."),
        hint=_("Ghi mã sổ, hoặc ký hiệu và năm như QĐ-UBND/2026 khi chỉ một đơn vị có sổ đó."),
        status=404,
    )


def find_dispatch(actor: Actor, paper: Paper, public_id: str) -> Dispatch:
    """One recipient of a document; raises `UserError` (404)."""
    row = dispatches_of(actor, paper).filter(public_id=storable(public_id)).first()
    if row is None:
        raise UserError("dispatch-not-found", _("Văn bản không gửi đến nơi này."), status=404)
    return row


def recipients_from(lines: Iterable[str]) -> list[Unit | str]:
    """Units where a line is a unit's code or id, else agencies by name."""
    return [_unit_or_name(line) for line in map(str.strip, map(storable, lines)) if line]


def _unit_or_name(line: str) -> Unit | str:
    if " " in line:
        return line
    try:
        return find_unit(line, timezone.localdate())
    except UserError:
        return line

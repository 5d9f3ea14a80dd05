"""What machines and the terminal name: a decision by id or number, a line by code, an act by id."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, ListAnnex, Place, Publication
from motcua.publication.selectors import annex_rows, decision_by_id
from motcua.web.faults import UserError
from motcua.web.words import storable


def find_decision(actor: Actor, text: str) -> AnnouncementDecision:
    """The decision with the id or number. Raises `UserError` where the actor sees none."""
    found = decision_by_id(actor, text) if "\x00" not in text else None
    if found is None:
        raise UserError("no-decision", _("Không có quyết định “{text}”.").format(text=text[:100]), status=404)
    return found


def find_lines(decision: AnnouncementDecision, codes: Sequence[str]) -> list[AnnouncedLine]:
    """The lines with the codes, all of them where none is given. Raises `UserError` for a code that is not there."""
    rows = list(decision.lines.filter(outrun_by=None))
    if not codes:
        return rows
    by_code = {line.code: line for line in rows}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise UserError("no-line", _("Quyết định không có thủ tục {code}.").format(code=missing[0][:60]), status=404)
    return [by_code[code] for code in codes]


def find_lines_to_publish(
    decision: AnnouncementDecision, place: Place, codes: Sequence[str] = ()
) -> list[AnnouncedLine]:
    """The lines with the codes; where none is given all that no record puts into the place yet.

    Raises `UserError` for a code that is not there, or where every line is in the place.
    """
    if codes:
        return find_lines(decision, codes)
    there = Publication.objects.filter(line=OuterRef("pk"), place=place, withdrawn_at=None)
    rows = list(decision.lines.filter(~Exists(there), outrun_by=None))
    if not rows and decision.lines.filter(outrun_by=None).exists():
        raise UserError(
            "all-public",
            _("Mọi thủ tục của quyết định đã được ghi công khai ở nơi này."),
            hint=_("Muốn ghi lần cập nhật sau thì đánh dấu từng thủ tục."),
            field="place",
        )
    return rows


def find_act(decision: AnnouncementDecision, public_id: str) -> Publication:
    """The act of making public with the id. Raises `UserError` where there is none."""
    found = Publication.objects.filter(line__decision=decision, public_id=storable(public_id)).first()
    if found is None:
        raise UserError("no-act", _("Không có lần công khai này."), status=404)
    return found


def find_annex(actor: Actor, public_id: str) -> ListAnnex:
    """The list with the id. Raises `UserError` where there is none."""
    found = annex_rows(actor).filter(public_id=storable(public_id)).first()
    if found is None:
        raise UserError("no-annex", _("Không có danh mục này."), status=404)
    return found

"""Lists of checked entries: drawn up, submitted as a decision to be signed, decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row_in
from motcua.onthespot.decision_paper import DECISION, PURPOSE, decision_data
from motcua.onthespot.models import ListState, SpotEntry, SpotList, SpotState
from motcua.onthespot.selectors import at_signature, paper_of, shown
from motcua.organisation.issuing import provincial_issuer
from motcua.papers.models import Paper, PaperState
from motcua.papers.services import change_paper, make_paper, submit_paper
from motcua.web.faults import Stale, UserError
from motcua.web.words import tidy


@service(permission="onthespot.decide")
def open_list(*, actor: Actor, title: str, entries: Sequence[str] = ()) -> SpotList:
    """Draw up a list of checked entries by their ids, all checked ones that stand on no list where none is named.

    Raises `UserError` without a title or where no entry is ready for a list.
    """
    name = tidy(title)
    if not name:
        raise UserError("not-given", _("Chưa ghi tên danh mục."), field="title")
    rows = SpotEntry.objects.filter(state=SpotState.CHECKED, decided_by__isnull=True)
    rows = rows.filter(public_id__in=entries) if entries else rows
    row = SpotList.objects.create(title=name[:300])
    if not rows.update(decided_by=row):
        raise UserError("empty-list", _("Không có thủ tục nào đã kiểm tra để lập danh mục."), status=409)
    _tell("opened", row)
    return row


@service(permission="onthespot.decide")
def submit_list(*, actor: Actor, spot_list: SpotList, version: int) -> Paper:
    """Make the decision of a list as a document and submit it; one that came back unsigned is written anew.

    Raises `UserError` where it is at signature already, a procedure was abolished meanwhile, or no province was
    chosen; `Stale`.
    """
    _claim(spot_list, version, (ListState.DRAFT, ListState.SUBMITTED))
    if at_signature(spot_list):
        raise UserError("at-signature", _("Quyết định của danh mục này đang trình ký."), status=409)
    rows = _ready(spot_list)
    data = decision_data(shown(rows), timezone.localdate(), spot_list.title)
    before, title = paper_of(spot_list), _("Phê duyệt {title}").format(title=spot_list.title)
    if before is not None and before.state == PaperState.DRAFT:
        data = {**before.data, **data}
        paper = change_paper(actor=actor, paper=before, version=before.version, data=data, title=title)
    else:
        unit = provincial_issuer()
        paper = make_paper(actor=actor, template=DECISION, unit=unit, data=data, title=title, purpose=PURPOSE,
                           object_id=spot_list.public_id)  # fmt: skip
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    spot_list.state, spot_list.paper, spot_list.trouble = ListState.SUBMITTED, paper.public_id, ""
    spot_list.save(update_fields=["state", "paper", "trouble"])
    _tell("submitted", spot_list)
    return paper


@service(permission="onthespot.decide")
def decide_list(
    *, actor: Actor, spot_list: SpotList, number: str, signed_on: date, signer: str, version: int
) -> SpotList:
    """Record the signed decision of a list: its entries are decided, and may start once nothing lacks.

    Raises `UserError` for a decision that says too little or is signed on a day to come, or an abolished procedure;
    `Stale`.
    """
    no, who = tidy(number), tidy(signer)
    if not no or not who:
        raise UserError("no-decision", _("Ghi số quyết định và người ký."), field="signer" if no else "number")
    if signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    _claim(spot_list, version, (ListState.DRAFT, ListState.SUBMITTED))
    rows = _ready(spot_list)
    ids = [row.pk for row in rows]
    spot_list.entries.exclude(pk__in=ids).update(decided_by=None)
    SpotEntry.objects.filter(pk__in=ids).update(state=SpotState.DECIDED, version=F("version") + 1)
    spot_list.state, spot_list.decision_no, spot_list.signed_on = ListState.DECIDED, no, signed_on
    spot_list.signer, spot_list.trouble = who, ""
    spot_list.save(update_fields=["state", "decision_no", "signed_on", "signer", "trouble"])
    _tell("decided", spot_list, decision=no if not no.isdigit() else f"số {no}", entries=len(ids))
    return spot_list


@service(permission="onthespot.decide")
def note_trouble(*, actor: Actor, spot_list: SpotList, why: str) -> None:
    """Keep why a number that came back from signature could not be recorded, for a person to settle."""
    SpotList.objects.filter(pk=spot_list.pk).update(trouble=why[:1000])
    _tell("trouble", spot_list)


def list_signed(actor: Actor, paper: Paper) -> None:
    """Decide the list of a signed document. Called by the room `papers`; a list already decided stays as it is."""
    row = SpotList.objects.filter(public_id=paper.object_id, paper=paper.public_id).first()
    if row is None or row.state != ListState.SUBMITTED or paper.signed_on is None:
        return
    number, day, signer = paper.number_text, paper.signed_on, paper.signer
    try:
        decide_list(actor=actor, spot_list=row, number=number, signed_on=day, signer=signer, version=row.version)
    except UserError as error:
        note_trouble(actor=actor, spot_list=row, why=f"{error.message} {error.hint or ''}".strip())


def _ready(spot_list: SpotList) -> list[SpotEntry]:
    rows = list(spot_list.entries.filter(state=SpotState.CHECKED).select_related("procedure__current__field"))
    if not rows:
        raise UserError("empty-list", _("Danh mục không còn thủ tục nào."), status=409)
    gone = [row.procedure.code for row in rows if row.procedure.current_id is None]
    if gone:
        raise UserError(
            "abolished",
            _("Thủ tục đã bãi bỏ: %(codes)s.") % {"codes": ", ".join(gone[:20])},
            hint=_("Rút các thủ tục này rồi làm lại."),
            status=409,
        )
    return rows


def _claim(row: SpotList, version: int, states: Sequence[str]) -> None:
    stale = _("Danh mục này vừa được người khác sửa hoặc đã ban hành. Tải lại trang để xem.")
    take_row_in(row, version, states, stale, lambda now: Stale(stale))


def _tell(verb: str, row: SpotList, **facts: str | int) -> None:
    record(Event(f"onthespot.list.{verb}", "onthespot.list", row.public_id, facts=facts))

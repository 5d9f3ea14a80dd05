"""Lists of checked entries: drawn up, submitted as a document, decided; and the report of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.onthespot.documents import LIST, REPORT, agency, list_data, report_data
from motcua.onthespot.models import ListState, SpotEntry, SpotList, SpotReport, SpotState
from motcua.onthespot.selectors import progress, shown
from motcua.organisation.selectors import province
from motcua.papers.models import Paper
from motcua.papers.services import make_paper, submit_paper
from motcua.web.faults import Stale, UserError

PURPOSE = "onthespot.list"


@service(permission="onthespot.decide")
def open_list(*, actor: Actor, title: str, entries: Sequence[str] = ()) -> SpotList:
    """Draw up a list of checked entries by their ids, all checked ones that stand on no list where none is named.

    Raises `UserError` without a title or where no entry is ready for a list.
    """
    name = title.replace("\x00", "").strip()
    if not name:
        raise UserError("not-given", _("Chưa ghi tên danh mục."), field="title")
    rows = SpotEntry.objects.filter(state=SpotState.CHECKED, decided_by__isnull=True)
    rows = rows.filter(public_id__in=entries) if entries else rows
    row = SpotList.objects.create(title=name)
    if not rows.update(decided_by=row):
        raise UserError("empty-list", _("Không có thủ tục nào đã kiểm tra để lập danh mục."), status=409)
    _tell("opened", row)
    return row


@service(permission="onthespot.decide")
def submit_list(*, actor: Actor, spot_list: SpotList, version: int) -> Paper:
    """Make the decision's document of a list and submit it for signature.

    Raises `UserError` where a procedure was abolished meanwhile or no province was chosen; `Stale`.
    """
    _claim(spot_list, version, (ListState.DRAFT,))
    issuer = province()
    if issuer is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa lập được quyết định."), status=409)
    rows = _ready(spot_list)
    day = timezone.localdate()
    data = list_data(shown(rows), day, spot_list.title)
    paper = make_paper(actor=actor, template=LIST, unit=issuer, data=data, title=spot_list.title, purpose=PURPOSE,
                       object_id=spot_list.public_id)  # fmt: skip
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    spot_list.state, spot_list.paper = ListState.SUBMITTED, paper.public_id
    spot_list.save(update_fields=["state", "paper"])
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
    no, who = number.replace("\x00", "").strip(), signer.replace("\x00", "").strip()
    if not no or not who:
        raise UserError("no-decision", _("Ghi số quyết định và người ký."), field="signer" if no else "number")
    if signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    _claim(spot_list, version, (ListState.DRAFT, ListState.SUBMITTED))
    rows = _ready(spot_list)
    spot_list.state, spot_list.decision_no, spot_list.signed_on, spot_list.signer = (
        ListState.DECIDED,
        no,
        signed_on,
        who,
    )
    spot_list.save(update_fields=["state", "decision_no", "signed_on", "signer"])
    ids = [row.pk for row in rows]
    SpotEntry.objects.filter(pk__in=ids).update(state=SpotState.DECIDED, version=F("version") + 1)
    _tell("decided", spot_list, decision=no if not no.isdigit() else f"số {no}", entries=len(ids))
    return spot_list


def list_signed(actor: Actor, paper: Paper) -> None:
    """Decide the list of a signed document. Called by the room `papers`; a list already decided stays as it is."""
    row = SpotList.objects.filter(public_id=paper.object_id, paper=paper.public_id).first()
    if row is None or row.state != ListState.SUBMITTED or paper.signed_on is None:
        return
    decide_list(
        actor=actor,
        spot_list=row,
        number=paper.number_text,
        signed_on=paper.signed_on,
        signer=paper.signer or _("Chủ tịch Ủy ban nhân dân"),
        version=row.version,
    )


@service(permission="onthespot.decide")
def make_report(*, actor: Actor, month: date) -> SpotReport:
    """Make the report of a month as a document, its figures kept as they are now; made again it replaces its figures.

    Raises `UserError` for a month to come or where no province was chosen.
    """
    today, first = timezone.localdate(), month.replace(day=1)
    if first > today:
        raise UserError("month", _("Chưa đến tháng này."), field="month")
    issuer = province()
    if issuer is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa lập được báo cáo."), status=409)
    found = progress(today)
    data: dict[str, Any] = report_data(found, first, agency(today))
    row, _made = SpotReport.objects.get_or_create(month=first)
    title = _("Báo cáo thực hiện 5 tại chỗ tháng %(month)s") % {"month": f"{first:%m/%Y}"}
    paper = make_paper(actor=actor, template=REPORT, unit=issuer, data=data, title=title, purpose="onthespot.report",
                       object_id=f"{first:%Y-%m}")  # fmt: skip
    row.figures, row.paper = found.to_dict(), paper.public_id
    row.save()
    record(Event("onthespot.report.made", "onthespot.report", f"{first:%Y-%m}", facts={"five": found.five}))
    return row


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
    if not SpotList.objects.filter(pk=row.pk, version=version, state__in=states).update(version=F("version") + 1):
        raise Stale(_("Danh mục này vừa được người khác sửa hoặc đã ban hành. Tải lại trang để xem."))
    row.refresh_from_db()


def _tell(verb: str, row: SpotList, **facts: str | int) -> None:
    record(Event(f"onthespot.list.{verb}", "onthespot.list", row.public_id, facts=facts))

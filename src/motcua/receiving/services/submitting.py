"""A list as a decision to be signed: its document made and submitted; issued by itself once it comes back signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import AgencyLine, AgencyRole
from motcua.organisation.issuing import provincial_issuer
from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState
from motcua.papers.selectors import papers_of
from motcua.papers.services import change_paper, make_paper, return_paper, submit_paper
from motcua.receiving.models import ListKind, ListState, ReceivingList
from motcua.receiving.selectors import lines_of
from motcua.receiving.services.deciding import Decision, put_in_force, ready
from motcua.receiving.services.touch import claim, tell

PURPOSE, TEMPLATE = "receiving.list", "decision-list"
NAMES = {
    ListKind.CENTRE: "Danh mục thủ tục hành chính tiếp nhận tại Trung tâm Phục vụ hành chính công tỉnh",
    ListKind.COMMUNE_DESK: "Danh mục thủ tục hành chính tiếp nhận tại Bộ phận Một cửa cấp xã",
    ListKind.EXCLUDED: "Danh mục thủ tục hành chính không tiếp nhận tại Bộ phận Một cửa",
    ListKind.POST: "Danh mục thủ tục hành chính tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích",
    ListKind.LINKED_GROUP: "Danh mục nhóm thủ tục hành chính liên thông",
    ListKind.FREE_PROVINCE: "Danh mục thủ tục hành chính thực hiện không phụ thuộc vào địa giới hành chính trong tỉnh",
    ListKind.FREE_NATION: "Danh mục thủ tục hành chính thực hiện không phụ thuộc vào địa giới hành chính toàn quốc",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the decision says beside its list: who issues it, on whose proposal, symbol, place, signature block."""

    effective_from: date
    authority: str
    proposer: str
    symbol: str
    place: str
    signature: tuple[str, ...]


@service(permission="receiving.edit")
def submit_list(*, actor: Actor, receiving_list: ReceivingList, wording: Wording, version: int) -> Paper:
    """Make the decision's document out of a draft and submit it for signature; a returned one is written anew.

    Raises `UserError` where the list is not ready, the document lacks a field or no province was chosen; `Stale`.
    """
    row = claim(receiving_list, version)
    ready(row)
    data, title = data_of(row, wording), f"Phê duyệt {NAMES[ListKind(row.kind)]}"
    kept = papers_of(actor, PURPOSE, row.public_id).filter(state=PaperState.DRAFT).first()
    if kept is not None:
        paper = change_paper(actor=actor, paper=kept, version=kept.version, data={**kept.data, **data}, title=title)
    else:
        paper = make_paper(
            actor=actor,
            template=TEMPLATE,
            unit=_issuer(row),
            data=data,
            title=title,
            purpose=PURPOSE,
            object_id=row.public_id,
        )
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    row.state, row.paper, row.effective_from = ListState.SUBMITTED, paper.public_id, wording.effective_from
    row.save(update_fields=["state", "paper", "effective_from"])
    tell("submitted", row)
    return paper


@service(permission="receiving.edit")
def return_list(*, actor: Actor, receiving_list: ReceivingList, version: int, reason: str) -> ReceivingList:
    """Take a submitted list and its document back to be changed.

    Raises `UserError` without a reason, where the list is not submitted or its document has its number; `Stale`.
    """
    row = claim(receiving_list, version, (ListState.SUBMITTED,))
    paper = Paper.objects.filter(public_id=row.paper, state=PaperState.SUBMITTED).first()
    if paper is not None:
        return_paper(actor=actor, paper=paper, version=paper.version, reason=reason)
    row.state, row.paper = ListState.DRAFT, ""
    row.save(update_fields=["state", "paper"])
    tell("returned", row)
    return row


def list_signed(actor: Actor, paper: Paper) -> None:
    """Issue the list of a signed decision, from the day planned or the day of signing, whichever is later.

    Called by the room `papers`; a list already issued, or gone, stays as it is.
    """
    row = ReceivingList.objects.filter(public_id=paper.object_id, paper=paper.public_id).first()
    if row is None or row.state != ListState.SUBMITTED or paper.signed_on is None:
        return
    day = max(row.effective_from or paper.signed_on, paper.signed_on)
    decision = Decision(paper.number_text, paper.signed_on, paper.signer, day)
    put_in_force(actor=actor, receiving_list=row, decision=decision, version=row.version)


def data_of(row: ReceivingList, wording: Wording) -> dict[str, Any]:
    """What the template `decision-list` is filled with."""
    agencies = _agencies(row)
    return {
        "authority": wording.authority,
        "list_name": NAMES[ListKind(row.kind)],
        "proposer": wording.proposer,
        "symbol": wording.symbol,
        "place": wording.place,
        "signature_lines": list(wording.signature),
        "effective_from": wording.effective_from.isoformat(),
        "lines": [
            {
                "code": line.procedure.code,
                "name": line.procedure.current.name if line.procedure.current else line.procedure.code,
                "agency": agencies.get(line.procedure.current_id or 0, ""),
                "note": line.reason,
                "group": line.group,
            }
            for line in lines_of(row)
        ],
    }


def _agencies(row: ReceivingList) -> dict[int, str]:
    """The executing agency of each procedure of a list, by the id of its version in force."""
    versions = row.lines.values("procedure__current")
    rows = AgencyLine.objects.filter(procedure_version__in=versions, role=AgencyRole.EXECUTING).order_by("-ordinal")
    return dict(rows.values_list("procedure_version_id", "name"))


def _issuer(row: ReceivingList) -> Unit:
    """The unit of the list, else the province's people's committee: it numbers all its decisions in one register."""
    return row.unit or provincial_issuer()

"""The letter of a consultation as a document: drafted with the list of procedures, submitted, sent once signed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.papers.models import Paper, PaperState
from motcua.papers.selectors import papers_of
from motcua.papers.services import change_paper, make_paper, submit_paper
from motcua.review.models import Consultation, ConsultationState
from motcua.review.services.consulting import record_consultation_sent
from motcua.review.services.letterhead import head_of
from motcua.review.services.touching import claim_row, require_hands, tell_row
from motcua.rulebook.selectors import rules_on
from motcua.web.faults import UserError

PURPOSE, TEMPLATE = "review.consultation", "letter"
SHOWN = 100


@service(permission="review.assess")
def submit_consultation(*, actor: Actor, consultation: Consultation, symbol: str, signer: str, version: int) -> Paper:
    """Make the letter of a draft and submit it for signature; a letter that was made before is written anew.

    `symbol` is that of the office and division, `signer` the title over the signature. Raises `Denied`, `Stale`,
    `UserError` where the symbol or the title is missing.
    """
    require_hands(actor, consultation)
    row = claim_row(consultation, version, ConsultationState.DRAFT)
    if not symbol.strip() or not signer.strip():
        raise UserError("no-head", _("Văn bản cần ký hiệu và chức vụ người ký."), field="symbol")
    data = {
        **head_of(row.unit, timezone.localdate(row.made_at), symbol.strip(), signer.strip().upper()),
        **_content(row),
    }
    kept = papers_of(actor, PURPOSE, row.public_id).filter(state=PaperState.DRAFT).first()
    if kept is None:
        paper = make_paper(
            actor=actor, template=TEMPLATE, unit=row.unit, data=data, title=row.title, purpose=PURPOSE,
            object_id=row.public_id,
        )  # fmt: skip
    else:
        paper = change_paper(actor=actor, paper=kept, version=kept.version, data={**kept.data, **data})
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    row.state, row.paper = ConsultationState.SUBMITTED, paper.public_id
    row.save(update_fields=["state", "paper"])
    tell_row(row, "submitted")
    return paper


def _content(row: Consultation) -> dict[str, object]:
    days = int(rules_on(timezone.localdate(row.made_at)).row("online.consultation").value)
    lines = row.lines.select_related("line__procedure", "line__procedure_version").order_by("id")
    named = [
        f"{place}. {one.line.procedure.code}: "
        f"{one.line.procedure_version.name if one.line.procedure_version else one.line.procedure.code};"
        for place, one in enumerate(lines[:SHOWN], start=1)
    ]
    rest = row.lines.count() - len(named)
    more = [f"và {rest} thủ tục khác trên hệ thống."] if rest > 0 else []
    return {
        "subject": row.title[:1].lower() + row.title[1:],
        "addressees": list(row.addressees.values_list("name", flat=True)),
        "body": [
            f"Thực hiện {row.campaign.title}, đề nghị các cơ quan, đơn vị cho ý kiến về kết quả đánh giá các thủ tục:",
            *named,
            *more,
            f"Ý kiến gửi trong thời hạn {days} ngày kể từ ngày gửi văn bản này. Quá thời hạn trên mà không có ý kiến, "
            "việc không có ý kiến được ghi nhận khi tổng hợp.",
        ],
    }


def letter_signed(actor: Actor, paper: Paper) -> None:
    """Write down number and day of a signed letter; called by the room `papers`. Asked twice it changes nothing."""
    row = Consultation.objects.filter(public_id=paper.object_id, paper=paper.public_id).first()
    if row is None or row.state != ConsultationState.SUBMITTED or paper.signed_on is None:
        return
    record_consultation_sent(
        actor=actor, consultation=row, number=paper.number_text, sent_on=paper.signed_on, version=row.version
    )

"""From confirmed lines to the Chair's decision, and the way a decided line is taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.organisation.issuing import provincial_issuer
from motcua.papers.models import Paper, PaperState
from motcua.papers.services import change_paper, make_paper, submit_paper
from motcua.review.content import Signed
from motcua.review.decision_paper import PURPOSE, TEMPLATE, paper_data
from motcua.review.models import (
    RUNNING,
    Campaign,
    CampaignDecision,
    CampaignLine,
    CampaignState,
    LineState,
)
from motcua.review.registering import register_decided
from motcua.review.selectors_following import at_signature
from motcua.review.services.assigning import join
from motcua.review.services.claims import claim, given_reason, tell
from motcua.review.services.following import BY_FIELD, gather_pursuits
from motcua.review.services.keeping import keep_up
from motcua.web.faults import UserError


@service(permission="review.check")
def consolidate(*, actor: Actor, campaign: Campaign, version: int) -> Campaign:
    """Close the checking: every procedure that is still in force is confirmed. Raises `Stale`, `UserError`.

    Units merged and procedures abolished up to today are settled first.
    """
    fresh = claim(campaign, version, RUNNING)
    keep_up(actor=actor, campaign=fresh)
    fresh.refresh_from_db()
    live = fresh.lines.exclude(state=LineState.CLOSED)
    left = live.exclude(state=LineState.CONFIRMED)
    count = left.count()
    if count:
        first = left.select_related("procedure").first()
        assert first is not None
        raise UserError(
            "not-confirmed",
            _("Còn {n} thủ tục chưa được xác nhận, ví dụ {code} ({state}).").format(
                n=count, code=first.procedure.code, state=first.get_state_display()
            ),
            hint=_("Xác nhận kết quả của từng đơn vị trước khi tổng hợp."),
            status=409,
        )
    confirmed = live.count()
    if not confirmed:
        raise UserError("no-lines", _("Đợt rà soát không còn thủ tục nào."), status=409)
    fresh.state = CampaignState.CONSOLIDATED
    fresh.save()
    tell("campaign.consolidated", fresh, lines=confirmed)
    return fresh


@service(permission="review.check")
def back_to_checking(*, actor: Actor, campaign: Campaign, reason: str, version: int) -> Campaign:
    """Undo the consolidation before the decision, with the reason. Raises `Stale`, `UserError`."""
    fresh = claim(campaign, version, (CampaignState.CONSOLIDATED,))
    why = given_reason(reason)
    if _at_signature(fresh) or at_signature(fresh.field_papers.values_list("paper", flat=True)):
        raise UserError(
            "at-signature",
            _("Quyết định đang trình ký."),
            hint=_("Rút văn bản trình ký về trước."),
            status=409,
        )
    if fresh.field_decisions.exists():
        raise UserError("field-decided", _("Đã có lĩnh vực được phê duyệt nên không đưa về được."), status=409)
    fresh.state = CampaignState.CHECKING
    fresh.save()
    tell("campaign.back", fresh, reason=why)
    return fresh


@service(permission="review.decide")
def submit_decision(*, actor: Actor, campaign: Campaign, version: int, signature: Sequence[str] = ()) -> Paper:
    """Make the paper of the decision from the lines as they are, and submit it for signature.

    `signature` are the lines of authority and title; empty: the chairman signs. Raises `Stale`, `UserError` where a
    paper is at signature already, or the campaign is decided by field.
    """
    fresh = claim(campaign, version, (CampaignState.CONSOLIDATED,))
    if fresh.kind in BY_FIELD:
        raise UserError(
            "by-field",
            _("Đợt này được phê duyệt theo từng lĩnh vực."),
            hint=_("Lập quyết định của từng lĩnh vực ở trang Theo dõi."),
            status=409,
        )
    if _at_signature(fresh):
        raise UserError("at-signature", _("Văn bản của quyết định này đã trình ký."), status=409)
    kept, _made = CampaignDecision.objects.get_or_create(campaign=fresh)
    data = paper_data(fresh, timezone.localdate(), signature)
    before = Paper.objects.filter(public_id=kept.paper, state=PaperState.DRAFT).first() if kept.paper else None
    title = _("Phê duyệt kết quả {title}").format(title=fresh.title)
    if before is not None:
        paper = change_paper(
            actor=actor, paper=before, version=before.version, data={**before.data, **data}, title=title
        )
    else:
        paper = make_paper(
            actor=actor,
            template=TEMPLATE,
            unit=provincial_issuer(),
            data=data,
            purpose=PURPOSE,
            object_id=fresh.public_id,
            title=title,
        )
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    kept.paper, kept.trouble = paper.public_id, ""
    kept.save(update_fields=["paper", "trouble"])
    tell("campaign.submitted", fresh)
    return paper


@service(permission="review.decide")
def record_decision(*, actor: Actor, campaign: Campaign, signed: Signed, version: int) -> Campaign:
    """Record the signed decision: the results are frozen, and fitting procedures enter the register of services.

    Raises `Stale`; `UserError` for a day of signing to come or missing number or signer.
    """
    fresh = claim(campaign, version, (CampaignState.CONSOLIDATED,))
    number, signer = " ".join(signed.number.split())[:100], signed.signer.strip()[:200]
    if not number:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu của quyết định."), field="number")
    if not signer:
        raise UserError("no-signer", _("Chưa ghi người ký quyết định."), field="signer")
    if signed.signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    kept, _made = CampaignDecision.objects.get_or_create(campaign=fresh)
    kept.number, kept.signer, kept.signed_on, kept.trouble = number, signer, signed.signed_on, ""
    kept.recorded_by, kept.recorded_at = actor.user, timezone.now()
    kept.save()
    register_decided(actor, fresh, kept)
    frozen = fresh.lines.filter(state=LineState.CONFIRMED).update(state=LineState.DECIDED, version=F("version") + 1)
    fresh.state = CampaignState.DECIDED
    fresh.save()
    tell("campaign.decided", fresh, number=number, lines=frozen)
    gather_pursuits(actor=actor, campaign=fresh)
    return fresh


@service(permission="review.decide")
def note_trouble(*, actor: Actor, campaign: Campaign, why: str) -> None:
    """Keep why a number that came back from signature could not be recorded, for a person to settle."""
    CampaignDecision.objects.filter(campaign=campaign).update(trouble=why[:1000])
    tell("campaign.trouble", campaign)


def decision_signed(actor: Actor, paper: Paper) -> None:
    """Record the decision whose paper was signed; called by a job of `papers`, any number of times."""
    campaign = Campaign.objects.filter(public_id=paper.object_id, state=CampaignState.CONSOLIDATED).first()
    if campaign is None or paper.signed_on is None:
        return
    if not CampaignDecision.objects.filter(campaign=campaign, paper=paper.public_id).exists():
        return
    signed = Signed(paper.number_text, paper.signed_on, paper.signer)
    try:
        record_decision(actor=actor, campaign=campaign, signed=signed, version=campaign.version)
    except UserError as error:
        note_trouble(actor=actor, campaign=campaign, why=f"{error.message} {error.hint or ''}".strip())


@service(permission="review.plan")
def reopen_lines(
    *, actor: Actor, lines: Sequence[CampaignLine], into: Campaign, reason: str, version: int
) -> list[CampaignLine]:
    """Take decided lines up again in another, running campaign: new lines that refer to the old, which stay as decided.

    Raises `Stale`; `UserError` for a line that is not decided, or whose procedure is in that campaign already.
    """
    fresh = claim(into, version, RUNNING)
    why = given_reason(reason)
    given = [line for line in lines if line.state == LineState.DECIDED and line.campaign_id != fresh.pk]
    if not given or len(given) != len(lines):
        raise UserError("not-decided", _("Chỉ xem xét lại thủ tục đã được phê duyệt trong đợt khác."), status=409)
    taken = fresh.lines.filter(procedure__in=[line.procedure_id for line in given]).select_related("procedure").first()
    if taken is not None:
        raise UserError(
            "already-there",
            _("Thủ tục {code} đã có trong đợt này.").format(code=taken.procedure.code),
            status=409,
        )
    assert fresh.law_date is not None
    made = CampaignLine.objects.bulk_create(
        CampaignLine(
            campaign=fresh,
            procedure_id=line.procedure_id,
            procedure_version_id=line.procedure.current_id or line.procedure_version_id,
            law_date=fresh.law_date,
            field_id=line.field_id,
            tiers=line.tiers,
            unit_id=line.unit_id,
            reopens=line,
        )
        for line in given
    )
    join(fresh, {line.unit_id for line in made if line.unit_id})
    tell("lines.reopened", fresh, lines=len(made), reason=why)
    return made


def _at_signature(campaign: Campaign) -> bool:
    return at_signature(CampaignDecision.objects.filter(campaign=campaign).values_list("paper", flat=True))

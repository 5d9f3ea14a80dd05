"""The Chair's decision on each field as a document: drafted from the confirmed results, signed, recorded back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Field
from motcua.organisation.issuing import provincial_issuer
from motcua.papers.models import Paper, PaperState
from motcua.papers.services import change_paper, make_paper, submit_paper
from motcua.review.content import Signed
from motcua.review.field_paper import FIELD_PURPOSE, FIELD_TEMPLATE, field_paper_data
from motcua.review.models import Campaign, CampaignState, FieldPaper, LineState
from motcua.review.selectors_following import at_signature
from motcua.review.services.claims import claim, tell
from motcua.review.services.following import BY_FIELD, record_field_decision
from motcua.web.faults import Stale, UserError


@service(permission="review.decide")
def submit_field_decision(
    *, actor: Actor, campaign: Campaign, field: Field | None, version: int, signature: Sequence[str] = ()
) -> Paper:
    """Draft the decision on one field from its confirmed results and submit it; one returned unsigned is written anew.

    `field` None: the procedures without a field. `signature` are the lines of authority and title; empty: the chairman
    signs. Raises `Stale`; `UserError` for another kind of campaign, a field with nothing to decide or at signature.
    """
    fresh = claim(campaign, version, (CampaignState.CONSOLIDATED,))
    if fresh.kind not in BY_FIELD:
        raise UserError("not-by-field", _("Đợt này được phê duyệt bằng một quyết định."), status=409)
    lines = fresh.lines.filter(field=field, state=LineState.CONFIRMED).count()
    if not lines:
        raise UserError("nothing-to-decide", _("Lĩnh vực này không còn thủ tục chờ phê duyệt."), field="field")
    kept, _made = FieldPaper.objects.get_or_create(campaign=fresh, field=field)
    if at_signature([kept.paper]):
        raise UserError(
            "at-signature",
            _("Văn bản của quyết định này đã trình ký."),
            field="field",
            hint=_("Rút văn bản trình ký về trước."),
            status=409,
        )
    named = field.name if field else "–"
    paper = _written(
        actor,
        kept,
        field_paper_data(fresh, field, timezone.localdate(), signature),
        _("Phê duyệt kết quả lĩnh vực {field}, {title}").format(field=named, title=fresh.title),
    )
    kept.paper, kept.trouble, kept.by = paper.public_id, "", actor.user
    kept.save(update_fields=["paper", "trouble", "by"])
    tell("field.submitted", fresh, field=named, lines=lines)
    return paper


def _written(actor: Actor, kept: FieldPaper, data: dict[str, object], title: str) -> Paper:
    """The document at signature: the draft that came back, filled anew, else a new one."""
    before = Paper.objects.filter(public_id=kept.paper, state=PaperState.DRAFT).first() if kept.paper else None
    if before is not None:
        data = {**before.data, **data}
        paper = change_paper(actor=actor, paper=before, version=before.version, data=data, title=title)
    else:
        paper = make_paper(
            actor=actor,
            template=FIELD_TEMPLATE,
            unit=provincial_issuer(),
            data=data,
            purpose=FIELD_PURPOSE,
            object_id=kept.campaign.public_id,
            title=title,
        )
    return submit_paper(actor=actor, paper=paper, version=paper.version)


@service(permission="review.decide")
def note_field_trouble(*, actor: Actor, kept: FieldPaper, why: str) -> None:
    """Keep why a number that came back from signature could not be recorded, for a person to settle."""
    FieldPaper.objects.filter(pk=kept.pk).update(trouble=why[:1000])
    tell("field.trouble", kept.campaign, field=kept.field.name if kept.field else "–")


def field_signed(actor: Actor, paper: Paper) -> None:
    """Record the decision on the field whose paper was signed; called by a job of `papers`, any number of times."""
    kept = FieldPaper.objects.filter(paper=paper.public_id).select_related("campaign", "field").first()
    if kept is None or paper.signed_on is None:
        return
    campaign, field = kept.campaign, kept.field
    if campaign.field_decisions.filter(field=field, number=paper.number_text).exists():
        return
    signed = Signed(paper.number_text, paper.signed_on, paper.signer)
    try:
        try:
            record_field_decision(actor=actor, campaign=campaign, field=field, signed=signed, version=campaign.version)
        except Stale:  # another field came back at the same moment
            campaign.refresh_from_db()
            record_field_decision(actor=actor, campaign=campaign, field=field, signed=signed, version=campaign.version)
    except UserError as error:
        note_field_trouble(actor=actor, kept=kept, why=f"{error.message} {error.hint or ''}".strip())

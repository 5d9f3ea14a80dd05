"""Recording that a decision was signed: from now on its procedures are announced and its lines are locked."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.publication.conflicts import ended_codes, rank_of, same_day
from motcua.publication.content import Signed
from motcua.publication.decision_paper import issuer_of
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState
from motcua.publication.services.claims import claim, tell
from motcua.publication.services.drafting import abolished_again
from motcua.publication.services.publishing import settle
from motcua.web.faults import UserError


@service(permission="publication.announce")
def record_decision(
    *, actor: Actor, decision: AnnouncementDecision, signed: Signed, version: int
) -> AnnouncementDecision:
    """Record number, day and signer of a checked decision: it is announced.

    Refused: a day of signing to come, effect before signing, a number already taken, a code abolished meanwhile.
    Another decision of the same day for the same procedure: the higher number holds, the other line is marked as
    outrun; where numbers do not tell which is later, it is refused. Raises `Stale`, `UserError`.
    """
    fresh = claim(decision, version, (DecisionState.CHECKED,))
    _take(fresh, signed)
    ended = ended_codes(set(fresh.lines.values_list("code", flat=True)), but=fresh, before=fresh)
    for code, by in ended.items():
        raise abolished_again(code, by)
    outrun = _outrun(fresh)
    fresh.state, fresh.trouble = DecisionState.ANNOUNCED, ""
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as error:
        raise UserError(
            "number-taken",
            _("Đã có quyết định số {number} ký ngày đó.").format(number=fresh.number),
            field="number",
            hint=_("Kiểm tra lại số; một quyết định chỉ ghi một lần."),
            status=409,
        ) from error
    tell("decision.announced", fresh, number=fresh.number, lines=fresh.lines.count(), outrun=len(outrun))
    for other in outrun:  # what it still had to upload may just have lost its hold
        settle(other)
    return fresh


@service(permission="publication.announce")
def note_trouble(*, actor: Actor, decision: AnnouncementDecision, why: str) -> AnnouncementDecision:
    """Keep why a number that came back from signature could not be recorded, for a person to settle."""
    decision.trouble = why[:1000]
    decision.save(update_fields=["trouble"])
    tell("decision.trouble", decision)
    return decision


def _take(decision: AnnouncementDecision, signed: Signed) -> None:
    """Put what was signed on the decision; refuses what cannot be."""
    number, signer = " ".join(signed.number.split()), signed.signer.strip()
    if not number:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu của quyết định."), field="number")
    if not signer:
        raise UserError("no-signer", _("Chưa ghi người ký quyết định."), field="signer")
    if signed.signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    effective = signed.effective_from or decision.effective_from or signed.signed_on
    if effective < signed.signed_on:
        raise UserError(
            "effective-before-signing",
            _("Quyết định không thể có hiệu lực ({effective}) trước ngày ký ({signed}).").format(
                effective=f"{effective:%d/%m/%Y}", signed=f"{signed.signed_on:%d/%m/%Y}"
            ),
            field="effective_from",
            hint=_("Đối chiếu bản đã ký; nếu bản ký ghi sai, phải ban hành văn bản đính chính hoặc thay thế."),
        )
    decision.number, decision.signer, decision.issuing_unit = number, signer, issuer_of(decision)
    decision.signed_on, decision.effective_from = signed.signed_on, effective


def _outrun(decision: AnnouncementDecision) -> list[AnnouncementDecision]:
    """Settle which line holds where two decisions of one day speak of one procedure; returns the other decisions."""
    others = same_day(decision)
    if not others:
        return []
    mine = {line.code: line for line in decision.lines.filter(code__in=list(others))}
    rank = rank_of(decision.number)
    for code, other in others.items():
        theirs = rank_of(other.decision.number)
        if rank is None or theirs is None or rank == theirs:
            raise UserError(
                "two-decisions-one-day",
                _("Thủ tục {code} đã có trong quyết định {number} ký cùng ngày; số không cho biết bản nào sau.").format(
                    code=code, number=other.decision.number
                ),
                field="number",
                hint=_("Ghi đúng số của từng quyết định (số lớn hơn là bản sau), hoặc bỏ dòng trùng."),
                status=409,
            )
        earlier, later = (other, mine[code]) if theirs < rank else (mine[code], other)
        AnnouncedLine.objects.filter(pk=earlier.pk).update(outrun_by=later)
    return list({other.decision_id: other.decision for other in others.values()}.values())

"""Making public: where each announced procedure was put, when, and what then follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.law.calendar import in_vietnam
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, Place, Publication
from motcua.publication.models.decisions import IN_FORCE
from motcua.publication.services.claims import claim, tell
from motcua.web.faults import UserError


@service(permission="publication.announce")
def publish_lines(
    *,
    actor: Actor,
    lines: Sequence[AnnouncedLine],
    place: Place,
    published_at: datetime,
    evidence: str = "",
) -> list[Publication]:
    """Record that announced lines were made public in a place at a moment.

    When every line of a decision that holds is in the national database, the decision is public. `evidence` is an
    address or words by which one can see it. Raises `UserError` for lines not announced, before signing or to come, or
    recorded there at that very moment before.
    """
    if not lines:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    if published_at > timezone.now():
        raise UserError("public-later", _("Lúc công khai không thể sau lúc này."), field="published_at")
    day = in_vietnam(published_at).date()
    decisions = _held({line.decision_id for line in lines})
    for decision in decisions:
        _may_be_public(decision, day)
    _not_twice(lines, place, published_at)
    made = [
        Publication(
            line=line, place=place, published_at=published_at, evidence=evidence.strip(), recorded_by=actor.user
        )
        for line in lines
    ]
    rows = Publication.objects.bulk_create(made)
    for decision in decisions:
        count = sum(line.decision_id == decision.pk for line in lines)
        tell("lines.published", decision, lines=count, place=str(place), day=day.isoformat())
        settle(decision)
    return rows


@service(permission="publication.announce")
def withdraw_publication(*, actor: Actor, publication: Publication, reason: str) -> Publication:
    """Take back a wrong record of making public; the row stays with the reason. Raises `UserError`."""
    if not reason.strip():
        raise UserError("no-reason", _("Chưa ghi lý do."), field="reason")
    (decision,) = _held({publication.line.decision_id})
    changed = Publication.objects.filter(pk=publication.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_because=reason.strip()
    )
    if not changed:
        raise UserError("withdrawn", _("Lần công khai này đã được rút."), status=409)
    tell("publication.withdrawn", decision, place=publication.place, code=publication.line.code)
    settle(decision)
    publication.refresh_from_db()
    return publication


@service(permission="publication.announce")
def end_decision(
    *, actor: Actor, decision: AnnouncementDecision, by: AnnouncementDecision, state: DecisionState, version: int
) -> AnnouncementDecision:
    """Say that a later decision superseded or abolished this one as a whole; its lines no longer hold.

    Lines of the same day that it outran hold again: their decision is public only once they are uploaded too.

    Raises `Stale`, or `UserError` for a state other than these two or a decision that is not later.
    """
    if state not in (DecisionState.SUPERSEDED, DecisionState.ABOLISHED):
        raise UserError("bad-end", _("Chọn “đã được thay thế” hoặc “đã bãi bỏ”."), field="state")
    fresh = claim(decision, version, IN_FORCE)
    later = AnnouncementDecision.objects.filter(pk=by.pk, state__in=IN_FORCE).exclude(pk=fresh.pk).first()
    if later is None or later.signed_on is None or fresh.signed_on is None or later.signed_on < fresh.signed_on:
        raise UserError(
            "not-later",
            _("Quyết định thay thế, bãi bỏ phải đã được ghi và ký không sớm hơn quyết định này."),
            field="by",
        )
    fresh.state, fresh.ended_by, fresh.ended_on = state, later, later.effective_from
    fresh.save(update_fields=["state", "ended_by", "ended_on"])
    outrun = AnnouncedLine.objects.filter(outrun_by__decision=fresh)
    freed = list(AnnouncementDecision.objects.filter(pk__in=outrun.values_list("decision", flat=True)))
    outrun.update(outrun_by=None)
    for other in freed:
        settle(other)
    tell("decision.ended", fresh, by=later.number, state=str(state))
    return fresh


def _held(ids: Collection[int]) -> list[AnnouncementDecision]:
    """The decisions, locked: of two who upload halves at once the second sees the first one's when it settles."""
    return list(AnnouncementDecision.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _may_be_public(decision: AnnouncementDecision, day: date) -> None:
    if decision.state not in IN_FORCE or decision.signed_on is None:
        raise UserError(
            "not-announced",
            _("Quyết định “{title}” chưa công bố hoặc không còn hiệu lực nên chưa công khai được.").format(
                title=decision.number or decision.title
            ),
            hint=_("Ghi số, ngày ký của quyết định trước."),
            status=409,
        )
    if day < decision.signed_on:
        raise UserError(
            "public-before-signing",
            _("Không thể công khai trước ngày ký quyết định ({signed}).").format(
                signed=f"{decision.signed_on:%d/%m/%Y}"
            ),
            field="published_at",
        )


def _not_twice(lines: Sequence[AnnouncedLine], place: Place, at: datetime) -> None:
    """Refuse what stands in the records word for word: a form sent again."""
    standing = Publication.objects.filter(line__in=lines, place=place, published_at=at, withdrawn_at=None)
    first = standing.select_related("line").first()
    if first is not None:
        raise UserError(
            "recorded-before",
            _("Thủ tục {code} đã được ghi công khai ở nơi này vào đúng lúc ấy.").format(code=first.line.code),
            field="published_at",
        )


def settle(decision: AnnouncementDecision) -> None:
    """Keep the state of a decision in step with what is public: all that holds in the national database, or not yet."""
    there = Publication.objects.filter(line=OuterRef("pk"), place=Place.NATIONAL, withdrawn_at=None)
    holding = decision.lines.filter(outrun_by=None)
    done = holding.exists() and not holding.filter(~Exists(there)).exists()
    state = DecisionState.PUBLIC if done else DecisionState.ANNOUNCED
    changed = AnnouncementDecision.objects.filter(pk=decision.pk, state__in=IN_FORCE).exclude(state=state)
    if changed.update(state=state, version=F("version") + 1):
        tell("decision.public" if state == DecisionState.PUBLIC else "decision.not_public", decision)

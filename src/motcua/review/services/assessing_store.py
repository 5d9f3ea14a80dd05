"""How answers are kept: the line taken in hand, an answer written, or kept beside the one of another as a clash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.review.answering import KEPT, TESTS, Given
from motcua.review.models import Answer, Basis, CampaignLine, CampaignUnit, Clash, LineState, PartAnswer, UnitState
from motcua.review.selectors_assessment import assesses
from motcua.web.faults import Denied, UserError

Row = TypeVar("Row", Answer, PartAnswer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer: the row that stands, and the clash where another's stands and this one waits."""

    row: Answer | PartAnswer
    clash: Clash | None = None
    changed: bool = True


def take_line(actor: Actor, line: CampaignLine) -> CampaignLine:
    """The line as it is now, locked until the service ends.

    Raises `Denied` for one of another unit, `UserError` where it is no longer (or not yet) with its author.
    """
    row = (
        CampaignLine.objects.select_for_update(of=("self",))
        .select_related("campaign", "procedure", "unit")
        .get(pk=line.pk)
    )
    if not assesses(actor, row):
        raise Denied(_("Thủ tục này do đơn vị khác rà soát."), permission="review.assess")
    if not row.campaign.running or not row.with_author:
        state = row.campaign.get_state_display() if row.with_author else row.get_state_display()
        raise UserError(
            "line-locked",
            _("Không sửa được câu trả lời: {state}.").format(state=state),
            hint=_("Thủ tục bị trả lại thì sửa được tiếp."),
            status=409,
        )
    return row


def touch(line: CampaignLine) -> None:
    """An answer changed: a conclusion drawn from the earlier ones no longer stands; the unit is at work."""
    if line.state == LineState.ASSESSED:
        CampaignLine.objects.filter(pk=line.pk).update(state=LineState.OPEN, version=F("version") + 1)
        line.refresh_from_db(fields=["state", "version"])
        tell("reopened", line)
    if line.unit_id is not None:
        CampaignUnit.objects.filter(
            campaign=line.campaign_id, unit=line.unit_id, state=UnitState.ASSIGNED
        ).update(state=UnitState.WORKING, version=F("version") + 1)  # fmt: skip


def put(row: Row | None, fresh: Row, given: Given, *, subject: str, seen: int, actor: Actor, basis: str) -> Outcome:
    """Write an answer over `row` (None: there is none yet, `fresh` is made), or keep it as a clash.

    `seen` is the version its author had before the eyes. One's own earlier answer is simply replaced; one that says the
    same is left as it is.
    """
    if row is None:
        _fill(fresh, given, actor, basis)
        fresh.save(force_insert=True)
        return Outcome(fresh)
    if says(row) == _comparable(given):
        return Outcome(row, changed=_looked_at(row, given, actor, basis))
    own = actor.user is not None and row.by_id == actor.user.pk
    if row.version != seen and not own:
        return Outcome(row, _clash(row.line, subject, given, seen, actor), changed=False)
    row.proposal = fresh.proposal or row.proposal
    overwrite(row, given, actor, basis)
    return Outcome(row)


def overwrite(row: Answer | PartAnswer, given: Given, actor: Actor, basis: str) -> None:
    """Write an answer over the one that stands."""
    _fill(row, given, actor, basis)
    row.version += 1
    row.save()


def overwrite_from(row: Answer, source: Answer, actor: Actor) -> None:
    """Write the answer of another line over the one that stands."""
    for name in KEPT:
        setattr(row, name, getattr(source, name))
    row.basis, row.by, row.by_label, row.at = Basis.COPIED, actor.user, actor.label[:200], timezone.now()
    row.version += 1
    row.save()


def _looked_at(row: Answer | PartAnswer, given: Given, actor: Actor, basis: str) -> bool:
    """A person gives by itself what was taken in one act or copied before: the answer is now that person's."""
    if row.basis not in (Basis.EXCEPTION, Basis.COPIED) or basis in (Basis.EXCEPTION, Basis.COPIED):
        return False
    overwrite(row, given, actor, basis)
    return True


def says(row: Answer | PartAnswer) -> dict[str, Any]:
    """What a row says, in the shape in which answers are compared."""
    names = (*KEPT, *TESTS) if isinstance(row, PartAnswer) else KEPT
    plain = {name: getattr(row, name) for name in names}
    return {**dict.fromkeys(TESTS), **plain, "due_on": row.due_on.isoformat() if row.due_on else None}


def _comparable(given: Given) -> dict[str, Any]:
    plain = given.plain()
    del plain["rejected"]
    return plain


def _fill(row: Answer | PartAnswer, given: Given, actor: Actor, basis: str) -> None:
    for name in KEPT:
        setattr(row, name, getattr(given, name))
    if isinstance(row, PartAnswer):
        row.necessary, row.reasonable, row.lawful = given.necessary, given.reasonable, given.lawful
    row.basis, row.by, row.by_label, row.at = basis, actor.user, actor.label[:200], timezone.now()


def _clash(line: CampaignLine, subject: str, given: Given, seen: int, actor: Actor) -> Clash:
    """Keep the later answer; what the same person gave to the same question before is replaced by it."""
    mine = Clash.objects.open().filter(line=line, subject=subject, by=actor.user, by_label=actor.label[:200]).first()
    row = mine or Clash(line=line, subject=subject, by=actor.user, by_label=actor.label[:200])
    row.content, row.seen, row.at = given.plain(), seen, timezone.now()
    row.save()
    if mine is None:
        tell("clashed", line, subject=subject)
    return row


def tell(verb: str, line: CampaignLine, fields: tuple[str, ...] = (), **facts: Plain) -> None:
    """Say in the log what happened to a line."""
    told: Mapping[str, Plain] = {"code": line.procedure.code, **facts}
    record(Event(f"review.line.{verb}", "review.line", line.public_id, fields, told, unit_id=line.unit_id))

"""The province's own rows: proposed, changed, approved, closed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.law.book import Rulebook
from motcua.law.faults import Fault, RuleFaultsError
from motcua.law.load import overlay
from motcua.law.selection import weights_on
from motcua.law.unfit import Unfit
from motcua.rulebook.lawbook import local_sources
from motcua.rulebook.models import LocalInstrument, LocalRule, RuleState
from motcua.rulebook.services.touch import touch_rulebook
from motcua.rulebook.shipped import shipped_book
from motcua.web.faults import UserError

WHOLE: Mapping[str, Callable[[date, Rulebook], object]] = {"review.selection_weights": weights_on}
"""What a value must be as a whole, beyond its unit: asked of the law with the row laid over it, on its first day."""


class RuleRefused(UserError):
    """A row cannot be law; `sentences` holds every reason, the message their sum."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.sentences = tuple(dict.fromkeys(_sentence(fault) for fault in faults))
        super().__init__("rule-refused", " ".join(self.sentences))


def _sentence(fault: Fault) -> str:
    told = fault.sentence.rstrip(".")
    return f"{told[:1].upper()}{told[1:]}."


@dataclass(frozen=True, slots=True)
class RuleContent:
    """What a row says; `value` is plain data that fits the unit of the key."""

    key: str
    value: Any
    instrument: str
    effective_from: date
    effective_to: date | None = None
    scope: str = ""
    article: str = ""
    confidence: str = "A"
    note: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentContent:
    """A decision of the province, where it is not known yet."""

    title: str
    issued: date


def _check(row: LocalRule, beside: Sequence[LocalRule]) -> None:
    """Lay the row over the law together with the approved ones of its key; raises `RuleRefused` with every fault."""
    try:
        book = overlay(shipped_book(), local_sources([*beside, row]))
    except RuleFaultsError as error:
        raise RuleRefused(error.faults) from error
    check = WHOLE.get(row.key)
    try:
        if check is not None:
            check(row.effective_from, book)
    except Unfit as fault:
        raise UserError(fault.code, fault.text(_), field="value") from fault


def _beside(row: LocalRule) -> list[LocalRule]:
    return list(LocalRule.objects.approved().filter(key=row.key, scope=row.scope).exclude(pk=row.pk))


def _know(instrument: str, content: InstrumentContent | None) -> None:
    """Keep the decision that a row names, unless it is known."""
    if instrument in shipped_book().instruments or LocalInstrument.objects.filter(number=instrument).exists():
        return
    if content is None or not content.title.strip():
        raise UserError(
            "unknown-instrument",
            _("Văn bản này chưa có trong danh mục: cần trích yếu và ngày ban hành."),
            field="instrument_title",
        )
    LocalInstrument.objects.create(number=instrument, title=content.title.strip(), issued=content.issued)


def _fill(row: LocalRule, content: RuleContent, instrument: InstrumentContent | None) -> None:
    key = shipped_book().keys.get(content.key)
    if key is None:
        raise UserError("unknown-key", _("Không có quy định mang khóa này."), field="key")
    for name, value in asdict(content).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.unit = key.unit
    if not row.instrument:
        raise UserError("no-source", _("Quy định của tỉnh phải nêu văn bản."), field="instrument")
    _know(row.instrument, instrument)
    _check(row, _beside(row))


def _tell(verb: str, row: LocalRule, fields: tuple[str, ...] = ()) -> None:
    facts = {"key": row.key, "scope": row.scope, "from": row.effective_from.isoformat(), "instrument": row.instrument}
    record(
        Event(
            verb=f"rulebook.rule.{verb}",
            object_type="rulebook.rule",
            object_id=row.public_id,
            fields=fields,
            facts=facts,
        )
    )


def _take(row: LocalRule, version: int, *states: str) -> None:
    """Count the version on; raises `Stale` where another changed the row, `UserError` where its state forbids it."""
    if row.state not in states:
        raise UserError("wrong-state", _("Tình trạng của quy định này không cho phép việc đó."), status=409)
    take_version(row, version, _("Quy định này vừa được người khác sửa. Tải lại trang để xem."))
    row.version = version + 1


@service(permission="rulebook.edit")
def propose_rule(*, actor: Actor, content: RuleContent, instrument: InstrumentContent | None = None) -> LocalRule:
    """Write a row that becomes law here once it is approved.

    Raises `RuleRefused` with every fault (a key that is not open to a province, a value that does not fit, an overlap
    with an approved row, a start before the instrument), `UserError` where the source is missing.
    """
    row = LocalRule(proposed_by=actor.user)
    _fill(row, content, instrument)
    row.save()
    _tell("proposed", row)
    return row


@service(permission="rulebook.edit")
def change_proposal(
    *, actor: Actor, rule: LocalRule, content: RuleContent, version: int, instrument: InstrumentContent | None = None
) -> LocalRule:
    """Rewrite a row that waits for approval. Raises as `propose_rule`, `Stale` where another changed it."""
    _take(rule, version, RuleState.DRAFT)
    before = {name: getattr(rule, name) for name in asdict(content)}
    _fill(rule, content, instrument)
    rule.save()
    _tell("changed", rule, tuple(name for name, value in before.items() if getattr(rule, name) != value))
    return rule


@service(permission="rulebook.approve")
def approve_rule(*, actor: Actor, rule: LocalRule, version: int) -> LocalRule:
    """Make a proposal law here. Raises `RuleRefused` where it no longer fits, `Stale` where another changed it."""
    _take(rule, version, RuleState.DRAFT)
    _check(rule, _beside(rule))
    rule.state, rule.approved_by, rule.approved_at = RuleState.APPROVED, actor.user, timezone.now()
    rule.save(update_fields=["state", "approved_by", "approved_at"])
    _tell("approved", rule)
    touch_rulebook()
    return rule


@service(permission="rulebook.edit")
def withdraw_proposal(*, actor: Actor, rule: LocalRule, version: int) -> LocalRule:
    """Take back a row that was never approved; it stays readable."""
    _take(rule, version, RuleState.DRAFT)
    rule.state = RuleState.WITHDRAWN
    rule.save(update_fields=["state"])
    _tell("withdrawn", rule)
    return rule


@service(permission="rulebook.approve")
def close_rule(*, actor: Actor, rule: LocalRule, last_day: date, note: str, version: int) -> LocalRule:
    """End an approved row with a day; after it the national rule applies again.

    What was judged by the row stays judged by it. Raises `UserError` where the day lies outside the row's period or
    the note (which decision ends it) is missing.
    """
    _take(rule, version, RuleState.APPROVED)
    if last_day < rule.effective_from or (rule.effective_to is not None and last_day > rule.effective_to):
        raise UserError(
            "day-outside", _("Ngày cuối phải nằm trong thời gian áp dụng của quy định này."), field="last_day"
        )
    if not note.strip():
        raise UserError("no-source", _("Cần ghi văn bản chấm dứt áp dụng."), field="note")
    rule.effective_to = last_day
    rule.note = " ".join((rule.note, note.strip())).strip()[:1000]
    rule.save(update_fields=["effective_to", "note"])
    _tell("closed", rule, ("effective_to", "note"))
    touch_rulebook()
    return rule

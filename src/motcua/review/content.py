"""What people give to the services of a campaign: plan, scope, tasks, targets, conclusions, a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.organisation.models import Unit
from motcua.review.models import CampaignKind, CampaignLine
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """Which procedures a campaign takes by rule. Empty `fields` (names), `tiers`, `origins` do not narrow.

    `announced`: in force and announced; `issued_since`: in force for the first time since that day; `unannounced`: in
    the catalogue without any announcement; `incomplete`: known only in part, or never in force.
    """

    announced: bool = True
    issued_since: date | None = None
    unannounced: bool = False
    incomplete: bool = False
    fields: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As the campaign keeps it."""
        return {
            "announced": self.announced,
            "issued_since": self.issued_since.isoformat() if self.issued_since else None,
            "unannounced": self.unannounced,
            "incomplete": self.incomplete,
            "fields": list(self.fields),
            "tiers": list(self.tiers),
            "origins": list(self.origins),
        }

    @staticmethod
    def read(found: Mapping[str, Any]) -> ScopeRule:
        """From what a campaign keeps, or a file gives. Raises `UserError` for what is no such rule."""
        since = found.get("issued_since")
        try:
            day = date.fromisoformat(str(since)) if since else None
        except ValueError as error:
            raise UserError("bad-day", _("Ngày “{day}” không đúng dạng 2026-11-20.").format(day=since)) from error
        return ScopeRule(
            announced=bool(found.get("announced", True)),
            issued_since=day,
            unannounced=bool(found.get("unannounced")),
            incomplete=bool(found.get("incomplete")),
            fields=_texts(found, "fields"),
            tiers=_texts(found, "tiers"),
            origins=_texts(found, "origins"),
        )


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = found.get(name) or ()
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise UserError("bad-scope", _("Phạm vi: “{name}” phải là một danh sách.").format(name=name), field=name)
    return tuple(str(one) for one in given)


@dataclass(frozen=True, slots=True)
class CampaignContent:
    """What a plan says of itself. `law_date` None: the day of opening."""

    title: str
    year: int
    opens_on: date
    unit_result_due: date
    check_due: date
    consolidation_due: date
    kind: CampaignKind = CampaignKind.ONLINE
    plan_number: str = ""
    plan_signed_on: date | None = None
    ground: str = ""
    law_date: date | None = None
    scope: ScopeRule = field(default_factory=ScopeRule)

    def trimmed(self) -> CampaignContent:
        """The same without blanks around its texts."""
        return replace(
            self,
            title=" ".join(self.title.split()),
            plan_number=" ".join(self.plan_number.split()),
            ground=self.ground.strip(),
        )


@dataclass(frozen=True, slots=True)
class UnitGiven:
    """A unit of the plan. `result_due` None: the campaign's day."""

    unit: Unit
    lead: bool = True
    result_due: date | None = None


@dataclass(frozen=True, slots=True)
class TaskGiven:
    """A row of the plan's table of tasks; `unit` is None where no unit has the name in `unit_text`."""

    text: str
    unit_text: str = ""
    due_on: date | None = None
    product: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class TargetGiven:
    """A figure of the plan: at least `percent` of the procedures of a tier (empty: of all) by a day."""

    text: str
    percent: Decimal
    by_date: date
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a unit concludes about a line; `version` is that of the line as it was read.

    `period` is a quarter ("Q3") or a span of years; `answer` is what the author did about an open remark.
    """

    line: CampaignLine
    version: int
    level: str
    suitable: bool
    regime: str = ""
    year: int | None = None
    period: str = ""
    proactive: int | None = None
    partial_reasons: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signed decision says: number with its symbol ("1024/QĐ-UBND"), day, signer."""

    number: str
    signed_on: date
    signer: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How the wish for an amendment ended: a `PursuitEnd`, number and day of the document."""

    outcome: str
    number: str
    ended_on: date

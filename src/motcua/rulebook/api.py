"""The law for machines: rules of a day, one rule through time, instruments, calendars, due dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from motcua.access.api import PUBLIC
from motcua.law.book import UnknownRuleError
from motcua.rulebook.asking import LONGEST, ask_due, due_dict
from motcua.rulebook.calendar_reading import year_dict, year_page
from motcua.rulebook.reading import Asked, instrument_dict, instruments_on, line, lines_on, rule_dict
from motcua.rulebook.selectors import law
from motcua.web.faults import UserError

router = Router(tags=["law"])


class DueAsked(Schema):
    """The question of a due date."""

    received: str = Field(max_length=60, examples=["2026-03-05T14:00:00+07:00"])
    limit: str = Field(max_length=LONGEST, examples=["03 ngày làm việc"])


class RulesAsked(Schema):
    """Which rules: of a day (today where none is given), narrowed by subject, words or doubt."""

    on: date | None = Field(None, examples=["2026-03-01"])
    subject: str = Field("", max_length=100)
    q: str = Field("", max_length=200, examples=["công bố"])
    doubt: str = Field("", max_length=20, examples=["unverified"], description="unverified, contested or local")


@router.get("/law/rules", auth=PUBLIC, summary="Every rule in force on a day, with its source")
def rules(request: HttpRequest, given: Query[RulesAsked]) -> dict[str, Any]:
    """Rows with value, unit, instrument, article, period, confidence, and what is unverified or contested."""
    now, day = law(), given.on or timezone.localdate()
    lines = lines_on(now, day, Asked(given.doubt, given.subject, given.q))
    return {"on": day, "digest": now.rules_on(day).digest, "items": [rule_dict(one) for one in lines]}


@router.get("/law/rules/{key}", auth=PUBLIC, summary="One rule through time")
def rule(request: HttpRequest, key: str) -> dict[str, Any]:
    """Every period of a rule, newest first; 404 for a key that no file declares."""
    now = law()
    declared = now.book.keys.get(key)
    if declared is None:
        raise UserError("unknown-key", _("Không có quy định mang khóa này."), field="key", status=404)
    rows = [rule_dict(line(now, row)) for row in reversed(now.book.history(key))]
    return {"key": key, "label": declared.label, "subject": declared.subject, "local": declared.local, "rows": rows}


@router.get("/law/instruments", auth=PUBLIC, summary="Instruments on which rules rest")
def instruments(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """Newest first, with their state on a day."""
    day = on or timezone.localdate()
    return {"on": day, "items": [instrument_dict(one) for one in instruments_on(law(), day)]}


@router.get("/law/due", auth=PUBLIC, summary="When an answer is due, and why")
def due(request: HttpRequest, given: Query[DueAsked]) -> dict[str, Any]:
    """`due` is null where the limit is not known; `why` says each step with the rules it rests on."""
    return due_dict(ask_due(law(), given.received, given.limit))


@router.get("/law/calendars/{year}", auth=PUBLIC, summary="The calendar of work of a year")
def calendar(request: HttpRequest, year: int) -> dict[str, Any]:
    """Working days by month and every day that does not follow the week; `status` says whether it is approved."""
    try:
        return year_dict(year_page(law(), year))
    except (UnknownRuleError, ValueError) as error:
        raise UserError(
            "no-rules", _("Chưa có quy định nào được ghi cho năm này."), field="year", status=404
        ) from error

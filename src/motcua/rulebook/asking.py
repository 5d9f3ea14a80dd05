"""A due date asked from outside (page, API, terminal): what was typed becomes a question, the answer plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from motcua.law.book import UnknownRuleError
from motcua.law.calendar import VIETNAM
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.organisation.models import Unit
from motcua.rulebook.lawbook import Law
from motcua.web.faults import UserError
from motcua.web.formats import iso_text

LONGEST = 2000
EARLIEST, LATEST = date(1900, 1, 2), date(2199, 12, 31)
ONLY_DAY = N_("Chỉ ghi ngày, không ghi giờ: coi như tiếp nhận lúc đầu ngày")


def read_moment(text: str) -> tuple[datetime, bool]:
    """Return the aware moment that a text means, ISO or as people here write a day, and whether it named only a day.

    A text without a time zone is on the Vietnamese clock. Raises `UserError` for any other text.
    """
    try:
        moment = datetime.fromisoformat(iso_text(text))
    except ValueError as error:
        raise UserError(
            "bad-moment",
            _("Không đọc được thời điểm “{text}”.").format(text=text[:60]),
            field="received",
            hint=_("Ghi như 05/03/2026 14:00, 2026-03-05T14:00 hoặc 2026-03-05T14:00:00+07:00."),
        ) from error
    only_day = ":" not in text and "T" not in text.upper()
    return (moment if moment.tzinfo else datetime.combine(moment.date(), moment.time(), VIETNAM)), only_day


def moment_of(day: date, clock: time) -> datetime:
    """Return a day and a time of the Vietnamese clock as an aware moment."""
    return datetime.combine(day, clock, VIETNAM)


def ask_due(law: Law, received: str | datetime, limit: str, unit: Unit | None = None) -> Explained[datetime | None]:
    """Return when an answer is due and why.

    Raises `UserError` for a moment that cannot be read, a limit too long to be one, or a day before the first rules.
    """
    moment, only_day = read_moment(received) if isinstance(received, str) else (received, False)
    if not EARLIEST <= moment.date() <= LATEST:
        raise UserError("day-out-of-range", _("Ngày phải từ năm 1900 đến năm 2199."), field="received")
    if len(limit) > LONGEST:
        raise UserError("limit-too-long", _("Thời hạn quá dài để là một thời hạn."), field="limit")
    try:
        answer = law.due(moment, limit, unit)
    except UnknownRuleError as error:
        raise UserError(
            "no-rules",
            _("Chưa có quy định nào được ghi cho ngày {day}.").format(day=f"{error.on:%d/%m/%Y}"),
            field="received",
        ) from error
    return answer.because(Reason(ONLY_DAY, warning=True)) if only_day else answer


def due_dict(answer: Explained[datetime | None]) -> dict[str, Any]:
    """Return the answer as machines receive it: `due` (ISO, null where unknown) and `why`, step by step."""
    given = answer.to_dict(gettext)
    return {"due": given["value"], "why": given["why"]}


def answer_cases(law: Law, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answer JSON lines with `received` and `limit`, one answer a line; a line at fault answers with its error.

    Empty lines are passed over.
    """
    for line in lines:
        if line.strip():
            try:
                yield due_dict(ask_due(law, *_case(line)))
            except UserError as error:
                yield {"error": error.to_dict()}


def _case(line: str) -> tuple[str, str]:
    try:
        case = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UserError("bad-json", _("Dòng này không phải là JSON.")) from error
    if not isinstance(case, dict):
        raise UserError("bad-case", _("Mỗi dòng là một đối tượng có received và limit."))
    received, limit = case.get("received"), case.get("limit")
    if not isinstance(received, str):
        raise UserError("bad-case", _("Thiếu received (thời điểm tiếp nhận, dạng ISO)."), field="received")
    if limit is not None and not isinstance(limit, str):
        limit = str(limit)
    return received, limit or ""

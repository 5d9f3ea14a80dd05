"""Deadlines of the one-stop desk that are more than a limit: forwarding, supplement, apology, clock start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

from motcua.law.book import RulesOfDay
from motcua.law.calendar import ONE_DAY, VIETNAM, WorkCalendar, in_vietnam
from motcua.law.due import due
from motcua.law.due_why import doubts_of, left_out
from motcua.law.explained import Explained, Reason
from motcua.law.limit import Limit, Unit, limit_of
from motcua.law.words import N_

SAME_DAY = N_("Tiếp nhận không muộn hơn {cutoff} nên chuyển hồ sơ ngay trong ngày làm việc, chậm nhất {due}")
NEXT_DAY = N_("Tiếp nhận sau {cutoff} nên chuyển hồ sơ vào đầu giờ ngày làm việc tiếp theo: {due}")
DAY_OFF = N_("Tiếp nhận vào ngày nghỉ nên chuyển hồ sơ vào đầu giờ ngày làm việc tiếp theo: {due}")
SUPPLEMENT = N_("Phiếu yêu cầu bổ sung phải được lập chậm nhất {due}; lập lúc {issued}")
SUPPLEMENT_LATE = N_("Yêu cầu bổ sung muộn: chỉ được phép khi pháp luật chuyên ngành quy định khác")
EXTENSION_COUNT = N_("Đã gia hạn {moves} lần; chỉ được gia hạn {allowed} lần")
EXTENSION_NOTICE = N_("Văn bản xin lỗi phải gửi chậm nhất {latest} (trước hạn {days} ngày); gửi lúc {issued}")
CLOCK_COMPETENT = N_(
    "Hồ sơ tiếp nhận không phụ thuộc địa giới: thời hạn tính từ khi cơ quan có thẩm quyền nhận, {start}"
)
CLOCK_WAITING = N_("Cơ quan có thẩm quyền chưa nhận hồ sơ: ngày hẹn chỉ là tạm tính")
CLOCK_RECEIPT = N_("Thời hạn tính từ khi hồ sơ được tiếp nhận đủ, đúng và ghi trên giấy tiếp nhận, {start}")


def limit_from(rules: RulesOfDay, key: str, scope: str = "") -> Explained[Limit]:
    """Return a rule row whose unit is a unit of time as a time limit, with its source."""
    row = rules.row(key, scope)
    return rules.value(key, scope).map(lambda value: limit_of(Fraction(str(value)), Unit(row.unit)))


def forward_by(received: datetime, rules: RulesOfDay, work: WorkCalendar) -> Explained[datetime]:
    """Return by when the desk must pass a dossier on.

    That is the close of the same working day or, for a dossier received after the cut-off hour (which
    itself still belongs to the day) or on a day off, the opening of the next working day.
    """
    start = in_vietnam(received)
    row = rules.row("clock.forward_cutoff")
    day = start.date()
    in_time = start.time() <= time.fromisoformat(row.value)
    if work.counts(day) and in_time:
        moment, says = work.close(day), SAME_DAY
    else:
        moment, says = work.opening(work.next_day(day)), NEXT_DAY if work.counts(day) else DAY_OFF
    reason = Reason(says, {"cutoff": row.value, "due": moment}, (row.citation,))
    rest = (*left_out(day, moment.date(), work), *doubts_of(work, day, moment.date()))
    return Explained(moment, (reason, *rest))


def supplement_in_time(received: datetime, issued: datetime, rules: RulesOfDay, work: WorkCalendar) -> Explained[bool]:
    """Say whether a supplement request (Mẫu 02) after appraisal was issued within the lawful days."""
    limit = limit_from(rules, "clock.supplement_return")
    last = due(received, limit.value, rules, work)
    assert last.value is not None
    facts = {"due": last.value, "issued": in_vietnam(issued)}
    in_time = issued <= last.value
    reasons = [*limit.reasons, *last.reasons, Reason(SUPPLEMENT, facts, limit.rules)]
    if not in_time:
        reasons.append(Reason(SUPPLEMENT_LATE, {}, limit.rules, warning=True))
    return Explained(in_time, tuple(reasons))


@dataclass(frozen=True, slots=True)
class Extension:
    """What the law says of moving a due date: may it be moved at all, and does the letter come in time."""

    allowed: bool
    in_time: bool
    latest: datetime


def extension(
    first_due: datetime, issued: datetime, moves: int, rules: RulesOfDay, work: WorkCalendar
) -> Explained[Extension]:
    """Judge an apology with a new date (Mẫu 04) issued for a dossier whose date was moved `moves` times before.

    A late letter does not forbid the new date; a second move does. The latest day depends on the policy
    `clock.extension_notice_days_are` (calendar days, working days, or the earlier of both).
    """
    notice, allowed = rules.row("clock.extension_notice"), rules.row("clock.extension_times")
    policy = rules.value("clock.extension_notice_days_are")
    latest = _latest_notice(in_vietnam(first_due), int(notice.value), str(policy.value), work)
    letter = in_vietnam(issued)
    facts = {"latest": latest, "days": int(notice.value), "issued": letter}
    in_time = letter <= latest
    may = moves < int(allowed.value)
    reasons = (
        Reason(
            EXTENSION_COUNT,
            {"moves": moves, "allowed": int(allowed.value)},
            (allowed.citation,),
            warning=not may,
        ),
        Reason(EXTENSION_NOTICE, facts, (notice.citation,), warning=not in_time),
        *policy.reasons,
    )
    return Explained(Extension(may, in_time, latest), reasons)


def _latest_notice(first_due: datetime, days: int, policy: str, work: WorkCalendar) -> datetime:
    """Return the end of the last day on which the letter is still `days` days before the due day."""
    calendar_day = first_due.date() - timedelta(days=days)
    working_day, left = first_due.date(), days
    while left:
        working_day -= ONE_DAY
        left -= work.counts(working_day)
    chosen = {
        "calendar": calendar_day,
        "working": working_day,
        "earlier_of_both": min(calendar_day, working_day),
    }[policy]
    return datetime.combine(chosen, time(23, 59, 59), VIETNAM)


def clock_start(
    taken: datetime, rules: RulesOfDay, *, boundary_free: bool = False, competent_received: datetime | None = None
) -> Explained[datetime]:
    """Return the moment from which the time limit runs.

    A boundary-free dossier (phi địa giới) starts when the competent agency receives it, not when the
    helping desk takes it; until then the start is provisional and the answer carries a warning.
    """
    row = rules.row("clock.start", "boundary_free" if boundary_free else "")
    if row.value == "receipt":
        return Explained(in_vietnam(taken), (Reason(CLOCK_RECEIPT, {"start": in_vietnam(taken)}, (row.citation,)),))
    if competent_received is None:
        return Explained(in_vietnam(taken), (Reason(CLOCK_WAITING, {}, (row.citation,), warning=True),))
    moment = in_vietnam(competent_received)
    return Explained(moment, (Reason(CLOCK_COMPETENT, {"start": moment}, (row.citation,)),))

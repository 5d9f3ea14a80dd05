"""Clocks and measures of announcing procedures and making them public (NĐ 63/2010 Điều 15, 24; QĐ 766/QĐ-TTg 1.1–1.3).

Announcing and making public are two acts with two clocks. The first runs backwards from the day on which the law behind
the procedures takes effect (or forwards from its issue under the shortened procedure), the second forwards from the day
on which the decision of announcement was signed. Days are dates in Vietnam; a judgement is `Explained`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.law.book import RulesOfDay
from motcua.law.calendar import ONE_DAY, WorkCalendar
from motcua.law.clock import add_working_days, roll, working_days_after
from motcua.law.due_why import FIRST_DAY, MOVED, WEEKLY, doubts_of, left_out
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_

BEFORE = N_("Văn bản có hiệu lực {effective}: quyết định công bố phải ban hành chậm nhất {latest}")
AFTER_ISSUE = N_("Văn bản theo trình tự rút gọn ban hành {issued}: quyết định công bố phải ban hành chậm nhất {latest}")
UPLOAD = N_("Quyết định công bố ký {signed}: phải đăng lên cơ sở dữ liệu quốc gia chậm nhất {latest}")
NO_DAY = N_("Chưa ghi ngày văn bản có hiệu lực nên chưa tính được hạn công bố")
NO_ISSUE = N_("Chưa ghi ngày ban hành văn bản theo trình tự rút gọn nên chưa tính được hạn công bố")
DONE = N_("Đã làm {done}, không muộn hơn {latest}")
DONE_LATE = N_("Đã làm {done}, muộn {days} ngày làm việc so với {latest}")
LEFT = N_("Chưa làm; còn {days} ngày làm việc đến hết {latest}")
TODAY = N_("Chưa làm; hôm nay {latest} là ngày cuối")
GONE = N_("Chưa làm; đã quá {days} ngày làm việc so với {latest}")


class Standing(StrEnum):
    """How an act stands against its last day."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock read on a day: its last day (None: not known), how the act stands, working days left (negative: over)."""

    latest: date | None
    standing: Standing
    days_left: int | None = None

    def to_dict(self) -> dict[str, str | int | None]:
        """Return plain values, ready for JSON."""
        latest = self.latest.isoformat() if self.latest else None
        return {"latest": latest, "standing": str(self.standing), "working_days_left": self.days_left}


def announce_by(
    effective: date | None, rules: RulesOfDay, work: WorkCalendar, scope: str = ""
) -> Explained[date | None]:
    """Return the last day for the decision of announcement before the law takes effect on `effective`.

    Whether the days are working or calendar days is the policy `announce.days_are`; the day of effect itself is not
    counted. `scope` "ministry" asks for ministries. None where the day of effect is not known.
    """
    if effective is None:
        return Explained(None, (Reason(NO_DAY, warning=True),))
    days, policy = rules.value("announce.before_effect", scope), rules.value("announce.days_are")
    by_calendar = policy.value == "calendar_days"
    count = int(days.value)
    latest = effective - timedelta(days=count) if by_calendar else _working_days_before(work, effective, count)
    said = Reason(
        BEFORE, {"effective": effective, "latest": latest}, (rules.row("announce.before_effect", scope).citation,)
    )
    if by_calendar:
        return Explained(latest, (*days.reasons, *policy.reasons, said))
    skipped, doubts = left_out(latest, effective, work), doubts_of(work, latest, effective)
    return Explained(latest, (*days.reasons, *policy.reasons, *skipped, said, *doubts))


def _working_days_before(work: WorkCalendar, day: date, count: int) -> date:
    """Return the working day that stands `count` working days before `day`."""
    while count:
        day -= ONE_DAY
        count -= work.counts(day)
    return day


def announce_shortened_by(issued: date | None, rules: RulesOfDay, work: WorkCalendar) -> Explained[date | None]:
    """Return the last day for the decision after a law of the shortened procedure was issued on `issued`.

    Calendar days; a last day off moves to the next working day. None where the day of issue is not known.
    """
    if issued is None:
        return Explained(None, (Reason(NO_ISSUE, warning=True),))
    days = rules.value("announce.shortened_after")
    reached = issued + timedelta(days=int(days.value))
    latest = roll(work, reached)
    reasons = [*days.reasons, Reason(FIRST_DAY, {}, (rules.row("clock.first_day").citation,))]
    if latest != reached:
        special = work.special(reached)
        facts = {"day": reached, "name": special.name if special else WEEKLY}
        reasons.append(Reason(MOVED, facts, (rules.row("clock.day_off").citation,)))
    reasons.append(Reason(AFTER_ISSUE, {"issued": issued, "latest": latest}, days.rules))
    return Explained(latest, (*reasons, *doubts_of(work, issued, latest)))


def upload_by(signed: date, rules: RulesOfDay, work: WorkCalendar, scope: str = "") -> Explained[date | None]:
    """Return the last day for putting procedures into the national database after the decision was signed.

    Working days, the day of signing not counted; `scope` "shortened" or "ministry" asks for their own rows.
    """
    days = rules.value("publish.upload", scope)
    latest = add_working_days(work, signed, int(days.value))
    reasons = (
        *days.reasons,
        Reason(FIRST_DAY, {}, (rules.row("clock.first_day").citation,)),
        *left_out(signed, latest, work),
        Reason(UPLOAD, {"signed": signed, "latest": latest}, days.rules),
    )
    return Explained(latest, (*reasons, *doubts_of(work, signed, latest)))


def read_clock(latest: Explained[date | None], done: date | None, today: date, work: WorkCalendar) -> Explained[Clock]:
    """Judge an act against its last day: on time, late, still waiting, overdue; unknown where no last day is known."""
    last = latest.value
    if last is None:
        return Explained(Clock(None, Standing.UNKNOWN), latest.reasons)
    reached = done or today
    left = working_days_after(work, reached, last) if reached <= last else -working_days_after(work, last, reached)
    in_time = reached <= last
    if done is not None:
        standing = Standing.ON_TIME if in_time else Standing.LATE
        says = DONE if in_time else DONE_LATE
    else:
        standing = Standing.WAITING if in_time else Standing.OVERDUE
        says = GONE if not in_time else TODAY if today == last else LEFT
    facts = {"done": done, "latest": last, "days": abs(left)}
    used = {name: value for name, value in facts.items() if value is not None}
    clock = Clock(last, standing, None if done is not None else left)
    return Explained(clock, (*latest.reasons, Reason(says, used, warning=not in_time)))


@dataclass(frozen=True, slots=True)
class Announced:
    """One procedure in one decision: its code, when the decision was signed, its last day, None where not known."""

    code: str
    signed_on: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class Upload:
    """One line of a decision: code, signing, last day for the national database, when it last got there (None: not)."""

    code: str
    signed_on: date
    latest: date
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator as lists one can open: codes that count as good, that do not, that nobody can judge.

    What cannot be judged is in neither part of the share; it is shown beside it.
    """

    key: str
    most: float
    good: tuple[str, ...]
    bad: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def denominator(self) -> int:
        """How many were judged."""
        return len(self.good) + len(self.bad)

    @property
    def score(self) -> float | None:
        """The points: most × good / judged, two decimals; None where nothing was judged."""
        return round(self.most * len(self.good) / self.denominator, 2) if self.denominator else None

    def to_dict(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        return {
            "key": self.key,
            "most": self.most,
            "numerator": len(self.good),
            "denominator": self.denominator,
            "score": self.score,
            "late": list(self.bad),
            "unknown": list(self.unknown),
        }


SHARE = N_("{good} trên {judged} thủ tục đạt; điểm bằng điểm tối đa nhân với tỷ lệ đạt")
NOTHING = N_("Chưa có thủ tục nào để tính")
UNKNOWN = N_("{count} thủ tục chưa đủ dữ liệu để tính, không nằm trong tử số và mẫu số")
ONCE = N_("Một thủ tục tính một lần; có một lần công bố chậm thì tính là chậm")


def announced_on_time(items: Iterable[Announced], rules: RulesOfDay) -> Explained[Measure]:
    """Indicator 1.1: procedures in decisions of the period that were announced on time; one late makes it late."""
    late: dict[str, set[Standing]] = {}
    for item in items:
        standings = late.setdefault(item.code, set())
        if item.latest is None:
            standings.add(Standing.UNKNOWN)
        else:
            standings.add(Standing.ON_TIME if item.signed_on <= item.latest else Standing.LATE)
    bad = [code for code, found in late.items() if Standing.LATE in found]
    unknown = [code for code, found in late.items() if Standing.UNKNOWN in found and code not in bad]
    good = [code for code in late if code not in {*bad, *unknown}]
    return _measure("index.publish_on_time", good, bad, unknown, rules, Reason(ONCE))


def published_on_time(items: Iterable[Upload], first: date, last: date, rules: RulesOfDay) -> Explained[Measure]:
    """Indicator 1.2: lines put into the national database in the period `first`..`last`, or due in it and not there.

    What "due in the period" means is the policy `index.due_in_period`: "deadline_in_period", the last day falls into
    it, or "signed_by_end", signed at any time up to its end as the text can also be read.
    """
    policy = rules.value("index.due_in_period")
    good: list[str] = []
    bad: list[str] = []
    for item in items:
        published = item.published_on if item.published_on and item.published_on <= last else None
        if published is not None and published >= first:
            (good if published <= item.latest else bad).append(item.code)
        elif published is None and _is_due(item, first, last, str(policy.value)):
            bad.append(item.code)
    return _measure("index.public_update_on_time", good, bad, [], rules, *policy.reasons)


def published_in_full(
    good: Iterable[str], bad: Iterable[str], unknown: Iterable[str], rules: RulesOfDay
) -> Explained[Measure]:
    """Indicator 1.3: published procedures that have all parts the law asks for (`procedure.parts`, those needed)."""
    parts = Reason(
        N_("Các bộ phận phải có: {parts}"), {"parts": needed_parts(rules)}, (rules.row("procedure.parts").citation,)
    )
    return _measure("index.public_content_full", list(good), list(bad), list(unknown), rules, parts)


def needed_parts(rules: RulesOfDay) -> list[str]:
    """The names of the parts that every procedure must have on that day."""
    return [str(part["name"]) for part in rules.row("procedure.parts").value if part["needed"]]


def _is_due(item: Upload, first: date, last: date, policy: str) -> bool:
    if policy == "signed_by_end":
        return item.signed_on <= last
    return first <= item.latest <= last


def _measure(
    key: str, good: list[str], bad: list[str], unknown: list[str], rules: RulesOfDay, *more: Reason
) -> Explained[Measure]:
    most = rules.value(key)
    measure = Measure(key, float(most.value), tuple(good), tuple(bad), tuple(unknown))
    facts = {"good": len(good), "judged": measure.denominator}
    reasons = [*most.reasons, *more, Reason(SHARE, facts) if measure.denominator else Reason(NOTHING)]
    if unknown:
        reasons.append(Reason(UNKNOWN, {"count": len(unknown)}, warning=True))
    return Explained(measure, tuple(reasons))

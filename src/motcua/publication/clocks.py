"""The two clocks of a decision on a day: announce before the law takes effect, upload after signing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from motcua.access.actors import Actor
from motcua.law.announcement import Clock, Standing, announce_by, announce_shortened_by, read_clock, upload_by
from motcua.law.calendar import in_vietnam
from motcua.law.explained import Explained
from motcua.law.words import N_, Term
from motcua.organisation.models import Unit
from motcua.organisation.selectors import with_history
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, Place, Publication
from motcua.publication.models.decisions import IN_FORCE
from motcua.publication.owners import unit_in_charge
from motcua.rulebook.lawbook import Law
from motcua.rulebook.selectors import law

Act = Literal["announce", "upload"]
ACTS: dict[Act, Term] = {
    "announce": N_("ban hành quyết định công bố"),
    "upload": N_("đăng lên cơ sở dữ liệu quốc gia"),
}
CONTROL = N_("Đầu mối kiểm soát thủ tục hành chính")
ORDER = {Standing.OVERDUE: 0, Standing.WAITING: 1, Standing.UNKNOWN: 2, Standing.LATE: 3, Standing.ON_TIME: 4}


@dataclass
class ClockReader:
    """Reads clocks with one state of the law, and remembers what it was asked: lists ask the same days again."""

    today: date
    law: Law = field(default_factory=law)
    _known: dict[tuple[Any, ...], Explained[date | None]] = field(default_factory=dict)

    def announce(self, decision: AnnouncementDecision, law_day: date | None) -> Explained[Clock]:
        """The clock of announcing: against the day of effect, or of issue under the shortened procedure."""
        return self._read(self.announce_latest(decision, law_day), decision.signed_on)

    def upload(self, decision: AnnouncementDecision, done: date | None) -> Explained[Clock]:
        """The clock of uploading; only for signed decisions."""
        assert decision.signed_on is not None
        return self._read(self.upload_latest(decision.signed_on, decision.shortened), done)

    def announce_latest(self, decision: AnnouncementDecision, law_day: date | None) -> Explained[date | None]:
        """The last day for announcing."""
        day = decision.signed_on or self.today
        asked = decision.law_issued_on if decision.shortened else law_day
        key = ("announce", decision.shortened, asked, day)
        if key not in self._known:
            rules = self.law.rules_on(day)
            work = self.law.work_calendar(rules)
            judge = announce_shortened_by if decision.shortened else announce_by
            self._known[key] = judge(asked, rules, work)
        return self._known[key]

    def upload_latest(self, signed: date, shortened: bool) -> Explained[date | None]:
        """The last day for uploading after signing."""
        key = ("upload", signed, shortened)
        if key not in self._known:
            rules = self.law.rules_on(signed)
            scope = "shortened" if shortened else ""
            self._known[key] = upload_by(signed, rules, self.law.work_calendar(rules), scope)
        return self._known[key]

    def _read(self, latest: Explained[date | None], done: date | None) -> Explained[Clock]:
        return read_clock(latest, done, self.today, self.law.work_calendar(self.law.rules_on(self.today)))


@dataclass(frozen=True, slots=True)
class OpenClock:
    """One clock of a decision: the act, how it stands and why, whose duty it is (None: procedure control assigns)."""

    decision: AnnouncementDecision
    act: Act
    clock: Explained[Clock]
    owner: Explained[Unit | None]
    left: int  # procedures for which the act is still to be done

    @property
    def standing(self) -> str:
        """How it stands, for a page's own words."""
        return str(self.clock.value.standing)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the clocks of a decision read of its lines: how many, the earliest day of effect, what is uploaded."""

    lines: int = 0
    not_uploaded: int = 0
    first_law_day: date | None = None
    undated: int = 0
    last_upload: datetime | None = None

    def law_day(self, decision: AnnouncementDecision) -> date | None:
        """The earliest day of effect; lines without one take the decision's."""
        days = [self.first_law_day, decision.law_effective_on if self.undated or not self.lines else None]
        return min((day for day in days if day is not None), default=None)


NO_LINES = Counts()


def counts_of(decisions: Collection[AnnouncementDecision]) -> dict[int, Counts]:
    """By decision id: what its clocks read (two statements, however many decisions)."""
    live = Publication.objects.filter(place=Place.NATIONAL, withdrawn_at=None)
    lines = AnnouncedLine.objects.filter(decision__in=decisions).order_by()
    marked = lines.annotate(there=Exists(live.filter(line=OuterRef("pk"))))
    rows = marked.values("decision").annotate(
        lines=Count("pk"),
        not_uploaded=Count("pk", filter=Q(there=False, outrun_by=None)),
        first_law_day=Min("law_effective_on"),
        undated=Count("pk", filter=Q(law_effective_on=None)),
    )
    uploads = live.filter(line__decision__in=decisions, line__outrun_by=None).order_by()
    last = dict(uploads.values_list("line__decision").annotate(last=Max("published_at")))
    found: dict[int, Counts] = {}
    for row in rows:
        plain: dict[str, Any] = dict(row)
        pk = int(plain.pop("decision"))
        found[pk] = Counts(last_upload=last.get(pk), **plain)
    return found


def clocks_of(decision: AnnouncementDecision, counts: Counts, reader: ClockReader) -> list[OpenClock]:
    """Both clocks of one decision, as far as they run: uploading starts with the signature."""
    owner = unit_in_charge(decision.advising_unit, reader.today)
    announce = reader.announce(decision, counts.law_day(decision))
    found = [OpenClock(decision, "announce", announce, owner, 0 if decision.announced else counts.lines)]
    if decision.state in IN_FORCE:
        last = counts.last_upload
        done = in_vietnam(last).date() if last is not None and not counts.not_uploaded else None
        upload = reader.upload(decision, done)
        found.append(OpenClock(decision, "upload", upload, Explained(None), counts.not_uploaded))
    return found


def open_clocks(actor: Actor, reader: ClockReader, *, unit: Unit | None = None, act: str = "") -> list[OpenClock]:
    """Acts still to be done, the most pressing first: drafts to announce, signed decisions to upload.

    `unit` keeps the decisions that it advises or has taken over from a unit that ended. A fixed number of statements;
    the rows are those of decisions under way, not of all times.
    """
    rows = AnnouncementDecision.objects.visible_to(actor).filter(
        state__in=(DecisionState.DRAFT, DecisionState.CHECKED, DecisionState.ANNOUNCED)
    )
    decisions = list(rows)
    counts = counts_of(decisions)
    units = with_history(Unit.objects.all()).in_bulk({decision.advising_unit_id for decision in decisions})
    clocks: list[OpenClock] = []
    for decision in decisions:
        decision.advising_unit = units[decision.advising_unit_id]
        if unit is not None and not _answers(unit, decision.advising_unit, reader.today):
            continue
        found = clocks_of(decision, counts.get(decision.pk, NO_LINES), reader)
        clocks += [clock for clock in found if (clock.left or not decision.announced) and act in ("", clock.act)]
    return sorted(clocks, key=_pressing)


def _answers(unit: Unit, advising: Unit, day: date) -> bool:
    return unit == advising or unit_in_charge(advising, day).value == unit


def pressing(clocks: Iterable[OpenClock]) -> list[OpenClock]:
    """The clocks that are over or end within two working days."""
    return [
        clock
        for clock in clocks
        if clock.clock.value.standing == Standing.OVERDUE
        or (clock.clock.value.standing == Standing.WAITING and (clock.clock.value.days_left or 0) <= 2)
    ]


def _pressing(row: OpenClock) -> tuple[int, date, int]:
    return ORDER[row.clock.value.standing], row.clock.value.latest or date.max, -row.decision.pk

"""Every read of the boards: desks of a day, what hangs where, how many are up to date, what was put up in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.catalog.models import ProcedureVersion
from motcua.organisation.fold import fold
from motcua.organisation.models import PeriodQuerySet, TreeRow, Unit, UnitPeriod
from motcua.organisation.selectors import periods_on, province
from motcua.posting.models import Board, Confirmation, ConfirmationQuerySet, Posting
from motcua.posting.scope import Scope, scopes_of, versions
from motcua.posting.todo import ACT_KINDS, ACT_WORDS

UP_TO_DATE, BEHIND, NEVER = "up_to_date", "behind", "never"
STATES: dict[str, str | Promise] = {
    UP_TO_DATE: _("đủ, đúng"),
    BEHIND: _("còn việc"),
    NEVER: _("chưa xác nhận lần nào"),
}
LATELY = 90  # days
STATE_KINDS = {UP_TO_DATE: "success", BEHIND: "warning", NEVER: "danger"}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A desk on a day: how many procedures have to hang there, how many changes wait, when it was last confirmed."""

    period: UnitPeriod
    wanted: int
    right: int
    up: int
    replace: int
    down: int
    seen_on: date | None

    @property
    def state(self) -> str:
        """How the board stands; a board that nobody confirmed is never called right."""
        if self.seen_on is None:
            return NEVER
        return BEHIND if self.up or self.replace or self.down else UP_TO_DATE

    @property
    def words(self) -> str | Promise:
        """The state for people."""
        return STATES[self.state]

    @property
    def look(self) -> str:
        """How the state is marked."""
        return STATE_KINDS[self.state]


@dataclass(frozen=True, slots=True)
class InTime:
    """How many of the versions put up in a period went up in time; both open into their rows."""

    number: int
    of: int
    rows: QuerySet[Posting]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as a confirmation kept it."""

    act: str
    code: str
    name: str
    number: int

    @property
    def words(self) -> str | Promise:
        """The act as a verb."""
        return ACT_WORDS[self.act]

    @property
    def look(self) -> str:
        """How the act is marked."""
        return ACT_KINDS[self.act]


def desks_on(day: date, *, text: str = "", tier: str = "") -> PeriodQuerySet[UnitPeriod]:
    """The one-stop units of the province on a day, by tier and name."""
    return periods_on(day, text=text, tier=tier, under=province(), one_stop=True)


def desk_on(unit: Unit, day: date) -> UnitPeriod | None:
    """The desk that a unit is on a day, or has below it (a commune: its one-stop unit); None where there is none."""
    own = UnitPeriod.objects.on(day).select_related("kind", "tier", "unit").filter(kind__one_stop=True)
    found = own.filter(unit=unit).first()
    if found is not None:
        return found
    tiers = UnitPeriod.objects.on(day).filter(unit=unit).values("tier")
    below = TreeRow.objects.on(day).filter(ancestor=unit).values("descendant")
    return own.filter(unit__in=below, tier__in=tiers).order_by("fold", "pk").first()


def desks_of(actor: Actor, day: date) -> list[UnitPeriod]:
    """The desks at which a person may confirm: those they work in, and those in or beside their unit's own tree."""
    units = actor.units_for("posting.confirm")
    if not units:
        return []
    inside = TreeRow.objects.on(day).filter(ancestor__in=units).values("descendant")
    rows = desks_on(day).filter(Q(unit__in=units) | Q(unit__in=inside))
    return list(rows)


def may_confirm(actor: Actor, desk: UnitPeriod, day: date) -> bool:
    """Whether an actor may confirm at a desk: one's own or one below one's unit, any desk for procedure control."""
    if actor.may("posting.manage"):
        return True
    if not actor.may("posting.confirm"):
        return False
    units = actor.units_for("posting.confirm")
    above = TreeRow.objects.on(day).filter(descendant=desk.unit_id, ancestor__in=units)
    return desk.unit_id in units or above.exists()


def board_of(desk: UnitPeriod) -> Board:
    """The board of a desk as it stands; an unsaved one with version 1 where it was never confirmed."""
    return Board.objects.filter(desk=desk.unit_id).first() or Board(desk_id=desk.unit_id)


def version_of_board(unit: int) -> int:
    """The version of the board of the unit with that key."""
    return Board.objects.filter(desk=unit).values_list("version", flat=True).first() or 1


def board_on(desk: UnitPeriod, day: date) -> PeriodQuerySet[Posting]:
    """What hung on a desk's board on a day, as confirmed, by field and code."""
    rows = Posting.objects.on(day).filter(desk=desk.unit_id)
    return rows.select_related("procedure", "procedure_version__field").order_by(
        F("procedure_version__field__name").asc(nulls_last=True), "procedure__code"
    )


def confirmations_of(actor: Actor, desk: UnitPeriod | None = None) -> ConfirmationQuerySet:
    """The confirmations of a desk or of all, newest first, undone ones too."""
    rows = Confirmation.objects.visible_to(actor).select_related("photo", "desk").order_by("-pk")
    return rows if desk is None else rows.filter(desk=desk.unit_id)


def overview(day: date, *, text: str = "", tier: str = "", state: str = "") -> list[DeskLine]:
    """Every desk of a day with what waits there: a fixed number of statements for each distinct scope."""
    desks = list(desks_on(day, text=text, tier=tier))
    by_scope: dict[Scope, list[int]] = {}
    for unit, scope in scopes_of(desks, day).items():
        by_scope.setdefault(scope, []).append(unit)
    seen = _seen(day)
    lines: dict[int, DeskLine] = {}
    periods = {row.unit_id: row for row in desks}
    for scope, units in by_scope.items():
        for unit, counted in _counted(scope, units, day).items():
            lines[unit] = DeskLine(periods[unit], *counted, seen.get(unit))
    found = [lines[row.unit_id] for row in desks]
    return [line for line in found if not state or line.state == state]


def _seen(day: date) -> Mapping[int, date]:
    rows = Confirmation.objects.standing().filter(day__lte=day).order_by().values("desk").annotate(last=Max("day"))
    return {row["desk"]: row["last"] for row in rows}


def _counted(scope: Scope, units: list[int], day: date) -> dict[int, tuple[int, int, int, int, int]]:
    """For each desk of a scope: wanted, right, to put up, to replace, to take down."""
    wanted = versions(scope, day)
    total = wanted.order_by().values("procedure").distinct().count()
    rows = (
        Posting.objects.on(day)
        .filter(desk__in=units)
        .order_by()
        .values("desk")
        .annotate(
            all=Count("pk"),
            known=Count("pk", filter=Q(procedure__in=wanted.values("procedure"))),
            right=Count("pk", filter=Q(procedure_version__in=wanted.values("pk"))),
        )
    )
    held = {row["desk"]: (row["all"], row["known"], row["right"]) for row in rows}
    found = {}
    for unit in units:
        hanging, known, right = held.get(unit, (0, 0, 0))
        found[unit] = (total, right, total - known, known - right, hanging - known)
    return found


def lately(first: date | None, last: date | None) -> tuple[date, date]:
    """The period asked for: until today and from 90 days before its end where it does not say."""
    end = last or timezone.localdate()
    return first or date.fromordinal(max(end.toordinal() - LATELY, 1)), end


def in_time(first: date, last: date, desk: UnitPeriod | None = None) -> InTime:
    """Of the versions put up from `first` to `last` (both included), at one desk or all, those put up in time.

    What a board's first confirmation took stock of counts for neither: nobody knows when it went up.
    """
    rows = Posting.objects.filter(valid_from__range=(first, last), due_on__isnull=False)
    if desk is not None:
        rows = rows.filter(desk=desk.unit_id)
    counted = rows.aggregate(of=Count("pk"), number=Count("pk", filter=Q(valid_from__lte=F("due_on"))))
    listed = rows.select_related("procedure", "procedure_version", "desk").order_by("valid_from", "pk")
    return InTime(counted["number"], counted["of"], listed)


def postings_like(desk: UnitPeriod, day: date, text: str) -> list[int]:
    """The keys of what hung on a day with every word of `text` in name or code; diacritics do not matter."""
    words = fold(text).split()
    rows = board_on(desk, day).values_list("pk", "procedure__code", "procedure_version__name")
    return [pk for pk, code, name in rows if all(word in f"{fold(name)} {code}" for word in words)]


def acts_of(confirmation: Confirmation) -> list[ActLine]:
    """What a confirmation said, with the name that each procedure had in the version it was about."""
    codes = [str(act["code"]) for act in confirmation.acts]
    rows = ProcedureVersion.objects.filter(procedure__code__in=codes)
    names = {(code, number): name for code, number, name in rows.values_list("procedure__code", "number", "name")}
    return [
        ActLine(str(act["act"]), str(act["code"]), names.get((act["code"], act["number"]), ""), int(act["number"]))
        for act in confirmation.acts
    ]

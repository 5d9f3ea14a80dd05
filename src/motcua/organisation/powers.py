"""Every read of delegations, decentralisations and seals: lists, one row, who holds a power, what is coming up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.models import Decentralisation, Delegation, Power, PowerScope, Seal, SealCustody, UnitPeriod
from motcua.organisation.models.delegation import PowerQuerySet
from motcua.organisation.models.period import holds_on
from motcua.organisation.models.seals import SealQuerySet
from motcua.organisation.procedures import known
from motcua.web.words import storable, tidy

SOON = timedelta(days=60)  # a matter of display
FEW = 100  # codes that are asked for by name
DELEGATION, DECENTRALISATION = "delegation", "decentralisation"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: words of the decision or a procedure's code, a state, a kind of delegation."""

    text: str = ""
    state: str = ""
    kind: str = ""


def delegation_rows(actor: Actor, day: date, wanted: Wanted | None = None) -> PowerQuerySet[Delegation]:
    """Delegations, the latest first, with the number of their procedures as `size`."""
    rows = Delegation.objects.visible_to(actor).select_related("giver", "receiver").annotate(size=Count("scopes"))
    if wanted is None:
        return rows
    rows = rows.filter(kind=wanted.kind) if wanted.kind else rows
    return rows.filter(_narrowed(day, wanted, DELEGATION))


def decentralisation_rows(actor: Actor, day: date, wanted: Wanted | None = None) -> PowerQuerySet[Decentralisation]:
    """Decentralisations, the latest first, with the number of their procedures as `size`."""
    rows = Decentralisation.objects.visible_to(actor).select_related("giver", "receiver").annotate(size=Count("scopes"))
    return rows if wanted is None else rows.filter(_narrowed(day, wanted, DECENTRALISATION))


def _narrowed(day: date, wanted: Wanted, nature: str) -> Q:
    words, found = tidy(wanted.text), Q()
    if words:
        coded = PowerScope.objects.filter(code=words).values(nature)
        found = (
            Q(decision_no__icontains=words) | Q(subject__icontains=words) | Q(pk__in=coded.exclude(**{nature: None}))
        )
    if wanted.state == "in_force":
        found &= holds_on(day)
    elif wanted.state == "review":
        found &= _due(day)
    elif wanted.state == "revoked":
        found &= Q(revoked_on__lte=day)
    elif wanted.state == "ended":
        found &= Q(valid_to__lte=day, revoked_on__isnull=True)
    return found


def _due(day: date) -> Q:
    """Still to hold, and its review or its end comes within the next weeks or has passed."""
    standing = Q(revoked_on__isnull=True) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    return standing & (Q(review_due__lte=day + SOON) | Q(valid_to__lte=day + SOON))


def coming_up(actor: Actor, day: date, most: int = 200) -> list[Delegation | Decentralisation]:
    """Powers whose review or end is near or past, the most urgent first; two statements."""
    due = Wanted(state="review")
    found: list[Delegation | Decentralisation] = [
        *delegation_rows(actor, day, due).order_by("review_due", "id")[:most],
        *decentralisation_rows(actor, day, due).order_by("review_due", "id")[:most],
    ]
    return sorted(found, key=lambda row: (min(row.review_due, row.valid_to or row.review_due), row.pk))[:most]


def coming_up_number(day: date) -> int:
    """How many powers are to be looked at; two statements."""
    return sum(model._default_manager.filter(_due(day)).count() for model in (Delegation, Decentralisation))


def power_by_id(public_id: str, actor: Actor) -> Delegation | Decentralisation | None:
    """The power of a public id that the actor may see, with its procedures."""
    for model in (Delegation, Decentralisation):
        rows = model._default_manager.filter(public_id=storable(public_id))
        if not actor.may("organisation.view"):
            return None
        found = rows.select_related("giver", "receiver").prefetch_related("scopes").first()
        if found is not None:
            return found
    return None


def nature_of(power: Power) -> str:
    """Which of the two registers a power stands in."""
    return DELEGATION if isinstance(power, Delegation) else DECENTRALISATION


@dataclass(frozen=True, slots=True)
class Held:
    """A power over one procedure on a day."""

    code: str
    power: Delegation | Decentralisation

    @property
    def kind(self) -> str:
        """The kind of delegation, or "decentralisation"."""
        return str(self.power.kind) if isinstance(self.power, Delegation) else DECENTRALISATION


def held_on(codes: Collection[str], day: date) -> dict[str, list[Held]]:
    """The powers passed on over each code on a day, both parties then existing; at most four statements.

    A party that was merged or closed by that day holds nothing: the power must be given anew.
    """
    scopes = PowerScope.objects.filter(void=False).on(day)
    if len(codes) <= FEW:  # a long list of codes costs more than all the scopes there are
        scopes = scopes.filter(code__in=codes)
    wanted = set(codes)
    rows = [row for row in scopes.values_list("code", "delegation", "decentralisation") if row[0] in wanted]
    delegations = Delegation.objects.in_bulk({one for _code, one, _other in rows if one})
    lasting = Decentralisation.objects.in_bulk({other for _code, _one, other in rows if other})
    powers: list[Delegation | Decentralisation] = [*delegations.values(), *lasting.values()]
    alive = _alive({unit for power in powers for unit in (power.giver_id, power.receiver_id)}, day)
    found: dict[str, list[Held]] = {}
    for code, one, other in rows:
        power = delegations[one] if one else lasting[other]
        if {power.giver_id, power.receiver_id} <= alive:
            found.setdefault(code, []).append(Held(code, power))
    return found


def _alive(units: Iterable[int], day: date) -> set[int]:
    return set(UnitPeriod.objects.on(day).filter(unit__in=set(units)).values_list("unit", flat=True))


def troubles(powers: Sequence[Delegation | Decentralisation], day: date) -> dict[str, list[str]]:
    """By public id, why a power that stands must be looked at: a party that ended, procedures that are no more."""
    standing = [row for row in powers if row.state_on(day) in {"in_force", "coming"}]
    alive = _alive({unit for row in standing for unit in (row.giver_id, row.receiver_id)}, day) if standing else set()
    keys = {(nature_of(row), row.pk): row.public_id for row in standing}
    codes: dict[str, list[str]] = {}
    scopes = PowerScope.objects.filter(
        Q(delegation__in=[row.pk for row in standing if isinstance(row, Delegation)])
        | Q(decentralisation__in=[row.pk for row in standing if isinstance(row, Decentralisation)]),
        void=False,
    )
    for code, one, other in scopes.values_list("code", "delegation", "decentralisation") if standing else ():
        codes.setdefault(code, []).append(keys[(DELEGATION, one) if one else (DECENTRALISATION, other)])
    facts = known(list(codes)) if codes else None
    found: dict[str, list[str]] = {}
    for row in standing:
        if not {row.giver_id, row.receiver_id} <= alive:
            found.setdefault(row.public_id, []).append(_("đơn vị đã hợp nhất hoặc kết thúc: cần giao lại"))
    for code, holders in codes.items():
        if facts is not None and (code not in facts or not facts[code].in_force):
            for public_id in holders:
                found.setdefault(public_id, []).append(_("thủ tục %(code)s đã bãi bỏ") % {"code": code})
    return found


def seal_rows(actor: Actor, day: date, *, text: str = "", kind: str = "", state: str = "") -> SealQuerySet[Seal]:
    """Seals with their keepers at hand; empty filters do not filter."""
    keepers = Prefetch("custody", SealCustody.objects.order_by(F("valid_from").desc()))
    rows = Seal.objects.visible_to(actor).select_related("unit", "kept_at").prefetch_related(keepers)
    words = tidy(text)
    if words:
        rows = rows.filter(Q(symbol__icontains=words) | Q(instrument__icontains=words) | Q(registered_no=words))
    rows = rows.filter(kind=kind) if kind else rows
    if state:
        rows = rows.filter(holds_on(day)) if state == "in_use" else rows.filter(valid_to__lte=day)
    return rows.order_by("unit_id", "kind", "id")


def seal_by_id(public_id: str, actor: Actor) -> Seal | None:
    """The seal of a public id that the actor may see, with its keepers."""
    return seal_rows(actor, date.max).filter(public_id=storable(public_id)).first()


def keeper_on(seal: Seal, day: date) -> SealCustody | None:
    """Who keeps a seal on a day; reads only prefetched rows."""
    return next((row for row in seal.custody.all() if row.covers(day)), None)


def second_seals_on(units: Collection[int], desk_ids: Collection[int], day: date) -> dict[tuple[int, int], Seal]:
    """The second seals in use and in someone's keeping on a day, by unit and by the place where they are kept."""
    rows = Seal.objects.filter(holds_on(day), unit__in=units, kept_at__in=desk_ids, kind="second")
    kept = SealCustody.objects.filter(holds_on(day)).values("seal")
    return {(row.unit_id, row.kept_at_id or 0): row for row in rows.filter(pk__in=kept)}


def ended_units(units: Collection[int], day: date) -> set[int]:
    """Which of the units do not exist on a day: their seals are to be withdrawn."""
    return set(units) - _alive(units, day)

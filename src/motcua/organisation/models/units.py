"""Units: an identity that never changes, and everything about it as rows with periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models.asof import UnitOn
from motcua.organisation.models.period import Confidence, Period, PeriodQuerySet, in_order
from motcua.organisation.models.vocabulary import CodeList, Tier, UnitKind
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UnitQuerySet(ScopedQuerySet["Unit"]):
    """Units are public."""

    def visible_to(self, actor: Actor) -> UnitQuerySet:
        """Everyone sees every unit."""
        return self.all()


class Unit(models.Model):
    """One unit for ever. Names, kinds, codes and places in the tree are rows of their own with periods."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    origin = models.CharField(max_length=200, unique=True, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    if TYPE_CHECKING:
        periods: RelatedManager[UnitPeriod]
        codes: RelatedManager[UnitCode]
        above: RelatedManager[TreeRow]
        below: RelatedManager[TreeRow]
        became: RelatedManager[UnitSuccession]
        came_from: RelatedManager[UnitSuccession]

    def __str__(self) -> str:
        return self.public_id

    def on(self, day: date) -> UnitOn | None:
        """The unit as it was on `day`, None where it did not exist.

        Reads only related rows, so that units fetched by `selectors.with_history` cost no further statement.
        """
        period = next((row for row in self.periods.all() if row.covers(day)), None)
        if period is None:
            return None
        code = next((row for row in self.codes.all() if row.covers(day)), None)
        line = next((row for row in self.above.all() if row.depth == 1 and row.covers(day)), None)
        parent = line.ancestor if line else None
        above = next((row for row in parent.periods.all() if row.covers(day)), None) if parent else None
        return UnitOn(
            unit=self,
            day=day,
            name=period.name,
            kind=period.kind.key,
            kind_name=period.kind.name,
            tier=period.tier.key,
            tier_name=period.tier.name,
            code=code.code if code else "",
            code_list=code.code_list.key if code else "",
            parent=parent,
            parent_name=above.name if above else "",
            valid_from=period.valid_from,
            valid_to=period.valid_to,
            instrument=period.instrument,
            confidence=period.confidence,
            note=period.note,
        )

    def last_day(self) -> date | None:
        """A day on which the unit's last name holds: its last day, None while it is open or still to come."""
        ends = [row.valid_to for row in self.periods.all()]
        if not ends or None in ends:
            return None
        return date.fromordinal(max(end for end in ends if end).toordinal() - 1)


class UnitPeriod(Period):
    """What a unit was called and what it was over a period. Two of one unit never overlap (the database sees to it)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="periods")
    name = models.CharField(_("tên"), max_length=300)
    fold = models.CharField(max_length=300, editable=False)  # the name without diacritics, for search
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="+", verbose_name=_("loại"))
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name=_("cấp"))
    instrument = models.CharField(_("văn bản"), max_length=300, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[PeriodQuerySet[UnitPeriod]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_id", F("valid_from").asc(nulls_first=True)]
        indexes = [
            models.Index(fields=["kind", "fold"], name="organisation_period_kind"),
            models.Index(fields=["tier", "fold"], name="organisation_period_tier"),
            models.Index(fields=["fold"], name="organisation_period_fold"),
        ]
        constraints = [
            in_order("organisation_period_order"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_period_named"),
        ]

    @property
    def code_then(self) -> UnitCode | None:
        """The unit's code on the day of the list that the row comes from (`selectors.periods_on`)."""
        return next(iter(self.unit.codes.all()), None)

    @property
    def above_then(self) -> UnitPeriod | None:
        """What stood directly above the unit on the day of the list that the row comes from."""
        line = next(iter(self.unit.above.all()), None)
        return next(iter(line.ancestor.periods.all()), None) if line else None

    def __str__(self) -> str:
        return self.name


class UnitCode(Period):
    """A code of a unit in a list. On one day a code of a list means one unit; on another day it may mean another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes")
    code_list = models.ForeignKey(CodeList, models.PROTECT, related_name="+")
    code = models.CharField(_("mã"), max_length=40)

    objects: ClassVar[PeriodQuerySet[UnitCode]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["code", "id"]
        indexes = [models.Index(fields=["code_list", "code"], name="organisation_code_find")]
        constraints = [
            in_order("organisation_code_order"),
            models.CheckConstraint(condition=~Q(code=""), name="organisation_code_given"),
        ]

    def __str__(self) -> str:
        return self.code


class TreeRow(Period):
    """One unit below another over a period, at any depth (1: directly). The tree of a day is the rows of that day."""

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="below")
    descendant = models.ForeignKey(Unit, models.PROTECT, related_name="above")
    depth = models.PositiveSmallIntegerField()

    objects: ClassVar[PeriodQuerySet[TreeRow]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["descendant_id", "depth"]
        indexes = [models.Index(fields=["ancestor", "depth", "descendant"], name="organisation_tree_down")]
        constraints = [
            in_order("organisation_tree_order"),
            models.CheckConstraint(condition=Q(depth__gte=1), name="organisation_tree_depth"),
            models.CheckConstraint(condition=~Q(ancestor=F("descendant")), name="organisation_tree_no_loop"),
        ]


class UnitSuccession(models.Model):
    """What became of a unit: its heirs on a day. A split unit has several of which at most one is the default."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="came_from")
    on_date = models.DateField(_("ngày"))  # the successor's first day as such
    whole = models.BooleanField(default=True)  # False: a part went there
    default = models.BooleanField(default=False)  # the heir to take when nothing more is known: a guess, not law
    instrument = models.CharField(_("văn bản"), max_length=300, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, blank=True)

    objects: ClassVar[PeriodQuerySet[UnitSuccession]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on_date"], name="organisation_succession_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor", "on_date"], condition=Q(default=True), name="organisation_one_default_heir"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="organisation_succession_of_another"),
        ]

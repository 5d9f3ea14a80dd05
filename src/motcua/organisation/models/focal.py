"""Focal officers (công chức đầu mối): who must have one, who it is by which decision, who was reminded."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models.period import Confidence, Period, PeriodQuerySet, in_order
from motcua.organisation.models.units import Unit
from motcua.organisation.models.vocabulary import Tier, UnitKind
from motcua.web.publicid import LENGTH, new_public_id


class FocalDutyQuerySet(ScopedQuerySet["FocalDuty"]):
    """The duty is law, hence public."""

    def visible_to(self, actor: Actor) -> FocalDutyQuerySet:
        """Everyone sees it."""
        return self.all()


class FocalDuty(models.Model):
    """Units of this kind on this tier must have a focal officer, renewed in this month of each year."""

    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+")
    renewal_month = models.PositiveSmallIntegerField()
    instrument = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = FocalDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "tier"], name="organisation_focal_duty_once"),
            models.CheckConstraint(
                condition=Q(renewal_month__gte=1, renewal_month__lte=12), name="organisation_focal_month"
            ),
        ]


class FocalQuerySet(PeriodQuerySet["FocalAppointment"]):
    """Names and telephone numbers of officers are for the administration."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `organisation.view`, none for others."""
        return self.all() if actor.may("organisation.view") else self.none()


class FocalAppointment(Period):
    """One officer appointed for one unit and year by a recorded decision. A unit has one at a time."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="focal_appointments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="focal_appointments"
    )
    holder = models.CharField(_("họ và tên"), max_length=200)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    decision_no = models.CharField(_("số quyết định"), max_length=100)
    decision_date = models.DateField(_("ngày ký"))
    signer = models.CharField(_("người ký"), max_length=200)
    renewed_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="renewed_by")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[FocalQuerySet] = FocalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["year", "unit"], name="organisation_focal_year")]
        constraints = [
            in_order("organisation_focal_order"),
            models.CheckConstraint(condition=Q(valid_from__isnull=False), name="organisation_focal_dated"),
            models.CheckConstraint(
                condition=~Q(holder="") & ~Q(decision_no="") & ~Q(signer=""), name="organisation_focal_decided"
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="organisation_focal_sane_year"),
        ]

    def __str__(self) -> str:
        return self.holder


class ReminderReason(models.TextChoices):
    """Why a unit is reminded."""

    MISSING = "missing", _("chưa có công chức đầu mối")
    RENEW = "renew", _("đến kỳ kiện toàn hằng năm")


class ReminderQuerySet(ScopedQuerySet["FocalReminder"]):
    """A unit's reminders are for those who hold a role in it and for procedure control."""

    def visible_to(self, actor: Actor) -> ReminderQuerySet:
        """All for those with `organisation.focal`, else those of one's own units."""
        if actor.may("organisation.focal"):
            return self.all()
        return self.filter(unit__in=actor.unit_ids) if actor.unit_ids else self.none()


class FocalReminder(models.Model):
    """That a unit was reminded, once for each year and reason."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="focal_reminders")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=8, choices=ReminderReason)
    on_date = models.DateField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "reason"], name="organisation_reminded_once"),
            models.CheckConstraint(condition=Q(reason__in=ReminderReason.values), name="organisation_reminder_reason"),
        ]

"""Yearly calendars of work: editable until approved, then kept for ever as that revision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.rulebook.models.rules import Confidence


class CalendarState(models.TextChoices):
    """Whether a revision may still change."""

    DRAFT = "draft", _("chưa duyệt")
    APPROVED = "approved", _("đã duyệt")


class DayKind(models.TextChoices):
    """Why a day does not follow the week."""

    HOLIDAY = "holiday", _("nghỉ lễ, tết")
    COMPENSATORY = "compensatory", _("nghỉ bù")
    SWAPPED_OFF = "swapped_off", _("nghỉ hoán đổi")
    WORKED = "worked", _("làm bù")


class YearQuerySet(ScopedQuerySet["CalendarYear"]):
    """Calendars are public, drafts too: a due date that rests on a draft says so."""

    def visible_to(self, actor: Actor) -> YearQuerySet:
        """Everyone sees every calendar."""
        return self.all()


class CalendarYear(models.Model):
    """The table of one year in one revision; the highest approved one holds."""

    year = models.PositiveSmallIntegerField(_("năm"))
    revision = models.PositiveSmallIntegerField(_("lần"))
    state = models.CharField(max_length=10, choices=CalendarState, default=CalendarState.DRAFT)
    decision = models.CharField(_("văn bản"), max_length=500, blank=True)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = YearQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["year", "revision"], name="rulebook_year_revision"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state=CalendarState.DRAFT), name="rulebook_year_one_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=CalendarState.values), name="rulebook_year_state"),
            models.CheckConstraint(
                condition=Q(state=CalendarState.DRAFT) | (Q(approved_at__isnull=False) & ~Q(decision="")),
                name="rulebook_year_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.revision}"


class DayQuerySet(ScopedQuerySet["CalendarDay"]):
    """Days of calendars are public."""

    def visible_to(self, actor: Actor) -> DayQuerySet:
        """Everyone sees every day."""
        return self.all()


class CalendarDay(models.Model):
    """A day that does not follow the week, with its reason and its source."""

    calendar = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=12, choices=DayKind)
    name = models.CharField(_("tên"), max_length=200)
    source = models.CharField(_("căn cứ"), max_length=500)
    instead_of = models.DateField(_("đổi với ngày"), null=True, blank=True)
    confidence = models.CharField(_("độ tin cậy"), max_length=1, choices=Confidence, default=Confidence.A)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["calendar_id", "day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="rulebook_day_once"),
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="rulebook_day_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="rulebook_day_sourced"),
            models.CheckConstraint(
                condition=~Q(kind__in=[DayKind.SWAPPED_OFF, DayKind.WORKED]) | Q(instead_of__isnull=False),
                name="rulebook_day_swapped",
            ),
            models.CheckConstraint(
                condition=Q(instead_of__isnull=True) | ~Q(instead_of=F("day")), name="rulebook_day_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"

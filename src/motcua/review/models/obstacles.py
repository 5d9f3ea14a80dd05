"""The register of obstacles (vướng mắc): what a unit met with, what the office thinks, what the leader directs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit
from motcua.review.models.plan import Campaign, CampaignLine
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ObstacleState(models.TextChoices):
    """Whose turn it is."""

    REPORTED = "reported", _("đơn vị báo, chờ Văn phòng")
    PROPOSED = "proposed", _("Văn phòng đã cho ý kiến, chờ chỉ đạo")
    DIRECTED = "directed", _("đã có chỉ đạo, đang thực hiện")
    CLOSED = "closed", _("đã xử lý xong")


class ObstacleQuerySet(ScopedQuerySet["Obstacle"]):
    """Obstacles are for the office, the unit that reported them and the one that is to act."""

    def visible_to(self, actor: Actor) -> ObstacleQuerySet:
        """All for the office; else those of one's units."""
        if not actor.may("review.view"):
            return self.none()
        if actor.system or actor.may("review.check"):
            return self.all()
        return self.filter(Q(unit__in=actor.unit_ids) | Q(acting_unit__in=actor.unit_ids))


class Obstacle(models.Model):
    """One obstacle from report to end. `acting_unit` and `due_on` come from the leader's direction."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="obstacles")
    line = models.ForeignKey(CampaignLine, models.PROTECT, null=True, blank=True, related_name="obstacles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị báo"))
    title = models.CharField(_("vướng mắc"), max_length=500)
    text = models.TextField(_("nội dung cụ thể"), blank=True)
    wish = models.TextField(_("đề xuất của đơn vị"), blank=True)
    state = models.CharField(max_length=8, choices=ObstacleState, default=ObstacleState.REPORTED)
    reported_on = models.DateField(_("ngày báo"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    opinion = models.TextField(_("ý kiến của Văn phòng"), blank=True)
    opinion_on = models.DateField(null=True, blank=True)
    direction = models.TextField(_("ý kiến chỉ đạo"), blank=True)
    director = models.CharField(_("người chỉ đạo"), max_length=200, blank=True)
    directed_on = models.DateField(_("ngày chỉ đạo"), null=True, blank=True)
    instrument = models.CharField(_("văn bản chỉ đạo"), max_length=200, blank=True)
    acting_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("thời hạn thực hiện"), null=True, blank=True)
    outcome = models.TextField(_("kết quả"), blank=True)
    closed_on = models.DateField(_("ngày xong"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObstacleQuerySet.as_manager()

    if TYPE_CHECKING:
        reminders: RelatedManager[ObstacleReminder]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["campaign", "state", "-id"], name="review_obstacle_state"),
            models.Index(fields=["acting_unit", "state"], name="review_obstacle_acting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ObstacleState.values), name="review_obstacle_known"),
            models.CheckConstraint(condition=~Q(title=""), name="review_obstacle_titled"),
            models.CheckConstraint(
                condition=~Q(state="directed") | (~Q(direction="") & ~Q(director="") & Q(directed_on__isnull=False)),
                name="review_obstacle_directed",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="review_obstacle_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ObstacleReminder(models.Model):
    """That a unit was reminded of an obstacle by a paper."""

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="reminders")
    paper = models.CharField(max_length=LENGTH)  # public id in the room of papers
    on_date = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on_date", "-id"]
        constraints = [models.UniqueConstraint(fields=["obstacle", "paper"], name="review_obstacle_reminder_once")]

"""The register of online services: one row is what one decision says of a procedure over one period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.web.publicid import LENGTH, new_public_id


class PartialKind(models.TextChoices):
    """Why a service is offered only in part (Decree 224/2026, Art. 14)."""

    PRESENCE = "presence", _("pháp luật yêu cầu người làm thủ tục phải có mặt")
    SITE = "site", _("pháp luật yêu cầu xác minh thực tế tại hiện trường")
    FAULT = "fault", _("lỗi kỹ thuật chưa khắc phục xong")
    TECHNICAL = "technical", _("vướng mắc kỹ thuật khác chưa giải quyết được")


def covering(day: date, prefix: str = "") -> Q:
    """The condition that a row's period covers `day`; `prefix` leads to the row ("online_services__")."""
    open_end = Q(**{f"{prefix}effective_to__isnull": True}) | Q(**{f"{prefix}effective_to__gt": day})
    return open_end & Q(**{f"{prefix}effective_from__lte": day})


class ServiceQuerySet(ScopedQuerySet["OnlineService"]):
    """Services of public procedures are public; those of internal procedures are for the administration."""

    def visible_to(self, actor: Actor) -> ServiceQuerySet:
        """All for those with `online.view`, those of procedures that are not internal for everyone else."""
        return self.all() if actor.may("online.view") else self.filter(procedure__internal=False)

    def standing(self) -> ServiceQuerySet:
        """Without the rows that were recorded wrongly and withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date) -> ServiceQuerySet:
        """The rows whose period covers `day`."""
        return self.standing().filter(covering(day))

    def open_at(self, levels: list[str], day: date) -> ServiceQuerySet:
        """Of these rows those that people can use on `day` at one of the levels: launched, not suspended.

        A row that waits for its launch still runs at the level that was open before it.
        """
        launched = Q(launched_on__lte=day, level__in=levels)
        before = (Q(launched_on__isnull=True) | Q(launched_on__gt=day)) & Q(running_level__in=levels)
        return self.filter(launched | before).exclude(suspended_on(day))


def suspended_on(day: date) -> Q:
    """The condition that the procedure of a service is suspended online on `day`."""
    rows = Suspension.objects.filter(covering(day), procedure=OuterRef("procedure"))
    return Q(Exists(rows))


class OnlineService(models.Model):
    """A procedure's online service by one decision, over `[effective_from, effective_to)`; a change is a new row.

    `running_level` is the level that was already open to people when this row began, empty where none was.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="online_services")
    regime = models.CharField(max_length=60)  # the instrument whose words `level` uses
    level = models.CharField(_("mức độ"), max_length=20)
    proactive = models.PositiveSmallIntegerField(_("mức độ chủ động"), default=0)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    decision_no = models.CharField(_("số quyết định"), max_length=100)
    signed_on = models.DateField(_("ngày ký"))
    signer = models.CharField(_("người ký"), max_length=200)
    campaign = models.CharField(max_length=LENGTH, blank=True)  # public id of the review that it came out of
    integrated_on = models.DateField(_("tích hợp Cổng Dịch vụ công quốc gia ngày"), null=True, blank=True)
    launched_on = models.DateField(_("đưa vào khai thác ngày"), null=True, blank=True)
    running_level = models.CharField(max_length=20, blank=True)
    effective_from = models.DateField(_("áp dụng từ"), db_column="valid_from")
    effective_to = models.DateField(_("áp dụng đến trước"), null=True, blank=True, db_column="valid_to")  # exclusive
    end_reason = models.CharField(_("lý do kết thúc"), max_length=1000, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["procedure_id", "-effective_from", "-id"]
        indexes = [
            models.Index(fields=["procedure", "effective_from"], name="online_service_on"),
            models.Index(fields=["level", "launched_on"], name="online_service_launched"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="online_service_period",
            ),
            models.CheckConstraint(condition=Q(proactive__lte=4), name="online_service_proactive"),
            models.CheckConstraint(
                condition=~Q(level="") & ~Q(regime="") & ~Q(decision_no="") & ~Q(signer=""),
                name="online_service_decided",
            ),
            models.CheckConstraint(
                condition=Q(effective_from__gte=F("signed_on")), name="online_service_after_signing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.level} {self.effective_from}"

    def launched(self, day: date) -> bool:
        """Whether the level of this row is open to people on `day`, suspension apart."""
        return self.launched_on is not None and self.launched_on <= day

    def level_open(self, day: date) -> str:
        """The level that people can use on `day`, suspension apart; empty where none is open."""
        return self.level if self.launched(day) else self.running_level


class SuspensionQuerySet(ScopedQuerySet["Suspension"]):
    """Where the service is seen, its suspensions are."""

    def visible_to(self, actor: Actor) -> SuspensionQuerySet:
        """All for those with `online.view`, those of procedures that are not internal for everyone else."""
        return self.all() if actor.may("online.view") else self.filter(procedure__internal=False)


class Suspension(models.Model):
    """A period `[effective_from, effective_to)` over which the service of a procedure cannot be used, and why."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="online_suspensions")
    reason = models.CharField(_("lý do tạm dừng"), max_length=1000)
    planned = models.BooleanField(_("tạm dừng có kế hoạch"), default=False)
    announced_on = models.DateField(_("thông báo trước ngày"), null=True, blank=True)
    repair_by = models.DateField(_("dự kiến khôi phục"), null=True, blank=True)
    effective_from = models.DateField(db_column="valid_from")
    effective_to = models.DateField(null=True, blank=True, db_column="valid_to")  # exclusive
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["procedure_id", "-effective_from"]
        indexes = [models.Index(fields=["procedure", "effective_from"], name="online_suspension_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="online_suspension_period",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="online_suspension_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.effective_from}"

"""The province's own layer over a procedure made by a ministry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models.parts import LimitUnit
from motcua.catalog.models.procedures import Procedure


class LayerQuerySet(ScopedQuerySet["ProvincialLayer"]):
    """The layer is shown to citizens with the procedure."""

    def visible_to(self, actor: Actor) -> LayerQuerySet:
        """All layers of procedures that the actor may see."""
        return self.filter(procedure__in=Procedure.objects.visible_to(actor))


class ProvincialLayer(models.Model):
    """What a province may decide about a procedure, over a period: desk, agency, fee, shortened time, contact."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="layers")
    effective_from = models.DateField(_("áp dụng từ"))
    effective_to = models.DateField(_("áp dụng đến trước"), null=True, blank=True)  # exclusive
    receiving_desk = models.TextField(_("nơi tiếp nhận"), blank=True)
    competent_agency = models.TextField(_("cơ quan giải quyết"), blank=True)
    delegated_agency = models.TextField(_("cơ quan được ủy quyền, phân cấp"), blank=True)
    fee_text = models.TextField(_("phí, lệ phí do Hội đồng nhân dân tỉnh quy định"), blank=True)
    fee_instrument = models.CharField(_("nghị quyết quy định phí, lệ phí"), max_length=300, blank=True)
    limit_value = models.DecimalField(_("thời hạn đã rút ngắn"), max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(_("đơn vị thời hạn"), max_length=12, choices=LimitUnit, blank=True)
    limit_instrument = models.CharField(_("văn bản rút ngắn thời hạn"), max_length=300, blank=True)
    contact = models.TextField(_("liên hệ"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LayerQuerySet.as_manager()

    class Meta:
        ordering = ["procedure_id", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "effective_from"], name="catalog_layer_start"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(effective_to__isnull=True), name="catalog_layer_one_open"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="catalog_layer_period",
            ),
            models.CheckConstraint(
                condition=Q(limit_value__isnull=True, limit_unit="") | (Q(limit_value__gt=0) & ~Q(limit_unit="")),
                name="catalog_layer_limit",
            ),
            models.CheckConstraint(condition=Q(fee_text="") | ~Q(fee_instrument=""), name="catalog_layer_fee_sourced"),
            models.CheckConstraint(
                condition=Q(limit_value__isnull=True) | ~Q(limit_instrument=""), name="catalog_layer_limit_sourced"
            ),
        ]

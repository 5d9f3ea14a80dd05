"""The register of seals: whose, of what kind, where kept, who holds it over which period, when withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.organisation.models.period import Period, PeriodQuerySet, Row_co, in_order
from motcua.organisation.models.units import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class SealKind(models.TextChoices):
    """What a seal is; the second one of a unit is an extra wet seal that needs its own permission."""

    MAIN = "main", _("con dấu cơ quan")
    SECOND = "second", _("con dấu thứ hai (khắc thêm)")
    DRY = "dry", _("dấu nổi")
    SMALL = "small", _("dấu thu nhỏ")
    DIGITAL = "digital", _("chữ ký số cơ quan")


class SealQuerySet(PeriodQuerySet[Row_co]):
    """Who keeps a seal is for the administration."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `organisation.view`."""
        return self.all() if actor.may("organisation.view") else self.none()


class Seal(Period):
    """One seal of a unit, in use over `[valid_from, valid_to)`; `kept_at` is the centre where a second one is used."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seals", verbose_name=_("của đơn vị"))
    kind = models.CharField(_("loại con dấu"), max_length=10, choices=SealKind)
    symbol = models.CharField(_("ký hiệu, dấu hiệu phân biệt"), max_length=100)
    kept_at = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="seals_kept")
    instrument = models.CharField(_("văn bản cho phép sử dụng"), max_length=300)
    registered_no = models.CharField(_("số đăng ký mẫu con dấu"), max_length=100, blank=True)
    withdrawn_reason = models.CharField(_("lý do thu hồi"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[SealQuerySet[Seal]] = SealQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        custody: RelatedManager[SealCustody]

    class Meta:
        ordering = ["unit_id", "kind", "id"]
        constraints = [
            in_order("organisation_seal_order"),
            models.CheckConstraint(condition=Q(kind__in=SealKind.values), name="organisation_seal_kind"),
            models.CheckConstraint(
                condition=~Q(symbol="") & ~Q(instrument="") & Q(valid_from__isnull=False),
                name="organisation_seal_registered",
            ),
            models.CheckConstraint(
                condition=Q(kind="second", kept_at__isnull=False) | (~Q(kind="second") & Q(kept_at__isnull=True)),
                name="organisation_seal_second_kept",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, withdrawn_reason="")
                | (Q(valid_to__isnull=False) & ~Q(withdrawn_reason="")),
                name="organisation_seal_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "symbol"],
                condition=Q(valid_to__isnull=True),
                name="organisation_seal_one_symbol",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol


class SealCustody(Period):
    """Who keeps a seal over a period, by which minutes of handing over. Nobody keeps it beside another."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="custody")
    holder = models.CharField(_("người giữ"), max_length=200)
    title = models.CharField(_("chức danh"), max_length=200, blank=True)
    minutes = models.CharField(_("biên bản, văn bản giao"), max_length=300)

    objects: ClassVar[SealQuerySet[SealCustody]] = SealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["seal_id", "-valid_from"]
        constraints = [
            in_order("organisation_custody_order"),
            models.CheckConstraint(
                condition=~Q(holder="") & ~Q(minutes="") & Q(valid_from__isnull=False),
                name="organisation_custody_given",
            ),
        ]

    def __str__(self) -> str:
        return self.holder

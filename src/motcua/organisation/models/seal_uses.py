"""The log of uses of seals: rows are only ever added; what was entered wrongly is reversed by another row."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models.seals import Seal, SealCustody
from motcua.web.publicid import LENGTH, new_public_id


class SealUseQuerySet(ScopedQuerySet["SealUse"]):
    """The log is for the administration, as the register of seals is."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `organisation.view`."""
        return self.all() if actor.may("organisation.view") else self.none()

    def standing(self) -> Self:
        """Uses that nobody took back, without the rows that take back."""
        return self.filter(reverses=None, reversed_by=None)


class SealUse(models.Model):
    """One document sealed, by who kept the seal then; `ordinal` runs per seal without gap.

    `dossier` is the code of a dossier, `procedure` that of the procedure it is for; both may be empty. `by` is the
    account that entered the row. A row with `reverses` takes an earlier one back and says why.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    custody = models.ForeignKey(SealCustody, models.PROTECT, related_name="uses")
    ordinal = models.PositiveIntegerField(_("số thứ tự"))
    used_at = models.DateTimeField(_("đóng dấu lúc"))
    document_no = models.CharField(_("số, ký hiệu văn bản"), max_length=100, blank=True)
    document = models.CharField(_("tên, trích yếu văn bản"), max_length=500)
    copies = models.PositiveIntegerField(_("số bản"), default=1)
    procedure = models.CharField(_("mã thủ tục"), max_length=60, blank=True)
    dossier = models.CharField(_("mã hồ sơ"), max_length=100, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(_("lý do ghi đảo"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SealUseQuerySet] = SealUseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-used_at", "-id"]
        indexes = [
            models.Index(fields=["used_at"], name="organisation_seal_use_at"),
            models.Index(fields=["procedure"], name="organisation_seal_use_code"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["seal", "ordinal"], name="organisation_seal_use_number"),
            models.CheckConstraint(
                condition=~Q(document="") & Q(copies__gte=1) & Q(ordinal__gte=1), name="organisation_seal_use_said"
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, reason="") | (Q(reverses__isnull=False) & ~Q(reason="")),
                name="organisation_seal_use_reversed_why",
            ),
        ]

    def __str__(self) -> str:
        return self.document_no or self.document

    @property
    def taken_back(self) -> SealUse | None:
        """The row that takes this one back, where there is one (at hand in rows of `seal_log.use_rows`)."""
        found: SealUse | None = getattr(self, "reversed_by", None)
        return found

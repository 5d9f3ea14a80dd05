"""What a decision says of each procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.publication.models.decisions import ANNOUNCED_ONCE, AnnouncementDecision
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.publication.models.places import Publication


class LineKind(models.TextChoices):
    """The kinds of announcement (NĐ 63/2010 Điều 15, 16)."""

    NEW = "new", _("mới ban hành")
    AMENDED = "amended", _("sửa đổi, bổ sung")
    REPLACED = "replaced", _("thay thế")
    ABOLISHED = "abolished", _("bãi bỏ")


class LineQuerySet(ScopedQuerySet["AnnouncedLine"]):
    """Lines are seen by whoever sees their decision."""

    def visible_to(self, actor: Actor) -> LineQuerySet:
        """All for those with `publication.view`, lines of signed decisions for everyone else."""
        return self.all() if actor.may("publication.view") else self.filter(decision__state__in=ANNOUNCED_ONCE)


class AnnouncedLine(models.Model):
    """One procedure in a decision. Locked once the decision is announced, but for `outrun_by`.

    `code`, `name` and `field` are as they stood when the line was written; `procedure` and `procedure_version` are
    empty where the catalogue does not know the code. `outrun_by` is the line of a decision of the same day that counts
    instead: of two decisions of one day the one with the higher number holds.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    decision = models.ForeignKey(AnnouncementDecision, models.CASCADE, related_name="lines")
    ordinal = models.PositiveIntegerField()
    code = models.CharField(_("mã thủ tục"), max_length=40, db_index=True)
    name = models.TextField(_("tên thủ tục"))
    field = models.CharField(_("lĩnh vực"), max_length=300, blank=True)
    kind = models.CharField(_("loại công bố"), max_length=10, choices=LineKind)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="announcements")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    law_effective_on = models.DateField(_("văn bản có hiệu lực từ"), null=True, blank=True)  # none: the decision's
    basis = models.TextField(_("căn cứ pháp lý"), blank=True)
    replaces = models.CharField(_("thay thế, bãi bỏ mã"), max_length=200, blank=True)
    outrun_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="outran")

    objects = LineQuerySet.as_manager()

    if TYPE_CHECKING:
        publications: RelatedManager[Publication]

    class Meta:
        ordering = ["decision_id", "ordinal"]
        indexes = [models.Index(fields=["procedure", "decision"], name="publication_line_procedure")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="publication_code_once"),
            models.UniqueConstraint(fields=["decision", "ordinal"], name="publication_line_ordinal"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="publication_line_kind"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="publication_line_named"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.get_kind_display()})"

"""The parts of a version: cases and papers, channels, results, legal basis, agencies, subjects, tiers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.procedures import ProcedureVersion


class ChannelKind(models.TextChoices):
    """How a dossier is handed in."""

    COUNTER = "counter", _("trực tiếp")
    ONLINE = "online", _("trực tuyến")
    POST = "post", _("dịch vụ bưu chính")


class LimitUnit(models.TextChoices):
    """The unit of a time limit; a limit without one stays unknown."""

    WORKING_DAY = "working_day", _("ngày làm việc")
    DAY = "day", _("ngày")
    HOUR = "hour", _("giờ")
    WORKING_HOUR = "working_hour", _("giờ làm việc")
    MINUTE = "minute", _("phút")
    WEEK = "week", _("tuần")
    YEAR = "year", _("năm")
    MONTH = "month", _("tháng")


class ComponentKind(models.TextChoices):
    """What a row of the table of papers really is."""

    PAPER = "paper", _("giấy tờ")
    HEADING = "heading", _("tiêu đề")
    NOTE = "note", _("lưu ý")


class AgencyRole(models.TextChoices):
    """What an agency does in the procedure."""

    EXECUTING = "executing", _("cơ quan thực hiện")
    AUTHORITY = "authority", _("cơ quan có thẩm quyền")
    COORDINATING = "coordinating", _("cơ quan phối hợp")
    DELEGATED = "delegated", _("cơ quan được ủy quyền")


class Part(models.Model):
    """A numbered row of a version."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE)
    ordinal = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["procedure_version_id", "ordinal"]


class ProcedureCase(Part):
    """A case (trường hợp) with papers and times of its own; the only case of a procedure has no name."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="cases")
    name = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)  # "1.010297.01"; the portal repeats some
    time_text = models.TextField(blank=True)
    declared = models.BooleanField(default=False)  # by the source itself, not only named beside papers

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "ordinal"], name="catalog_case_ordinal"),
        ]


class Component(Part):
    """A paper asked for (thành phần hồ sơ)."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="components")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, related_name="components")
    kind = models.CharField(max_length=8, choices=ComponentKind, default=ComponentKind.PAPER)
    name = models.TextField()
    form = models.TextField(_("mẫu đơn, tờ khai"), blank=True)
    quantity = models.CharField(max_length=500, blank=True)  # as written
    originals = models.PositiveIntegerField(null=True, blank=True)
    copies = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True)
    quality = models.CharField(max_length=20, blank=True)
    from_database = models.BooleanField(null=True, blank=True)  # None: nobody has said yet
    database = models.CharField(_("cơ sở dữ liệu có thông tin"), max_length=300, blank=True)
    database_ground = models.CharField(_("căn cứ"), max_length=500, blank=True)  # why the data may or may not be used

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "ordinal"], name="catalog_component_ordinal"),
            models.CheckConstraint(condition=Q(from_database=True) | Q(database=""), name="catalog_component_database"),
            models.CheckConstraint(
                condition=Q(from_database__isnull=True, database_ground="")
                | (Q(from_database__isnull=False) & ~Q(database_ground="")),
                name="catalog_component_ground",
            ),
        ]


class Channel(Part):
    """One way to hand in, with its time limit and fee, for one case or for all."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="channels")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, blank=True, related_name="channels")
    kind = models.CharField(max_length=8, choices=ChannelKind)
    time_text = models.TextField(blank=True)
    limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=12, choices=LimitUnit, blank=True)
    fee_text = models.TextField(blank=True)
    fee_amount = models.BigIntegerField(null=True, blank=True)  # đồng, where the text says one clear amount
    note = models.TextField(blank=True)
    quality = models.CharField(max_length=20, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "ordinal"], name="catalog_channel_ordinal"),
            models.CheckConstraint(
                condition=Q(limit_value__isnull=True, limit_unit="") | (Q(limit_value__gt=0) & ~Q(limit_unit="")),
                name="catalog_channel_limit",  # a number without a unit is not a limit
            ),
            models.CheckConstraint(
                condition=Q(fee_amount__isnull=True) | Q(fee_amount__gte=0), name="catalog_channel_fee"
            ),
        ]


class ResultLine(Part):
    """A result that the procedure gives."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="results")
    name = models.TextField()
    code = models.CharField(max_length=60, blank=True)


class LegalBasis(Part):
    """A legal document that the procedure rests on."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="legal_basis")
    number = models.CharField(max_length=500, db_index=True)
    title = models.TextField(blank=True)
    date_text = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=500, blank=True)


class SubjectLine(Part):
    """Whom the procedure is for, as written."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=500, db_index=True)


class TierLine(Part):
    """A tier at which the procedure is handled (code of a `Tier` row)."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="tiers")
    tier = models.CharField(max_length=20, db_index=True)


class AgencyLine(Part):
    """An agency named by the procedure, as written, and the kind of unit where it is known."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="agencies")
    role = models.CharField(max_length=12, choices=AgencyRole)
    name = models.TextField()
    unit_kind = models.CharField(max_length=30, blank=True, db_index=True)

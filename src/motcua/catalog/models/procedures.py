"""Procedures and their versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id


class Origin(models.TextChoices):
    """Who makes the content: a ministry (read-only for the province) or the province by its own documents."""

    CENTRAL = "central", _("thủ tục do bộ, ngành quy định")
    PROVINCE = "province", _("thủ tục do tỉnh quy định")


class VersionState(models.TextChoices):
    """The life of a version (rules-one-stop 8)."""

    DRAFT = "draft", _("dự thảo")
    CHECKED = "checked", _("đã kiểm soát")
    ANNOUNCED = "announced", _("đã công bố")
    PUBLISHED = "published", _("đang công khai")
    SUPERSEDED = "superseded", _("đã được thay thế")
    ABOLISHED = "abolished", _("đã bãi bỏ")


IN_FORCE_ONCE = (VersionState.PUBLISHED, VersionState.SUPERSEDED, VersionState.ABOLISHED)


class Field(models.Model):
    """A field of administration (lĩnh vực)."""

    name = models.CharField(_("lĩnh vực"), max_length=300, unique=True)
    key = models.CharField(max_length=300, unique=True)  # folded name: two spellings are one field

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProcedureQuerySet(ScopedQuerySet["Procedure"]):
    """Published procedures are public; drafts and internal ones are for those who may see the catalogue."""

    def public(self) -> ProcedureQuerySet:
        """Procedures that a citizen may see: with a version in force and not internal to the administration."""
        return self.filter(current__isnull=False, internal=False)

    def visible_to(self, actor: Actor) -> ProcedureQuerySet:
        """All for those with `catalog.view`, the public ones for everyone else."""
        return self.all() if actor.may("catalog.view") else self.public()


class Procedure(models.Model):
    """A procedure by its identity: the national code, never used again for another."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CENTRAL)
    internal = models.BooleanField(_("thủ tục hành chính nội bộ"), default=False)
    current = models.OneToOneField(
        "catalog.ProcedureVersion", models.SET_NULL, null=True, blank=True, related_name="current_of"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["internal", "code"], name="catalog_procedure_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="catalog_procedure_code"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="catalog_procedure_origin"),
        ]

    def __str__(self) -> str:
        return self.code


class VersionQuerySet(ScopedQuerySet["ProcedureVersion"]):
    """Versions that were ever in force are public, unless the procedure is internal."""

    def visible_to(self, actor: Actor) -> VersionQuerySet:
        """All for those with `catalog.view`; else those once published of procedures that are not internal."""
        if actor.may("catalog.view"):
            return self.all()
        return self.filter(state__in=IN_FORCE_ONCE, procedure__internal=False)


class ProcedureVersion(models.Model):
    """What a procedure says over a period. Locked once it has been in force; a change opens a new version."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()  # in order of recording; the order in time is `effective_from`
    state = models.CharField(max_length=12, choices=VersionState, default=VersionState.DRAFT)
    effective_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    effective_to = models.DateField(_("áp dụng đến trước"), null=True, blank=True)  # exclusive
    name = models.TextField(_("tên thủ tục"))
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="versions")
    decision_no = models.CharField(_("quyết định công bố"), max_length=500, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    level_text = models.CharField(max_length=500, blank=True)
    kind = models.CharField(_("loại thủ tục"), max_length=300, blank=True)
    receiving_address = models.TextField(blank=True)
    steps = models.TextField(_("trình tự thực hiện"), blank=True)
    conditions = models.TextField(_("yêu cầu, điều kiện"), blank=True)
    description = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    legal_raw = models.TextField(blank=True)
    proposal_no = models.CharField(max_length=500, blank=True)  # the decision as the announcement's record has it
    sets = models.CharField(_("số lượng hồ sơ"), max_length=500, blank=True)
    repaired = models.JSONField(default=list)  # sections that the collector cut again
    online_submit = models.BooleanField(null=True, blank=True)
    partial = models.BooleanField(default=False)  # known only from a list: what is missing says nothing
    fingerprint = models.CharField(max_length=64, db_index=True)
    source = models.CharField(max_length=500, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    collected = models.CharField(max_length=10, blank=True)
    import_item = models.ForeignKey(
        "catalog.ImportItem", models.SET_NULL, null=True, blank=True, related_name="versions"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["procedure_id", "-number"]
        indexes = [
            models.Index(fields=["procedure", "effective_from"], name="catalog_version_on"),
            models.Index(fields=["state", "field"], name="catalog_version_field"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="catalog_version_number"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state=VersionState.PUBLISHED), name="catalog_one_published"
            ),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state=VersionState.DRAFT), name="catalog_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="catalog_version_period",  # an empty period: replaced on its own first day
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=False) | ~Q(state__in=IN_FORCE_ONCE),
                name="catalog_version_in_force_dated",
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="catalog_version_state"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"

    @property
    def locked(self) -> bool:
        """Whether the content may no longer change: it has been public."""
        return self.state in IN_FORCE_ONCE

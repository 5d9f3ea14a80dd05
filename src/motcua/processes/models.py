"""Processes as they are: of one procedure or of a linked group, each drawing up kept as a version of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.organisation.models import Unit
from motcua.processes.flow.steps import Branch, Kind, Step
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ProcessKind(models.TextChoices):
    """What is drawn up: one procedure, or procedures that hang together (the two cases of the process review)."""

    SINGLE = "single", _("thủ tục đơn lẻ")
    GROUP = "group", _("nhóm thủ tục liên thông")


class EditionState(models.TextChoices):
    """The life of a version: written, then confirmed and frozen; a change opens another one."""

    DRAFT = "draft", _("đang lập")
    CONFIRMED = "confirmed", _("đã xác nhận")


class Source(models.TextChoices):
    """Where the steps of a version were first taken from."""

    TYPED = "typed", _("nhập tay")
    RECORD = "record", _("lấy từ trình tự trong danh mục")
    MEMBERS = "members", _("ghép từ quy trình của từng thủ tục")
    BPMN = "bpmn", _("nhập từ tệp BPMN")
    TABLE = "table", _("nhập từ bảng")
    EARLIER = "earlier", _("từ bản đã xác nhận trước")


class Relation(models.TextChoices):
    """How a procedure of a group stands to those before it."""

    FIRST = "first", _("mở đầu")
    AFTER = "after", _("sau khi có kết quả của thủ tục trước")
    TOGETHER = "together", _("thực hiện cùng lúc với thủ tục trước")


class ProcessQuerySet(ScopedQuerySet["Process"]):
    """Processes are for the administration."""

    def visible_to(self, actor: Actor) -> ProcessQuerySet:
        """All for those with `processes.view`, none for others."""
        return self.all() if actor.may("processes.view") else self.none()


class Process(models.Model):
    """A process by its identity. `procedure` is set for one of a single procedure; `unit` draws it up."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("loại quy trình"), max_length=6, choices=ProcessKind, default=ProcessKind.SINGLE)
    title = models.CharField(_("tên quy trình"), max_length=1000)
    procedure = models.OneToOneField(Procedure, models.PROTECT, null=True, blank=True, related_name="process")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị lập")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProcessQuerySet.as_manager()

    if TYPE_CHECKING:
        editions: RelatedManager[Edition]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-id"], name="processes_process_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="processes_process_titled"),
            models.CheckConstraint(
                condition=Q(kind=ProcessKind.SINGLE, procedure__isnull=False)
                | Q(kind=ProcessKind.GROUP, procedure__isnull=True),
                name="processes_process_of",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One drawing up of a process. `version` grows with each write; `reason` says why a confirmed one was reopened.

    `notes` are what an import or a reading said, a sentence each; `procedure_version` is the record it was read from.
    """

    process = models.ForeignKey(Process, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(_("lần lập"))
    state = models.CharField(max_length=9, choices=EditionState, default=EditionState.DRAFT)
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    notes = models.JSONField(default=list)
    reason = models.CharField(_("lý do lập lại"), max_length=1000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_label = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_label = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        rows: RelatedManager[StepRow]
        members: RelatedManager[MemberRow]

    class Meta:
        ordering = ["process_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="processes_edition_number"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(state=EditionState.DRAFT), name="processes_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, confirmed_at__isnull=True)
                | Q(state=EditionState.CONFIRMED, confirmed_at__isnull=False),
                name="processes_edition_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number}"

    @property
    def confirmed(self) -> bool:
        """Whether it is frozen."""
        return self.state == EditionState.CONFIRMED


class StepRow(models.Model):
    """One step of a version, as `motcua.processes.flow.steps.Step`; `branches` is a list of label and key."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rows")
    ordinal = models.PositiveIntegerField()
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=500, blank=True)
    time = models.CharField(max_length=500, blank=True)
    paper_in = models.TextField(blank=True)
    paper_out = models.TextField(blank=True)
    note = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)
    then = models.CharField(max_length=20, blank=True)
    branches = models.JSONField(default=list)

    class Meta:
        ordering = ["edition_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="processes_step_ordinal"),
            models.UniqueConstraint(fields=["edition", "key"], name="processes_step_key"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="processes_step_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.name}"

    @property
    def step(self) -> Step:
        """The step as a plain value."""
        ways = tuple(Branch(way["label"], way["to"]) for way in self.branches)
        return Step(
            self.key,
            Kind(self.kind),
            self.name,
            self.actor,
            self.channel,
            self.time,
            self.paper_in,
            self.paper_out,
            self.note,
            self.code,
            self.then,
            ways,
        )


class MemberRow(models.Model):
    """One procedure of a group: its place, how it stands to those before it, who is responsible for what."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="members")
    ordinal = models.PositiveIntegerField()
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="process_groups")
    relation = models.CharField(max_length=8, choices=Relation, default=Relation.AFTER)
    duty = models.CharField(_("cơ quan, trách nhiệm"), max_length=1000, blank=True)

    class Meta:
        ordering = ["edition_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordinal"], name="processes_member_ordinal"),
            models.UniqueConstraint(fields=["edition", "procedure"], name="processes_member_once"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="processes_member_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.procedure_id}"


class WorkingCopy(models.Model):
    """What a person is typing and has not written yet: found again after leaving, seen by nobody else."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    based_on = models.PositiveIntegerField()  # the version that was read
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="processes_one_copy")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.user_id}"

"""Lists of what is received where, each by one decision and over one period, and their lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ListKind(models.TextChoices):
    """What a list says of the procedures on it."""

    CENTRE = "centre", _("tiếp nhận tại Trung tâm Phục vụ hành chính công tỉnh")
    COMMUNE_DESK = "commune_desk", _("tiếp nhận tại Bộ phận Một cửa cấp xã")
    EXCLUDED = "excluded", _("không tiếp nhận tại Bộ phận Một cửa")
    POST = "post", _("tiếp nhận, trả kết quả qua bưu chính công ích")
    LINKED_GROUP = "linked_group", _("nhóm thủ tục liên thông")
    FREE_PROVINCE = "free_province", _("không phụ thuộc địa giới trong tỉnh")
    FREE_NATION = "free_nation", _("không phụ thuộc địa giới toàn quốc")


RECEIVED_AT = (ListKind.CENTRE, ListKind.COMMUNE_DESK)
SAYS_WHERE = (*RECEIVED_AT, ListKind.EXCLUDED)


class ListState(models.TextChoices):
    """Where a list stands on its way to force."""

    DRAFT = "draft", _("đang lập")
    SUBMITTED = "submitted", _("đã trình ký")
    IN_FORCE = "in_force", _("đã ban hành")


def issued_on(day: date, prefix: str = "") -> Q:
    """The condition that a list is issued and its period covers `day`; `prefix` leads to the list ("list__")."""
    open_end = Q(**{f"{prefix}effective_to__isnull": True}) | Q(**{f"{prefix}effective_to__gt": day})
    return open_end & Q(**{f"{prefix}state": ListState.IN_FORCE, f"{prefix}effective_from__lte": day})


class ListQuerySet(ScopedQuerySet["ReceivingList"]):
    """Lists in force are public; drafts are for the administration."""

    def visible_to(self, actor: Actor) -> ListQuerySet:
        """All for those with `receiving.view`, issued lists for everyone else."""
        return self.all() if actor.may("receiving.view") else self.filter(state=ListState.IN_FORCE)

    def on(self, day: date) -> ListQuerySet:
        """The issued lists whose period covers `day`."""
        return self.filter(issued_on(day))


class ReceivingList(models.Model):
    """One list: its kind, whose it is (no unit: the whole province's), the decision, the period `[from, to)`."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("loại danh mục"), max_length=16, choices=ListKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="receiving_lists")
    scope = models.CharField(max_length=40, editable=False)  # kind and unit in one: what may not overlap
    state = models.CharField(max_length=10, choices=ListState, default=ListState.DRAFT)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    decision_no = models.CharField(_("số quyết định"), max_length=100, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    effective_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    effective_to = models.DateField(_("áp dụng đến trước"), null=True, blank=True)  # exclusive
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    paper = models.CharField(max_length=LENGTH, blank=True)  # public id of the decision's document
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ListQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[ReceivingLine]

    class Meta:
        ordering = ["kind", F("effective_from").desc(nulls_first=True), "-id"]
        indexes = [
            models.Index(fields=["state", "kind", "effective_from"], name="receiving_list_on"),
            models.Index(fields=["paper"], name="receiving_list_paper"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ListKind.values), name="receiving_list_kind"),
            models.CheckConstraint(condition=Q(state__in=ListState.values), name="receiving_list_state"),
            models.CheckConstraint(condition=~Q(scope=""), name="receiving_list_scope"),
            models.UniqueConstraint(
                fields=["scope"],
                condition=Q(state__in=[ListState.DRAFT, ListState.SUBMITTED]),
                name="receiving_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.IN_FORCE)
                | (~Q(decision_no="") & ~Q(signer="") & Q(signed_on__isnull=False) & Q(effective_from__isnull=False)),
                name="receiving_list_decided",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="receiving_list_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.effective_from or '–'}"

    def covers(self, day: date) -> bool:
        """Whether the list is issued and holds on `day`."""
        if self.state != ListState.IN_FORCE or self.effective_from is None or day < self.effective_from:
            return False
        return self.effective_to is None or day < self.effective_to


class ReceivingLineQuerySet(ScopedQuerySet["ReceivingLine"]):
    """A line is seen by whoever sees its list."""

    def visible_to(self, actor: Actor) -> ReceivingLineQuerySet:
        """All for those with `receiving.view`, those of issued lists for everyone else."""
        return self.all() if actor.may("receiving.view") else self.filter(list__state=ListState.IN_FORCE)


class ReceivingLine(models.Model):
    """One procedure on one list; why it is excluded, or the group of linked procedures that it belongs to."""

    list = models.ForeignKey(ReceivingList, models.CASCADE, related_name="lines")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="receiving_lines")
    reason = models.CharField(_("lý do, ghi chú"), max_length=1000, blank=True)
    group = models.CharField(_("nhóm liên thông"), max_length=300, blank=True)

    objects = ReceivingLineQuerySet.as_manager()

    class Meta:
        ordering = ["list_id", "group", "procedure__code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "procedure", "group"], name="receiving_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.procedure_id}"


def scope_of(kind: str, unit_id: int | None) -> str:
    """Kind and unit as one key: lists with the same one never hold on the same day."""
    return f"{kind}:{unit_id or ''}"

"""What hangs on each desk's board, over which days, and the confirmations by which it was put up or taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.files.models import StoredFile
from motcua.organisation.models import Period, PeriodQuerySet, Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Board(models.Model):
    """The board of a desk: `version` grows with each confirmation and undoing, `seen_on` is the last day told of."""

    desk = models.OneToOneField(Unit, models.PROTECT, related_name="board")
    seen_on = models.DateField(_("ngày xác nhận gần nhất"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class ConfirmationQuerySet(ScopedQuerySet["Confirmation"]):
    """Confirmations name who made them: for the administration."""

    def visible_to(self, actor: Actor) -> ConfirmationQuerySet:
        """All for those with `posting.view`, none for others."""
        return self.all() if actor.may("posting.view") else self.none()

    def standing(self) -> ConfirmationQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


class Confirmation(models.Model):
    """One act at a desk: what was put up, replaced and taken down on a day, with a photo of the board.

    `acts` is the list as it was confirmed, a dictionary each: code, act ("up", "replace", "down"), number of the
    version. It stays as it is when the confirmation is undone; what undoing changes are the postings.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="posting_confirmations")
    day = models.DateField(_("ngày niêm yết"))
    acts = models.JSONField(default=list)
    put_up = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    taken_down = models.PositiveIntegerField(default=0)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_label = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_label = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    if TYPE_CHECKING:
        raised: RelatedManager[Posting]
        lowered: RelatedManager[Posting]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["desk", "-id"], name="posting_confirmation_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(put_up__gt=0) | Q(replaced__gt=0) | Q(taken_down__gt=0), name="posting_confirmation_says"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def total(self) -> int:
        """How many procedures it tells of."""
        return self.put_up + self.replaced + self.taken_down


class Posting(Period):
    """One version of a procedure on one desk's board over the days `[valid_from, valid_to)`.

    Two of one procedure never hang on one board on the same day (the database sees to it). `due_on` is the last day
    on which putting it up was in time, as it was reckoned then; empty where nobody can know when it went up (the first
    confirmation of a board takes stock).
    """

    desk = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="postings")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="postings")
    valid_from = models.DateField(_("niêm yết từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    due_on = models.DateField(_("hạn niêm yết"), null=True, blank=True)
    raised_by = models.ForeignKey(Confirmation, models.PROTECT, related_name="raised")
    lowered_by = models.ForeignKey(Confirmation, models.PROTECT, null=True, blank=True, related_name="lowered")

    objects: ClassVar[PeriodQuerySet[Posting]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["desk_id", "procedure_id", "valid_from"]
        indexes = [
            models.Index(fields=["desk", "valid_to"], name="posting_desk_now"),
            models.Index(fields=["valid_from", "due_on"], name="posting_in_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "procedure"], condition=Q(valid_to__isnull=True), name="posting_one_up"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="posting_period",  # an empty period: put up and replaced on one day
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, lowered_by__isnull=True)
                | Q(valid_to__isnull=False, lowered_by__isnull=False),
                name="posting_end_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.procedure_id} {self.valid_from}"

    @property
    def in_time(self) -> bool | None:
        """Whether it went up in time; None where nobody can know."""
        return None if self.due_on is None else self.valid_from <= self.due_on

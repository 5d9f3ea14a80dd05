"""That an internal process was approved for a procedure: by which decision, on which day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.web.publicid import LENGTH, new_public_id


class NoteSource(models.TextChoices):
    """How the note came."""

    TYPED = "typed", _("ghi tay")
    IMPORTED = "imported", _("từ tệp")


class NoteQuerySet(ScopedQuerySet["InternalProcessNote"]):
    """Approvals are known within the administration."""

    def visible_to(self, actor: Actor) -> NoteQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class InternalProcessNote(models.Model):
    """The approval of an internal process (quy trình nội bộ) of one procedure; the newest of a procedure counts."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="process_notes")
    decision_no = models.CharField(_("số quyết định phê duyệt"), max_length=200)
    approved_on = models.DateField(_("ngày ký"))
    source = models.CharField(max_length=8, choices=NoteSource, default=NoteSource.TYPED)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-approved_on", "-id"]
        indexes = [models.Index(fields=["procedure", "-approved_on"], name="followup_process_newest")]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "decision_no", "approved_on"], name="followup_process_once"),
            models.CheckConstraint(condition=~Q(decision_no=""), name="followup_process_decided"),
            models.CheckConstraint(condition=Q(source__in=NoteSource.values), name="followup_process_source"),
        ]

    def __str__(self) -> str:
        return self.decision_no

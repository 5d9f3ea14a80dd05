"""Lists of procedures made as annexes of a decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.web.publicid import LENGTH, new_public_id


class AnnexState(models.TextChoices):
    """Where the making of a list stands."""

    WAITING = "waiting", _("đang lập")
    READY = "ready", _("đã xong")
    FAILED = "failed", _("không lập được")


class AnnexQuerySet(ScopedQuerySet["ListAnnex"]):
    """Lists are for those who see the room."""

    def visible_to(self, actor: Actor) -> AnnexQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class ListAnnex(models.Model):
    """A list as it stood when it was made: what was asked for, how many procedures, the files.

    `asked` holds the choices as plain values: decision, field, tier, unit, on (a day).
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("tên danh mục"), max_length=1000)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=AnnexState, default=AnnexState.WAITING)
    rows = models.PositiveIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=1000, blank=True)
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    job = models.CharField(max_length=LENGTH, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(state__in=AnnexState.values), name="publication_annex_state")]

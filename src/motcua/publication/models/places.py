"""Acts of making public: where, when, by whom, and how one can see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.publication.models.decisions import ANNOUNCED_ONCE
from motcua.publication.models.lines import AnnouncedLine
from motcua.web.publicid import LENGTH, new_public_id


class Place(models.TextChoices):
    """Where procedures are made public."""

    NATIONAL = "national", _("Cơ sở dữ liệu quốc gia về thủ tục hành chính")
    PORTAL = "portal", _("cổng, hệ thống của tỉnh")
    DESK_BOARD = "desk_board", _("bảng niêm yết tại nơi tiếp nhận")


class PublicationQuerySet(ScopedQuerySet["Publication"]):
    """Acts of making public are public themselves."""

    def visible_to(self, actor: Actor) -> PublicationQuerySet:
        """All for those with `publication.view`, those of signed decisions for everyone else."""
        return self.all() if actor.may("publication.view") else self.filter(line__decision__state__in=ANNOUNCED_ONCE)


class Publication(models.Model):
    """One act of making a line's procedure public in one place. Several may follow each other: the last one counts.

    A wrong record is withdrawn, never deleted; `withdrawn_because` says why.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    line = models.ForeignKey(AnnouncedLine, models.PROTECT, related_name="publications")
    place = models.CharField(_("nơi công khai"), max_length=10, choices=Place)
    published_at = models.DateTimeField(_("lúc công khai"))
    evidence = models.CharField(_("minh chứng"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=1000, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["published_at", "id"]
        indexes = [models.Index(fields=["place", "published_at"], name="publication_place_day")]
        constraints = [models.CheckConstraint(condition=Q(place__in=Place.values), name="publication_place_known")]

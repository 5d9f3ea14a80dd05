"""The province's own rows over the words that the search ships with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id


class WordKind(models.TextChoices):
    """What a row does for the search."""

    ABBREVIATION = "viet_tat", _("chữ viết tắt")
    SYNONYM = "dong_nghia", _("từ đồng nghĩa")
    EVERYDAY = "doi_thuong", _("cách nói thường ngày")
    GUIDANCE = "huong_dan", _("hướng dẫn (không phải thủ tục)")
    OFF = "tat", _("tắt một dòng có sẵn")


class SynonymQuerySet(ScopedQuerySet["Synonym"]):
    """The table of words is for those who keep it."""

    def visible_to(self, actor: Actor) -> SynonymQuerySet:
        """All for those with `catalog.vocabulary`, none for others."""
        return self.all() if actor.may("catalog.vocabulary") else self.none()


class Synonym(models.Model):
    """One row of the province: what people say and what is meant, or guidance, or a shipped row switched off.

    `content` holds the values that the search engine's readers take; `replaces` is the digest of the shipped row whose
    place this one takes, so that a row still fits after the shipped table has grown.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("loại"), max_length=12, choices=WordKind)
    content = models.JSONField(default=dict)
    replaces = models.CharField(max_length=64, blank=True)
    active = models.BooleanField(_("đang dùng"), default=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["replaces"], condition=~Q(replaces=""), name="catalog_synonym_replaces"),
            models.CheckConstraint(condition=Q(kind__in=WordKind.values), name="catalog_synonym_kind"),
            models.CheckConstraint(condition=~Q(kind=WordKind.OFF) | ~Q(replaces=""), name="catalog_synonym_off"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.public_id}"

    @property
    def key(self) -> str:
        """The key under which the engine knows the row."""
        return f"tinh-{self.public_id}"

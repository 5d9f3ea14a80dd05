"""Registers of official numbers: one a unit, kind and year; own ones have no gap, a document system's may."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit
from motcua.papers.models.papers import Paper
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RegisterKind(models.TextChoices):
    """Which documents share one row of numbers."""

    DECISION = "decision", _("quyết định")
    LETTER = "letter", _("công văn")
    SUBMISSION = "submission", _("tờ trình")
    REPORT = "report", _("báo cáo")
    PLAN = "plan", _("kế hoạch")
    NOTICE = "notice", _("thông báo")
    ALL = "all", _("mọi loại văn bản")


class RegisterSource(models.TextChoices):
    """Where the numbers come from."""

    OWN = "own", _("hệ thống này cấp số")
    DOCSYSTEM = "docsystem", _("hệ thống quản lý văn bản cấp số")


class RegisterQuerySet(ScopedQuerySet["Register"]):
    """Registers are for those who may see documents."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `papers.view`, none for others."""
        return self.all() if actor.may("papers.view") else self.none()


class Register(models.Model):
    """A row of numbers. `pattern` holds `{number}` once ("{number}/QĐ-UBND"); `first` is the number it begins with.

    `last` is the number given last (`first` - 1 before any): the counter that a numbering locks.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.CharField(_("loại văn bản"), max_length=12, choices=RegisterKind)
    year = models.PositiveSmallIntegerField(_("năm"))
    pattern = models.CharField(_("số, ký hiệu"), max_length=60)
    source = models.CharField(_("nguồn số"), max_length=10, choices=RegisterSource, default=RegisterSource.OWN)
    first = models.PositiveIntegerField(_("số bắt đầu"), default=1)
    last = models.PositiveIntegerField(_("số cuối"), default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[RegisterQuerySet] = RegisterQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        entries: RelatedManager[RegisterEntry]

    class Meta:
        ordering = ["-year", "unit_id", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "pattern", "source"], name="papers_register_once"),
            models.CheckConstraint(condition=Q(kind__in=RegisterKind.values), name="papers_register_kind"),
            models.CheckConstraint(condition=Q(source__in=RegisterSource.values), name="papers_register_source"),
            models.CheckConstraint(condition=Q(first__gte=1), name="papers_register_first"),
            models.CheckConstraint(
                condition=Q(source=RegisterSource.DOCSYSTEM) | Q(last__gte=F("first") - 1), name="papers_register_last"
            ),
            models.CheckConstraint(condition=Q(pattern__contains="{number}"), name="papers_register_pattern"),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} {self.year}"

    def text_of(self, number: int) -> str:
        """The number as it is written on paper: below 10 with a leading zero (Decree 30/2020, Annex I)."""
        return self.pattern.replace("{number}", f"{number:02d}")

    @property
    def symbol(self) -> str:
        """What stands after the number and its stroke: "QĐ-UBND"."""
        return self.pattern.partition("{number}")[2].lstrip("/")


class EntryQuerySet(ScopedQuerySet["RegisterEntry"]):
    """Lines of registers are for those who may see documents."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `papers.view`, none for others."""
        return self.all() if actor.may("papers.view") else self.none()


class RegisterEntry(models.Model):
    """One number given, never changed and never taken back; `paper` is empty for a document written elsewhere."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    number_text = models.CharField(_("số, ký hiệu"), max_length=80)
    on = models.DateField(_("ngày"))
    subject = models.CharField(_("trích yếu"), max_length=1000)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="entries")
    taken_by = models.CharField(_("người lấy số"), max_length=200, blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["register_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="papers_entry_once"),
            models.UniqueConstraint(fields=["paper"], condition=Q(paper__isnull=False), name="papers_entry_one_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="papers_entry_number"),
        ]

    def __str__(self) -> str:
        return self.number_text

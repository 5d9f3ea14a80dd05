"""Stored papers: what a file is called, who brought it and what its content is; the content itself lies in a folder."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.web.publicid import LENGTH, new_public_id


class ScanState(models.TextChoices):
    """What is known about malicious content."""

    NOT_SCANNED = "not_scanned", _("chưa quét mã độc")
    WAITING = "waiting", _("đang chờ quét mã độc")
    CLEAN = "clean", _("đã quét, không thấy mã độc")
    INFECTED = "infected", _("có mã độc")


class StoredFile(models.Model):
    """A file as someone brought it. Never changed; the same content under two names is two rows and one content.

    `digest` is the SHA-256 of the content in hexadecimal and its address in the store; `size` is in bytes;
    `media_type` was found by looking at the content; `purpose` names what it was brought for ("catalog.import").
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(_("tên tệp"), max_length=200)
    purpose = models.CharField(max_length=80)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    uploader_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    scan_state = models.CharField(max_length=11, choices=ScanState, default=ScanState.NOT_SCANNED)
    scan_note = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="files_digest_given"),
            models.CheckConstraint(condition=Q(scan_state__in=ScanState.values), name="files_scan_state"),
        ]

    def __str__(self) -> str:
        return self.name

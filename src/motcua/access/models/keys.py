"""Keys by which one gets in, and what is remembered about their use. No key is stored, only its keyed digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id

DIGEST = 64  # hex digits


class ApiTokenQuerySet(ScopedQuerySet["ApiToken"]):
    """Tokens."""

    def visible_to(self, actor: Actor) -> ApiTokenQuerySet:
        """All tokens for those who may make them; to others their own."""
        if actor.may("access.token"):
            return self.all()
        return self.filter(user_id=actor.user.pk) if actor.user else self.none()


class ApiToken(models.Model):
    """A machine's key: acts as its user, narrowed to `scopes`, until it expires or is revoked."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("dùng cho"), max_length=100)
    hint = models.CharField(max_length=12)  # the first letters, to tell tokens apart
    digest = models.CharField(max_length=DIGEST, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def alive(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class PasswordLink(models.Model):
    """A link, issued by an administrator, by which a person sets a password once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="password_links")
    digest = models.CharField(max_length=DIGEST, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.expires_at:%Y-%m-%d %H:%M}"


class OnceKey(models.Model):
    """The key of a form whose effect was committed, with the answer given, so that a second sending gets it again."""

    key = models.CharField(max_length=64, unique=True)
    user_id = models.BigIntegerField(null=True)
    location = models.CharField(max_length=2000, blank=True)
    answered = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key


class Throttle(models.Model):
    """How often something happened within a stretch of time, for one key (an address, an account)."""

    key = models.CharField(max_length=DIGEST)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "until"], name="access_throttle_once")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class UsedCode(models.Model):
    """A one-time code that was used: not taken again while it would still be valid."""

    digest = models.CharField(max_length=DIGEST, unique=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]

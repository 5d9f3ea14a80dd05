"""Users: who can be named as the one that did something."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id

_SALT = "motcua.access.session"


class UserKind(models.TextChoices):
    """What stands behind an account."""

    STAFF = "staff", _("cán bộ, công chức")
    CITIZEN = "citizen", _("người dân, doanh nghiệp")
    SERVICE = "service", _("phần mềm")


class UserQuerySet(ScopedQuerySet["User"]):
    """Accounts."""

    def visible_to(self, actor: Actor) -> UserQuerySet:
        """All accounts for those who may view them; to others their own."""
        if actor.may("access.view"):
            return self.all()
        return self.filter(pk=actor.user.pk) if actor.user else self.none()


class UserManager(BaseUserManager["User"]):
    """Makes accounts; services do so for the house."""

    def get_queryset(self) -> UserQuerySet:
        """Accounts, with `visible_to`."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> UserQuerySet:
        """The accounts that the actor may see."""
        return self.get_queryset().visible_to(actor)

    def create_user(self, username: str, *, password: str | None = None, **fields: Any) -> User:
        """A stored account; without a password it cannot be signed in to by one."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. What it may do comes from positions held on a date, never from the account itself."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    label = models.CharField(_("tên hiển thị"), max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=UserKind, default=UserKind.STAFF, db_index=True)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    session_epoch = models.PositiveIntegerField(default=0)  # one more ends every session

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=UserKind.values), name="access_user_kind"),
            models.CheckConstraint(condition=~models.Q(username=""), name="access_user_named"),
        ]

    def __str__(self) -> str:
        return self.label or self.username

    @property
    def is_staff(self) -> bool:
        """Whether the account belongs to the administration (third-party code asks by this name)."""
        return self.kind == UserKind.STAFF

    def get_session_auth_hash(self) -> str:
        """What a session must match to live: it dies with a new password and with every `session_epoch`."""
        return salted_hmac(_SALT, f"{self.password}|{self.session_epoch}", algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """No earlier secrets count."""
        return []

"""Users: who can be named as the one that did something."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.web.publicid import LENGTH, new_public_id


class UserKind(models.TextChoices):
    """What stands behind an account."""

    STAFF = "staff", _("cán bộ, công chức")
    CITIZEN = "citizen", _("người dân, doanh nghiệp")
    SERVICE = "service", _("phần mềm")


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

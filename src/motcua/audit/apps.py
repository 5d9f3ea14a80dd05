"""Django's entry into the room `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room `audit`."""

    name = "motcua.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

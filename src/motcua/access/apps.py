"""Django's entry into the room `access`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The room `access`."""

    name = "motcua.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

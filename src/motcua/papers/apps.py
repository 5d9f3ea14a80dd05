"""Django's entry into the room `papers`."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The room `papers`."""

    name = "motcua.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

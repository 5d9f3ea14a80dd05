"""Django's entry into the room `defects`."""

from django.apps import AppConfig


class DefectsConfig(AppConfig):
    """The room `defects`."""

    name = "motcua.defects"
    label = "defects"
    default_auto_field = "django.db.models.BigAutoField"

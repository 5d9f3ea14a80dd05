"""Django's entry into the room `publication`."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The room `publication`."""

    name = "motcua.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

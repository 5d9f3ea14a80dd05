"""Django's entry into the room `receiving`."""

from django.apps import AppConfig


class ReceivingConfig(AppConfig):
    """The room `receiving`."""

    name = "motcua.receiving"
    label = "receiving"
    default_auto_field = "django.db.models.BigAutoField"

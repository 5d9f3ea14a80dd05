"""Django's entry into the room `faces`."""

from django.apps import AppConfig


class FacesConfig(AppConfig):
    """The room `faces`."""

    name = "motcua.faces"
    label = "faces"
    default_auto_field = "django.db.models.BigAutoField"

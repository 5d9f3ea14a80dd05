"""Django's entry into the room `files`."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The room `files`."""

    name = "motcua.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

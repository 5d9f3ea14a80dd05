"""Django's entry into the room `jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room `jobs`."""

    name = "motcua.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

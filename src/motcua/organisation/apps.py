"""Django's entry into the room `organisation`."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room `organisation`."""

    name = "motcua.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry into the room `catalog`."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """The room `catalog`."""

    name = "motcua.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

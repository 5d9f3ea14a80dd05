"""Django's entry into the room `defects`."""

from django.apps import AppConfig


class DefectsConfig(AppConfig):
    """The room `defects`."""

    name = "motcua.defects"
    label = "defects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Words of the log, navigation, tiles, the part of a procedure's page, what follows a signature."""
        from motcua.defects import furniture

        furniture.set_up()

"""Django's entry into the room `processes`."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """The room `processes`."""

    name = "motcua.processes"
    label = "processes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log."""
        from motcua.processes import furniture

        furniture.set_up()

"""Django's entry into the room `onthespot`."""

from django.apps import AppConfig


class OnthespotConfig(AppConfig):
    """The room `onthespot`."""

    name = "motcua.onthespot"
    label = "onthespot"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log."""
        from motcua.onthespot import furniture

        furniture.set_up()

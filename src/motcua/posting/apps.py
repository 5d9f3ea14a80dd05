"""Django's entry into the room `posting`."""

from django.apps import AppConfig


class PostingConfig(AppConfig):
    """The room `posting`."""

    name = "motcua.posting"
    label = "posting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log."""
        from motcua.posting import furniture

        furniture.set_up()

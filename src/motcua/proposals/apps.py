"""Django's entry into the room `proposals`."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """The room `proposals`."""

    name = "motcua.proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log."""
        from motcua.proposals import furniture

        furniture.set_up()

"""Django's entry into the room `rulebook`."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """The room `rulebook`."""

    name = "motcua.rulebook"
    label = "rulebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, links of rules, words of the log, navigation, tiles."""
        from motcua.rulebook import furniture

        furniture.set_up()

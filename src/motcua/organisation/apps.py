"""Django's entry into the room `organisation`."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The room `organisation`."""

    name = "motcua.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, roles from positions, words of the log, navigation, tiles, seeding."""
        from motcua.organisation import furniture

        furniture.set_up()

"""Django's entry into the room `receiving`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class ReceivingConfig(AppConfig):
    """The room `receiving`."""

    name = "motcua.receiving"
    label = "receiving"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, words of the log, navigation, tiles, the part of a procedure's page."""
        from motcua.receiving import furniture, guards

        guards.declare_guards()
        pre_migrate.connect(guards.lift_guards, sender=self)
        furniture.set_up()

"""Django's entry into the room `processes`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class ProcessesConfig(AppConfig):
    """The room `processes`."""

    name = "motcua.processes"
    label = "processes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, words of the log."""
        from motcua.processes import furniture
        from motcua.processes.locks import lift_locks

        furniture.set_up()
        pre_migrate.connect(lift_locks, sender=self)

"""Django's entry into the room `online`."""

from django.apps import AppConfig


class OnlineConfig(AppConfig):
    """The room `online`."""

    name = "motcua.online"
    label = "online"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log."""
        from motcua.online import furniture, locks

        locks.declare_locks()
        furniture.set_up()

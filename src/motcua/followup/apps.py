"""Django's entry into the room `followup`."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The room `followup`."""

    name = "motcua.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Words of the log, navigation, figures on the home pages."""
        from motcua.followup import furniture

        furniture.set_up()

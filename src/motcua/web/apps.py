"""Django's entry into the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room `web`."""

    name = "motcua.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks of the registries."""
        from motcua.web import checks

        assert checks

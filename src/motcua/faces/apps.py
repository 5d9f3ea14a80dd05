"""Django's entry into the room `faces`."""

from django.apps import AppConfig


class FacesConfig(AppConfig):
    """The room `faces`."""

    name = "motcua.faces"
    label = "faces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where each face begins and where its search field asks."""
        from motcua.faces.furniture import set_up

        set_up()

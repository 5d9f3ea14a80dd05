"""Django's entry into the room `config`: start-up checks of the whole house."""

from django.apps import AppConfig

from motcua.config import collector


class ServerConfig(AppConfig):
    """Settings, server and database of the house."""

    name = "motcua.config"
    label = "server"

    def ready(self) -> None:
        """Every process begins here once its rooms are loaded."""
        collector.settle()

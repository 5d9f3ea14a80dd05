"""Django's entry into the room `config`: start-up checks of the whole house."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Settings, server and database of the house."""

    name = "motcua.config"
    label = "server"

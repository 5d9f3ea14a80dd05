"""Terminal commands of the room `config`."""

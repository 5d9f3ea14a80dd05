"""Terminal commands of the room `online`."""

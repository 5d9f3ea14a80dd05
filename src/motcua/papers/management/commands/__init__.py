"""Terminal commands of the room `papers`."""

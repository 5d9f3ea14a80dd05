"""Terminal commands of the room `jobs`."""

"""Terminal commands of the room `defects`."""

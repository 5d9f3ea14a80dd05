"""Terminal commands of the room `files`."""

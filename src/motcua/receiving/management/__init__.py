"""Terminal commands of the room `receiving`."""

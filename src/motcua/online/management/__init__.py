"""Terminal commands of the room."""

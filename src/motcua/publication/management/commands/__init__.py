"""Terminal commands of the catalogue."""

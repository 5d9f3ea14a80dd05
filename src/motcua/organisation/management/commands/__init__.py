"""Terminal commands of the organisation."""

"""Five acts on the spot."""

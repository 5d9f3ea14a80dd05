"""Pages of procedures on the spot."""
